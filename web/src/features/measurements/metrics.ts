import { type BODY_TYPES, METRIC_RANGES, type MetricName } from "@stylegence/contracts/body";
import type { MetricsRecord } from "@stylegence/contracts/metrics";

export type Units = "metric" | "imperial";

interface Measure {
  name: MetricName;
  label: string;
  /** How it is measured, in a sentence. */
  how: string;
}

/** In the order of the drawing, from head to foot. */
export const MEASURES: Measure[] = [
  { name: "heightCm", label: "Height", how: "Barefoot, back to a wall; from the floor to the top of your head." },
  { name: "neckCm", label: "Neck", how: "Around the base of the neck, with room for one finger." },
  { name: "shoulderCm", label: "Shoulders", how: "Across the back, from the edge of one shoulder to the other." },
  { name: "bustCm", label: "Bust or chest", how: "Around the fullest part, tape level and under the arms." },
  { name: "waistCm", label: "Waist", how: "Around the narrowest part, a little above the navel. Breathe out first." },
  { name: "hipsCm", label: "Hips", how: "Around the fullest part, feet together." },
  { name: "inseamCm", label: "Inseam", how: "Inside of the leg, from the crotch to the ankle bone." },
  { name: "weightKg", label: "Weight", how: "In light clothes." },
];

export const BODY_TYPE_LABELS: Record<(typeof BODY_TYPES)[number], string> = {
  hourglass: "Hourglass: bust and hips alike, narrow waist",
  pear: "Pear: hips wider than bust",
  apple: "Apple: fuller in the middle",
  rectangle: "Rectangle: bust, waist and hips alike",
  inverted_triangle: "Inverted triangle: shoulders wider than hips",
  petite: "Petite",
  tall: "Tall",
  plus: "Plus",
  athletic: "Athletic",
};

const CM_PER_INCH = 2.54;
const KG_PER_POUND = 0.45359237;

const isWeight = (name: MetricName) => name === "weightKg";
const tenth = (value: number) => Math.round(value * 10) / 10;

export function unitOf(name: MetricName, units: Units): string {
  if (units === "metric") return isWeight(name) ? "kg" : "cm";
  return isWeight(name) ? "lb" : "in";
}

const factor = (name: MetricName, units: Units) =>
  units === "metric" ? 1 : isWeight(name) ? KG_PER_POUND : CM_PER_INCH;

/** What stands in the field: the number alone, to a tenth. */
export function written(name: MetricName, value: number | null, units: Units): string {
  return value === null ? "" : String(tenth(value / factor(name, units)));
}

/** "5 ft 6 in" for a height in feet, otherwise the number and its unit. */
export function measureText(name: MetricName, value: number, units: Units): string {
  if (name !== "heightCm" || units === "metric") return `${written(name, value, units)} ${unitOf(name, units)}`;
  const inches = Math.round(value / CM_PER_INCH);
  return `${Math.floor(inches / 12)} ft ${inches % 12} in`;
}

/** What was typed, in centimetres or kilograms; null for nothing, undefined for what is no number. */
export function parseMeasure(name: MetricName, text: string, units: Units): number | null | undefined {
  const plain = text.trim().toLowerCase().replace(",", ".");
  if (plain === "") return null;
  const feet = units === "imperial" && !isWeight(name) ? /^(\d)\s*(?:'|’|′|ft|feet)\s*(.*)$/.exec(plain) : null;
  const rest = numberIn(feet ? feet[2] || "0" : plain);
  if (rest === undefined) return undefined;
  return tenth((rest + (feet ? Number(feet[1]) * 12 : 0)) * factor(name, units));
}

function numberIn(text: string): number | undefined {
  const match = /^(\d{1,3}(?:\.\d*)?)\s*(?:cm|kg|kgs|in|inch|inches|lb|lbs|"|”|″)?$/.exec(text);
  return match ? Number(match[1]) : undefined;
}

/** What is wrong with a value, naming the range in the units that are shown; null where it can be kept. */
export function measureFault(name: MetricName, value: number | null | undefined, units: Units): string | null {
  if (value === null) return null;
  if (value === undefined) return "Write a number.";
  const [from, to] = METRIC_RANGES[name];
  if (value >= from && value <= to) return null;
  const whole = (limit: number, round: (n: number) => number) => round(limit / factor(name, units));
  return `Between ${whole(from, Math.ceil)} and ${whole(to, Math.floor)} ${unitOf(name, units)}.`;
}

/** What a record says, in a line. */
export function recordText(record: Pick<MetricsRecord, MetricName>, units: Units): string {
  return MEASURES.flatMap(({ name, label }) => {
    const value = record[name];
    return value === null ? [] : [`${label} ${measureText(name, value, units)}`];
  }).join(", ");
}

export interface Point {
  at: string;
  value: number;
}

/** The values of a measurement over time, oldest first. */
export function pointsOf(records: readonly MetricsRecord[], name: MetricName): Point[] {
  return records
    .flatMap((record) => (record[name] === null ? [] : [{ at: record.measuredAt, value: record[name] }]))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The measurements that were taken more than once. */
export function charted(records: readonly MetricsRecord[]): MetricName[] {
  return MEASURES.map(({ name }) => name).filter((name) => pointsOf(records, name).length > 1);
}

/** Where the points lie on a field of this size, by time and value; values that are all alike lie in the middle. */
export function placesOf(points: readonly Point[], width: number, height: number): { x: number; y: number }[] {
  const times = points.map(({ at }) => Date.parse(at));
  const values = points.map(({ value }) => value);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return points.map(({ value }, index) => ({
    x:
      last === first
        ? (index / Math.max(points.length - 1, 1)) * width
        : ((times[index]! - first) / (last - first)) * width,
    y: high === low ? height / 2 : height - ((value - low) / (high - low)) * height,
  }));
}
