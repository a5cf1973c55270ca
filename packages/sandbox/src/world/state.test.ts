import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { openState } from "./state.ts";

const NOON = new Date("2026-11-20T06:30:00Z");
const later = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);

describe("the clock of the shops", () => {
  it("follows the real days and the days it was advanced by", () => {
    let now = NOON;
    const state = openState(null, () => now);
    const first = state.today();
    expect(first).toBe(state.epoch);
    now = later(24);
    expect(state.today()).toBe(first + 1);
    state.advance(10);
    expect(state.today()).toBe(first + 11);
  });

  it("knows when each day was reached", () => {
    let now = NOON;
    const state = openState(null, () => now);
    now = later(1);
    state.advance(3);
    const { epoch } = state;
    expect(state.reached(epoch).toISOString()).toBe("2026-11-19T18:30:00.000Z");
    expect(state.reached(epoch + 1)).toEqual(later(1));
    expect(state.reached(epoch + 3)).toEqual(later(1));
    expect(state.reached(epoch + 4).toISOString()).toBe("2026-11-20T18:30:00.000Z");
  });
});

describe("what is set by hand", () => {
  const dir = mkdtempSync(join(tmpdir(), "sandbox-state-"));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it("outlives a restart, as the clock does", () => {
    const before = openState(dir, () => NOON);
    before.advance(5);
    before.setPrice("threadmill-g0001", { price: 99_900, mrp: null, form: null });
    before.setStock("threadmill-g0001", { availability: "out_of_stock", colour: null, size: "M" });
    const after = openState(dir, () => later(48));
    expect(after.epoch).toBe(before.epoch);
    expect(after.today()).toBe(before.epoch + 7);
    expect(after.price("threadmill-g0001")?.price).toBe(99_900);
    expect(after.stock("threadmill-g0001")).toHaveLength(1);
  });
});
