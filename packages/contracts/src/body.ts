/** From, to, and the smallest step that is kept, of each measurement. */
export const METRIC_RANGES = {
  heightCm: [100, 250],
  weightKg: [25, 300],
  bustCm: [50, 200],
  waistCm: [40, 200],
  hipsCm: [50, 220],
  inseamCm: [40, 120],
  shoulderCm: [25, 80],
  neckCm: [20, 70],
} as const;
export type MetricName = keyof typeof METRIC_RANGES;

export const BODY_TYPES = [
  "hourglass",
  "pear",
  "apple",
  "rectangle",
  "inverted_triangle",
  "petite",
  "tall",
  "plus",
  "athletic",
] as const;
