import { describe, expect, it } from "vitest";
import { Tally } from "./tally.ts";

describe("tally", () => {
  it("counts by reason, with a few lines, the most frequent first", () => {
    const tally = new Tally();
    tally.add("no price", 2);
    for (let line = 10; line < 30; line++) tally.add("no link", line);
    tally.add("no price", 0);
    expect(tally.list()).toEqual([
      { reason: "no link", count: 20, lines: [10, 11, 12, 13, 14] },
      { reason: "no price", count: 2, lines: [2] },
    ]);
  });

  it("stays small however many reasons there are", () => {
    const tally = new Tally();
    for (let line = 1; line <= 10_000; line++) tally.add(`price "${line}" cannot be read`, line);
    const list = tally.list();
    expect(list.length).toBeLessThan(50);
    expect(list[0]?.reason).toBe("other reasons");
    expect(list.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
  });
});
