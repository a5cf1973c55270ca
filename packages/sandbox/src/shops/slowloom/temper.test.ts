import { describe, expect, it } from "vitest";
import { limiter, moodOf } from "./temper.ts";

describe("the limit", () => {
  it("lets a client through that keeps to the crawl delay", () => {
    let now = 0;
    const wait = limiter(() => now);
    for (let i = 0; i < 200; i++) {
      expect(wait("crawler")).toBe(0);
      now += 1000;
    }
  });

  it("refuses the rest of a burst, and forgives after the wait that it names", () => {
    let now = 0;
    const wait = limiter(() => now);
    const answers = Array.from({ length: 10 }, () => wait("hurry"));
    expect(answers.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(answers.slice(5).every((s) => s > 0)).toBe(true);
    now += (answers.at(-1) as number) * 1000;
    expect(wait("hurry")).toBe(0);
  });
});

describe("the moods", () => {
  it("are the seed's, mostly good, and fail in each way at times", () => {
    const moods = Array.from({ length: 3000 }, (_, i) => moodOf("seed", "/cloth/x", i));
    expect(moods).toEqual(Array.from({ length: 3000 }, (_, i) => moodOf("seed", "/cloth/x", i)));
    expect(moods.filter((m) => m === "well").length / moods.length).toBeGreaterThan(0.85);
    expect(new Set(moods)).toEqual(new Set(["well", "error", "unavailable", "reset"]));
  });
});
