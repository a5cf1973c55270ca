import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** One open WebSocket. */
export const connection = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "connection", version: "1", service: "stylegence" },
        attributes: {
          connectionId: { type: "string", required: true },
          actor: { type: "string", required: true },
          connectedAt: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["connectionId"] }, sk: { field: "sk", composite: [] } },
        },
      },
      options,
    ),
);

export type Connection = EntityItem<ReturnType<typeof connection>>;
