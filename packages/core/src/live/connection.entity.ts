import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** One open WebSocket. Ids of connections tell upper from lower case. */
export const connection = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "connection", version: "1", service: "stylegence" },
        attributes: {
          connectionId: { type: "string", required: true },
          /** Whose it is; absent where nobody signed in. */
          userId: { type: "string" },
          connectedAt: { type: "string", required: true },
          /** What it follows: at most as many as a connection may. */
          topics: { type: "set", items: "string" },
          /** The minute of its last message, and how many it has sent in that minute. */
          minute: { type: "number" },
          messages: { type: "number" },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["connectionId"], casing: "none" },
            sk: { field: "sk", composite: [] },
          },
          byUser: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["connectionId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type Connection = EntityItem<ReturnType<typeof connection>>;
