import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import * as Pace from "./pace.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

const at = (slots: readonly Pace.Slot[]) => slots.map((slot) => slot.at).sort((a, b) => Number(a) - Number(b));

describe("the pace of a domain", () => {
  it("gives twenty workers at once a slot each, an interval apart and without a gap", () =>
    harness.run(async () => {
      const start = harness.clock.now().getTime();
      const slots = await Promise.all(Array.from({ length: 20 }, () => Pace.reserve("a.example", 500, 60_000)));
      expect(at(slots)).toEqual(Array.from({ length: 20 }, (_, i) => start + i * 500));
    }));

  it("holds while time goes on and workers come and go", () =>
    harness.run(async () => {
      const taken: number[] = [];
      for (let round = 0; round < 12; round++) {
        const slots = await Promise.all(Array.from({ length: 5 }, () => Pace.reserve("b.example", 1000, 8000)));
        taken.push(...slots.flatMap((slot) => (slot.at === null ? [] : [slot.at])));
        harness.clock.advance({ seconds: round % 3 === 0 ? 7 : 1 });
      }
      taken.sort((a, b) => a - b);
      const gaps = taken.slice(1).map((time, i) => time - taken[i]!);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
      expect(taken.length).toBeGreaterThan(20);
    }));

  it("refuses a slot too far ahead, and says when to come back", () =>
    harness.run(async () => {
      for (let n = 0; n < 3; n++) expect((await Pace.reserve("c.example", 5000, 10_000)).at).not.toBeNull();
      expect(await Pace.reserve("c.example", 5000, 10_000)).toEqual({ at: null, waitMs: 15_000 });
    }));

  it("waits as long as a shop asked, and is not talked out of it", () =>
    harness.run(async () => {
      const now = harness.clock.now().getTime();
      await Pace.holdUntil("d.example", new Date(now + 60_000));
      await Pace.holdUntil("d.example", new Date(now + 1000));
      expect(await Pace.reserve("d.example", 100, 1000)).toEqual({ at: null, waitMs: 60_000 });
      harness.clock.advance({ seconds: 61 });
      expect(await Pace.reserve("d.example", 100, 1000)).toEqual({ at: harness.clock.now().getTime() });
    }));

  it("hands out a budget once, however many ask for it", () =>
    harness.run(async () => {
      const asked = await Promise.all(Array.from({ length: 6 }, () => Pace.allot("e.example", 2000, 60_000, 12)));
      expect(asked.reduce((sum, count) => sum + count, 0)).toBe(30);
      harness.clock.advance({ seconds: 10 });
      expect(await Pace.allot("e.example", 2000, 60_000, 100)).toBe(5);
    }));
});
