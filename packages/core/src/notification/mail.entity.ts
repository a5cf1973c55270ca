import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import type { MailData } from "./mail.ts";

/** A mail to an address that may be nobody's account. The address and what it says go as soon as it is sent or given up. */
export const mail = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "mail", version: "1", service: "stylegence" },
        attributes: {
          mailId: { type: "string", required: true },
          template: { type: ["family_invitation", "link_invitation"] as const, required: true },
          to: { type: "string" },
          data: { type: CustomAttributeType<MailData[keyof MailData] | null>("any") },
          state: { type: ["waiting", "sending", "sent", "failed"] as const, required: true },
          /** Epoch milliseconds until which somebody is at it. */
          leaseUntil: { type: "number" },
          leaseId: { type: "string" },
          /** Why it was given up. */
          reason: { type: "string" },
          createdAt: { type: "string", required: true },
          endedAt: { type: "string" },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["mailId"] }, sk: { field: "sk", composite: [] } },
        },
      },
      options,
    ),
);

export type Mail = EntityItem<ReturnType<typeof mail>>;
