import { describe, expect, it } from "vitest";
import { faultsOf, fingerprintOf, isVariation } from "./text.ts";

const fields = (body: string, title?: string) => faultsOf({ body, title }).map(({ field }) => field);

describe("a text that is no review", () => {
  it.each([
    "Buy it cheaper at https://deals.example/x",
    "see www.deals.example for more of it",
    "cheaper at best-kurtas.shop believe me",
    "get it at kurta-deals.in/sale before it ends",
    "Write to me at seller@mail.example for a discount",
    "Write to me at seller (at) mail (dot) com today",
    "Call 98765 43210 for a discount",
    "Call +91-98765-43210 for a discount",
    "Call ९८७६५४३२१० for a discount",
    "Call ９８７６５４３２１０ for a discount",
    "WhatsApp me on 98765 for more",
    "good good good good good good good good good",
    "aaaaaaaaaaaa",
    "5/5 5/5 5/5",
    "👍👍👍👍👍👍👍👍👍👍",
  ])("%s", (body) => expect(fields(body)).toEqual(["body"]));

  it("is told in the title as well", () => {
    expect(fields("The cotton is soft and cool.", "www.deals.example")).toEqual(["title"]);
  });

  it.each([
    "Good quality",
    "Soft cotton. In size 42 it fits; I paid Rs. 1,299 on 12/10/2026.",
    "Washed 10 times at 30 degrees, still like new...really",
    "Very very nice, very soft, very good, love it",
    "बहुत अच्छा कपड़ा है",
    "I am 162 cm and 58 kg, waist 76, hips 98: M fits. Bought in 2025.",
    "Looks good.In the sun it is more red than pink",
  ])("is not: %s", (body) => expect(fields(body)).toEqual([]));
});

describe("texts that are the same", () => {
  const text = "The fabric is soft and the stitching is neat, I would buy it again.";

  it("whatever their case, stops, accents and doubled letters", () => {
    const other = "THE fabric is sooooft and the stitching is neat!!! I would buy it ágain…";
    expect(fingerprintOf(other)).toBe(fingerprintOf(text));
    expect(fingerprintOf(text)).not.toBeNull();
    expect(fingerprintOf(`${text} In blue.`)).not.toBe(fingerprintOf(text));
  });

  it("are no news where everybody writes them", () => {
    expect(fingerprintOf("Good quality")).toBeNull();
    expect(fingerprintOf("Nice product, good fit")).toBeNull();
  });

  it("but for a few words are variations of one another", () => {
    expect(isVariation(text, text.replace("fabric", "cotton"))).toBe(true);
    expect(isVariation(text, `${text} Delivery took three days only.`)).toBe(true);
    expect(isVariation(text, "The sleeves are too short for me and the colour faded after two washes.")).toBe(false);
    expect(isVariation("Good quality", "Good quality")).toBe(false);
  });
});
