import type { PullState } from "@stylegence/clients/affiliate/port";
import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** How far a network's list was read, and who is reading it. */
export const affiliatePull = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "affiliatePull", version: "1", service: "stylegence" },
        attributes: {
          network: { type: "string", required: true },
          /** Where to go on, in the adapter's words. */
          state: { type: CustomAttributeType<PullState>("any") },
          /** When the reading that got furthest began. */
          startedAt: { type: "string" },
          finishedAt: { type: "string" },
          fault: { type: "string" },
          /** Epoch milliseconds; whoever reads is alone until then. */
          leaseUntil: { type: "number" },
          leaseId: { type: "string" },
          /** Asked for while somebody was reading. */
          again: { type: "boolean" },
        },
        indexes: { primary: { pk: { field: "pk", composite: ["network"] }, sk: { field: "sk", composite: [] } } },
      },
      options,
    ),
);

export type Pull = EntityItem<ReturnType<typeof affiliatePull>>;
