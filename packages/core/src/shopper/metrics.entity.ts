import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import { BODY_TYPES } from "./metric.ts";

const number = { type: "number" } as const;

/** Body measurements: centimetres and kilograms, one decimal. */
const measured = {
  bodyType: { type: BODY_TYPES },
  heightCm: number,
  weightKg: number,
  bustCm: number,
  waistCm: number,
  hipsCm: number,
  inseamCm: number,
  shoulderCm: number,
  neckCm: number,
  notes: { type: "string" },
  measuredAt: { type: "string", required: true },
} as const;

const kept = {
  userId: { type: "string", required: true },
  metricsId: { type: "string", required: true },
  /** The consent that they were given under; they count under no other. */
  grantId: { type: "string", required: true },
  recordedAt: { type: "string", required: true },
} as const;

/** A shopper's measurements as they are now; in the shopper's partition. */
export const bodyMetrics = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "bodyMetrics", version: "1", service: "stylegence" },
        attributes: { ...kept, ...measured },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: [], casing: "none" },
          },
        },
      },
      options,
    ),
);

/** What they were at a time; never changed. In the shopper's partition. */
export const bodyMetricsRecord = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "bodyMetricsRecord", version: "1", service: "stylegence" },
        attributes: { ...kept, ...measured },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["metricsId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type StoredMetrics = EntityItem<ReturnType<typeof bodyMetricsRecord>>;
