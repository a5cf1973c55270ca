import { METRIC_RANGES } from "@stylegence/contracts/body";
import type { MetricsRecord } from "@stylegence/contracts/metrics";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  charted,
  MEASURES,
  measureFault,
  measureText,
  parseMeasure,
  placesOf,
  pointsOf,
  recordText,
  unitOf,
  written,
} from "./metrics.ts";

it("knows every measurement that is kept", () => {
  expect(MEASURES.map(({ name }) => name).toSorted()).toEqual(Object.keys(METRIC_RANGES).toSorted());
});

it("reads what it wrote: the same in its own units, within a twentieth of the shown unit in others", () => {
  const measure = fc.constantFrom(...MEASURES.map(({ name }) => name));
  fc.assert(
    fc.property(measure, fc.integer({ min: 200, max: 3000 }), (name, tenths) => {
      const value = tenths / 10;
      expect(parseMeasure(name, written(name, value, "metric"), "metric")).toBe(value);
      const back = parseMeasure(name, written(name, value, "imperial"), "imperial");
      expect(Math.abs(back! - value)).toBeLessThanOrEqual(0.18);
    }),
  );
});

it("reads what people write", () => {
  expect(parseMeasure("waistCm", " 71,5 cm ", "metric")).toBe(71.5);
  expect(parseMeasure("waistCm", "28 in", "imperial")).toBe(71.1);
  expect(parseMeasure("heightCm", `5'6"`, "imperial")).toBe(167.6);
  expect(parseMeasure("heightCm", "5 ft 6.5 in", "imperial")).toBe(168.9);
  expect(parseMeasure("heightCm", "6 ft", "imperial")).toBe(182.9);
  expect(parseMeasure("weightKg", "132 lbs", "imperial")).toBe(59.9);
  expect(parseMeasure("weightKg", "  ", "metric")).toBeNull();
  for (const wrong of ["-5", "abc", "1.2.3", "5'6", "99999"])
    expect(parseMeasure("heightCm", wrong, "metric")).toBeUndefined();
});

it("names the range in the units that are shown, and only values that can be kept", () => {
  expect(measureFault("waistCm", undefined, "metric")).toBe("Write a number.");
  expect(measureFault("waistCm", 300, "metric")).toBe("Between 40 and 200 cm.");
  expect(measureFault("waistCm", 300, "imperial")).toBe("Between 16 and 78 in.");
  expect(measureFault("weightKg", 10, "imperial")).toBe("Between 56 and 661 lb.");
  expect(measureFault("waistCm", 40, "metric")).toBeNull();
  expect(measureFault("waistCm", null, "metric")).toBeNull();
  for (const { name } of MEASURES) {
    const [, low, high] = /(\d+) and (\d+)/.exec(measureFault(name, 9999, "imperial")!)!;
    for (const limit of [low!, high!])
      expect(measureFault(name, parseMeasure(name, limit, "imperial"), "imperial")).toBeNull();
  }
});

it("writes heights in feet where inches are shown", () => {
  expect(measureText("heightCm", 167.6, "imperial")).toBe("5 ft 6 in");
  expect(measureText("heightCm", 182.8, "imperial")).toBe("6 ft 0 in");
  expect(measureText("heightCm", 167.6, "metric")).toBe("167.6 cm");
  expect(unitOf("weightKg", "imperial")).toBe("lb");
});

const none = Object.fromEntries(MEASURES.map(({ name }) => [name, null]));
const record = (measuredAt: string, more: Partial<MetricsRecord>) =>
  ({
    ...none,
    bodyType: null,
    notes: null,
    metricsId: measuredAt,
    recordedAt: measuredAt,
    measuredAt,
    ...more,
  }) as MetricsRecord;

it("charts what was measured more than once, oldest first", () => {
  const records = [
    record("2026-03-01T00:00:00Z", { waistCm: 72, hipsCm: 98 }),
    record("2026-01-01T00:00:00Z", { waistCm: 74 }),
    record("2026-02-01T00:00:00Z", { heightCm: 160 }),
  ];
  expect(charted(records)).toEqual(["waistCm"]);
  expect(pointsOf(records, "waistCm").map(({ value }) => value)).toEqual([74, 72]);
  expect(recordText(records[0]!, "metric")).toBe("Waist 72 cm, Hips 98 cm");
});

it("places every point inside its field, the highest value on top", () => {
  const point = fc.record({
    at: fc
      .date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
      .map((d) => d.toISOString()),
    value: fc.integer({ min: 40, max: 200 }),
  });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 20 }), (points) => {
      const places = placesOf(points, 300, 100);
      for (const { x, y } of places) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(300);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(100);
      }
      const top = places.reduce((a, b) => (b.y < a.y ? b : a));
      expect(points[places.indexOf(top)]!.value).toBe(Math.max(...points.map(({ value }) => value)));
    }),
  );
});
