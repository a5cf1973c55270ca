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
          createdAt: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["outboxId"] }, sk: { field: "sk", composite: [] } },
        },
      },
      options,
    ),
);
