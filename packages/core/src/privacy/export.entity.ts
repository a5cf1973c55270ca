import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** A zip of everything that is a shopper's, from when they ask for it until it expires. */
export const dataExport = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "dataExport", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          exportId: { type: "string", required: true },
          status: { type: ["running", "ready"] as const, required: true },
          /** Nobody can guess it. */
          objectKey: { type: "string", required: true },
          bytes: { type: "number" },
          requestedAt: { type: "string", required: true },
          readyAt: { type: "string" },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["exportId"] },
          },
        },
      },
      options,
    ),
);

export type DataExport = EntityItem<ReturnType<typeof dataExport>>;

/** A shopper's turn to export: whoever takes it keeps others waiting until it is free. */
export const exportTurn = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "exportTurn", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          exportId: { type: "string", required: true },
          freeAt: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: [] },
          },
        },
      },
      options,
    ),
);
