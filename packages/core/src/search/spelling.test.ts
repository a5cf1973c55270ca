import { describe, expect, it } from "vitest";
import { correct } from "./spelling.ts";

const token = (text: string, offset: number, ...options: [string, number, number][]) => ({
  text,
  offset,
  length: text.length,
  options: options.map(([option, score, freq]) => ({ text: option, score, freq })),
});

describe("correct", () => {
  it("replaces each misspelt word where it stands", () => {
    const tokens = [token("flroal", 4, ["floral", 0.8, 40]), token("kruta", 11, ["kurta", 0.75, 90])];
    expect(correct("red flroal kruta", tokens)).toBe("red floral kurta");
  });

  it("prefers the nearer word, and of two as near the commoner", () => {
    expect(correct("shrit", [token("shrit", 0, ["shirt", 0.8, 4000], ["shut", 0.8, 2])])).toBe("shirt");
    expect(correct("jens", [token("jens", 0, ["jeans", 0.75, 10], ["pens", 0.5, 12])])).toBe("jeans");
  });

  it("leaves a text alone that has nothing to correct", () => {
    expect(correct("kurta", [])).toBeNull();
    expect(correct("kurta", [token("kurta", 0)])).toBeNull();
    expect(correct("kurta", undefined)).toBeNull();
  });
});
