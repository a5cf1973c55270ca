import { Entity } from "electrodb";
import { lazily } from "./table.ts";
import { topics } from "./topics.ts";

export const outbox = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "outbox", version: "1", service: "stylegence" },
        attributes: {
          outboxId: { type: "string", required: true },
          topic: { type: topics, required: true },
          /** JSON of the message. */
          body: { type: "string", required: true },
          actor: { type: "string", required: true },
          /** The shopper that it is about, and the one who caused it. */
          userId: { type: "string" },
          byUserId: { type: "string" },
          createdAt: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["outboxId"] }, sk: { field: "sk", composite: [] } },
          byUser: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["outboxId"] },
          },
          byActor: {
            index: "gsi2",
            pk: { field: "gsi2pk", composite: ["byUserId"], casing: "none" },
            sk: { field: "gsi2sk", composite: ["outboxId"] },
          },
        },
      },
      options,
    ),
);
