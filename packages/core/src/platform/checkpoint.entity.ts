import { Entity } from "electrodb";
import { lazily } from "./table.ts";

/** Up to when a timer has done its work. */
export const checkpoint = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "checkpoint", version: "1", service: "stylegence" },
        attributes: {
          name: { type: "string", required: true },
          at: { type: "string", required: true },
        },
        indexes: { primary: { pk: { field: "pk", composite: ["name"] }, sk: { field: "sk", composite: [] } } },
      },
      options,
    ),
);
