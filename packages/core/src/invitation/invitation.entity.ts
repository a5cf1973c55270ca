import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import { RELATIONSHIPS } from "../shopper/relationship.ts";

/**
 * That a shopper asks somebody to link accounts or to join a family group; forgotten soon after it has run out. A shopper's are listed
 * in gsi3 (sent) and gsi2 (received; by their id, and by the key of their address).
 */
export const invitation = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "invitation", version: "1", service: "stylegence" },
        attributes: {
          invitationId: { type: "string", required: true },
          kind: { type: ["link", "family"] as const, required: true },
          status: { type: ["open", "accepted", "declined", "revoked"] as const, required: true },
          fromUserId: { type: "string", required: true },
          /** SHA-256 of the token's secret; the token itself is kept nowhere. */
          secretHash: { type: "string", required: true },
          /** Whom it is for: an id, or the key of an address. None for a link to pass on, until it is accepted. */
          invitedKey: { type: "string" },
          inviteeUserId: { type: "string" },
          /** Where it was mailed to; gone once it is answered. */
          email: { type: "string" },
          familyId: { type: "string" },
          role: { type: ["member", "guest"] as const },
          /** What the invited is to who invites. */
          relationship: { type: RELATIONSHIPS },
          createdAt: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["invitationId"] }, sk: { field: "sk", composite: [] } },
          byFamily: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["familyId"] },
            sk: { field: "gsi1sk", composite: ["invitationId"] },
          },
          byInvited: {
            index: "gsi2",
            pk: { field: "gsi2pk", composite: ["invitedKey"], casing: "none" },
            sk: { field: "gsi2sk", composite: ["invitationId"], casing: "none" },
          },
          bySender: {
            index: "gsi3",
            pk: { field: "gsi3pk", composite: ["fromUserId"], casing: "none" },
            sk: { field: "gsi3sk", composite: ["invitationId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type Invitation = EntityItem<ReturnType<typeof invitation>>;
