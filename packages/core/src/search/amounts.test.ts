import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { read } from "./amounts.ts";

describe("amounts in a query", () => {
  it.each([
    ["kurta under 1500", { max: 150_000 }, "kurta"],
    ["kurta below ₹1,500", { max: 150_000 }, "kurta"],
    ["shirt less than rs. 999/-", { max: 99_900 }, "shirt"],
    ["heels upto 2k", { max: 200_000 }, "heels"],
    ["saree between 500 and 2000", { min: 50_000, max: 200_000 }, "saree"],
    ["saree from 2 to 3 thousand", { min: 200_000, max: 300_000 }, "saree"],
    ["watch above 5000", { min: 500_000 }, "watch"],
    ["jeans 1000 se kam", { max: 100_000 }, "jeans"],
    ["jeans 800 ke andar", { max: 80_000 }, "jeans"],
    ["jeans above 500 under 900", { min: 50_000, max: 90_000 }, "jeans"],
  ])("%s", (query, price, rest) => {
    expect(read(query)).toMatchObject({ price, rest });
  });

  it.each(["dress for women over 40", "shoes under $50", "watch under 42 mm", "pack of 3 socks", "501 jeans"])(
    "no price: %s",
    (query) => {
      expect(read(query)).toMatchObject({ price: null, rest: query });
    },
  );

  it.each([
    ["red kurta size L", ["=L", "ALPHA:L"]],
    ["xxl tshirt", ["=XXL", "ALPHA:XXL"]],
    ["2xl tshirt", ["=2XL", "=XXL", "ALPHA:XXL"]],
    ["shoes uk 8", ["UK:8"]],
    ["shirt size 38", ["=38"]],
    ["bra size 34b", ["=34B"]],
    ["medium size top", ["=MEDIUM", "=M", "ALPHA:M"]],
  ])("size: %s", (query, sizes) => {
    expect(read(query).sizes).toEqual(sizes);
  });

  it.each(["women's s-shaped belt", "l'oreal lipstick", "plus size dress", "small round sunglasses"])(
    "no size: %s",
    (query) => {
      expect(read(query).sizes).toEqual([]);
    },
  );

  it("discounts", () => {
    expect(read("min 50% off dresses")).toMatchObject({ discount: 50, rest: "dresses" });
  });

  it("reads any text, and its price is none or a range in order", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { price } = read(text);
        expect((price?.min ?? 0) <= (price?.max ?? Number.POSITIVE_INFINITY)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
