import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { feelingOf } from "./feeling.ts";

describe("what a text feels", () => {
  it.each([
    ["I love this kurta, the fabric is excellent and so comfortable", 0.8, 1],
    ["Good quality", 0.3, 0.8],
    ["It is a kurta of cotton", 0, 0],
    ["Not good", -0.7, -0.2],
    ["The stitching came apart, terrible quality, very disappointed", -1, -0.6],
    ["I didn't like it", -0.6, -0.05],
    ["Never faded, not itchy at all", 0.1, 0.9],
    ["Lovely colour, but the fabric is horrible and itchy", -1, -0.4],
    ["The fabric is rough but I love the colour and the fit is perfect", 0.4, 1],
    ["constructor toString", 0, 0],
  ])("%s", (text, from, to) => {
    const feeling = feelingOf(text);
    expect(feeling).toBeGreaterThanOrEqual(from);
    expect(feeling).toBeLessThanOrEqual(to);
  });

  it("lies between -1 and 1 for any text, in hundredths", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("love", "hate", "not", "very", "but", ".", "torn", "x")), (words) => {
        const feeling = feelingOf(words.join(" "));
        expect(Math.abs(feeling)).toBeLessThanOrEqual(1);
        expect(Number.isInteger(Math.round(feeling * 1e6) / 1e4)).toBe(true);
      }),
    );
  });
});
