import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** How often a shopper has invited within some time, and whom they may not invite for some time. In the shopper's partition. */
export const invitationLimit = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "invitationLimit", version: "1", service: "stylegence" },
        attributes: {
          /** Who invites. */
          userId: { type: "string", required: true },
          /** `day <day>`, `to <week> <hash of whom>` or `block <hash of whom>`. */
          name: { type: "string", required: true },
          count: { type: "number" },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["name"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type InvitationLimit = EntityItem<ReturnType<typeof invitationLimit>>;
