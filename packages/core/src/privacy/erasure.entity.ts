import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** That a shopper is being erased, or was. It names them until it is done, by a hash alone afterwards. */
export const erasure = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "erasure", version: "1", service: "stylegence" },
        attributes: {
          idHash: { type: "string", required: true },
          erasureId: { type: "string", required: true },
          userId: { type: "string" },
          status: { type: ["running", "waiting", "done"] as const, required: true },
          /** How many looks from now on found nothing. */
          looks: { type: "number", required: true },
          requestedAt: { type: "string", required: true },
          finishedAt: { type: "string" },
          /** Once it is done. */
          expiresAt: { type: "number" },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["idHash"] }, sk: { field: "sk", composite: [] } },
        },
      },
      options,
    ),
);

export type Erasure = EntityItem<ReturnType<typeof erasure>>;
