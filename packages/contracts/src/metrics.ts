import * as z from "zod/mini";
import { BODY_TYPES, METRIC_RANGES } from "./body.ts";

export const BodyType = z.enum(BODY_TYPES);

const measured = ([from, to]: readonly [number, number]) =>
  z.optional(z.nullable(z.number().check(z.minimum(from), z.maximum(to), z.multipleOf(0.1))));

/** Body of `PUT /me/metrics`: all of them at once; what is absent or null is not kept. */
export const MetricsInput = z.strictObject({
  bodyType: z.optional(z.nullable(BodyType)),
  heightCm: measured(METRIC_RANGES.heightCm),
  weightKg: measured(METRIC_RANGES.weightKg),
  bustCm: measured(METRIC_RANGES.bustCm),
  waistCm: measured(METRIC_RANGES.waistCm),
  hipsCm: measured(METRIC_RANGES.hipsCm),
  inseamCm: measured(METRIC_RANGES.inseamCm),
  shoulderCm: measured(METRIC_RANGES.shoulderCm),
  neckCm: measured(METRIC_RANGES.neckCm),
  notes: z.optional(z.nullable(z.string().check(z.trim(), z.maxLength(500)))),
  /** Not in the future; now where absent. */
  measuredAt: z.optional(z.iso.datetime()),
});
export type MetricsInput = z.infer<typeof MetricsInput>;

export const BodyMetrics = z.object({
  bodyType: z.nullable(BodyType),
  heightCm: z.nullable(z.number()),
  weightKg: z.nullable(z.number()),
  bustCm: z.nullable(z.number()),
  waistCm: z.nullable(z.number()),
  hipsCm: z.nullable(z.number()),
  inseamCm: z.nullable(z.number()),
  shoulderCm: z.nullable(z.number()),
  neckCm: z.nullable(z.number()),
  measuredAt: z.string(),
});
export type BodyMetrics = z.infer<typeof BodyMetrics>;

/** Answer of `GET /me/metrics`; `metrics` is null where none are kept. */
export const MyMetrics = z.object({
  metrics: z.nullable(z.extend(BodyMetrics, { notes: z.nullable(z.string()) })),
  /** Whether measurements may be kept now. */
  allowed: z.boolean(),
});
export type MyMetrics = z.infer<typeof MyMetrics>;

export const MetricsRecord = z.extend(BodyMetrics, {
  metricsId: z.string(),
  notes: z.nullable(z.string()),
  recordedAt: z.string(),
});
export type MetricsRecord = z.infer<typeof MetricsRecord>;

/** Answer of `GET /me/metrics/history`, newest first. */
export const MetricsHistory = z.object({ items: z.array(MetricsRecord), nextCursor: z.nullable(z.string()) });
export type MetricsHistory = z.infer<typeof MetricsHistory>;
