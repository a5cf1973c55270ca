import { DomainError, type FieldError } from "../platform/errors.ts";

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

/** From and to, inclusive; the unit is in the name. */
const RANGES = {
  heightCm: [100, 250],
  weightKg: [25, 300],
  bustCm: [50, 200],
  waistCm: [40, 200],
  hipsCm: [50, 220],
  inseamCm: [40, 120],
  shoulderCm: [25, 80],
  neckCm: [20, 70],
} as const;

export type MetricName = keyof typeof RANGES;
export const METRIC_NAMES = Object.keys(RANGES) as MetricName[];

/** Measurements of a body at a time; null where not taken. */
export type BodyMetrics = Record<MetricName, number | null> & {
  bodyType: (typeof BODY_TYPES)[number] | null;
  /** ISO 8601. */
  measuredAt: string;
};

export type MetricsInput = { [N in MetricName]?: number | null | undefined } & {
  bodyType?: BodyMetrics["bodyType"] | undefined;
  notes?: string | null | undefined;
  measuredAt?: string | undefined;
};

const MAX_NOTES = 500;

/** The fields to store. Throws `invalid` naming each that is out of range, and where nothing is measured. */
export function checked(input: MetricsInput, now: Date): MetricsInput & { measuredAt: string } {
  const fields: FieldError[] = METRIC_NAMES.flatMap((field) => {
    const [from, to] = RANGES[field];
    const value = input[field] ?? from;
    return value >= from && value <= to ? [] : [{ field, message: `is not between ${from} and ${to}` }];
  });
  const measuredAt = new Date(input.measuredAt ?? now);
  if (!(measuredAt <= now)) fields.push({ field: "measuredAt", message: "is no moment of the past" });
  if ((input.notes?.length ?? 0) > MAX_NOTES) fields.push({ field: "notes", message: `is longer than ${MAX_NOTES}` });
  const isEmpty = !input.bodyType && METRIC_NAMES.every((name) => (input[name] ?? null) === null);
  if (isEmpty) fields.push({ field: "heightCm", message: "or another measurement is needed" });
  if (fields.length > 0) throw new DomainError("invalid", "These measurements can't be kept.", { fields });
  const given = Object.fromEntries(METRIC_NAMES.flatMap((name) => present(name, rounded(input[name]))));
  const words = Object.fromEntries([...present("bodyType", input.bodyType), ...present("notes", input.notes || null)]);
  return { ...given, ...words, measuredAt: measuredAt.toISOString() };
}

/** What others may be shown of stored measurements: without notes and ids. */
export function bare(stored: MetricsInput & { measuredAt: string }): BodyMetrics {
  const numbers = Object.fromEntries(METRIC_NAMES.map((name) => [name, stored[name] ?? null]));
  return {
    ...(numbers as Record<MetricName, number | null>),
    bodyType: stored.bodyType ?? null,
    measuredAt: stored.measuredAt,
  };
}

function rounded(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Math.round(value * 10) / 10;
}

function present<T>(name: string, value: T | null | undefined): [string, T][] {
  return value === null || value === undefined ? [] : [[name, value]];
}
