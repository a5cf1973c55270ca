import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "./table.ts";

/** Who did what to which thing, and why. Written in the transaction of the deed; never changed. */
export const audit = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "audit", version: "1", service: "stylegence" },
        attributes: {
          auditId: { type: "string", required: true },
          subject: { type: "string", required: true },
          action: { type: "string", required: true },
          actor: { type: "string", required: true },
          reason: { type: "string" },
          details: { type: CustomAttributeType<Record<string, unknown>>("any") },
          at: { type: "string", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["subject"] }, sk: { field: "sk", composite: ["auditId"] } },
        },
      },
      options,
    ),
);

export type Audit = EntityItem<ReturnType<typeof audit>>;
