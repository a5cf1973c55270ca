import { Entity } from "electrodb";
import { lazily } from "../platform/table.ts";

/** That a shopper was deleted, by a hash of their id: all that is left of them, so that a late event does not bring them back. */
export const tombstone = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "tombstone", version: "1", service: "stylegence" },
        attributes: {
          idHash: { type: "string", required: true },
          deletedAt: { type: "string", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["idHash"] }, sk: { field: "sk", composite: [] } },
        },
      },
      options,
    ),
);
