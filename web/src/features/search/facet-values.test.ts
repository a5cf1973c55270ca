import { describe, expect, it } from "vitest";
import { priceRanges, shownValues } from "./facet-values.ts";

const values = (...names: string[]) => names.map((value, index) => ({ value, count: 100 - index }));

describe("what a facet shows", () => {
  it("puts sizes in the order of their size", () => {
    const { first } = shownValues("size", values("10", "XL", "Free", "M", "8", "XXS"), ["9.5"]);
    expect(first.map(({ value }) => value)).toEqual(["XXS", "M", "XL", "8", "9.5", "10", "Free"]);
    expect(first.find(({ value }) => value === "9.5")?.count).toBe(0);
  });

  it("keeps the list short, but what is chosen in sight", () => {
    const many = values(...Array.from({ length: 60 }, (_, n) => `brand ${n}`));
    const { first, rest } = shownValues("brand", many, ["brand 20", "brand 55"]);
    expect(first).toHaveLength(10);
    expect(first.at(-1)?.value).toBe("brand 55");
    expect(rest).toHaveLength(31);
  });
});

describe("priceRanges", () => {
  it("are whole rupees with open ends, without the empty ones", () => {
    const facet = [
      { value: "0-49999", label: "Under ₹500", count: 3 },
      { value: "50000-99999", count: 0 },
      { value: "1000000-", label: "₹10,000 and more", count: 1 },
      { value: "nonsense", count: 1 },
    ];
    expect(priceRanges(facet)).toEqual([
      { label: "Under ₹500", min: null, max: 500, count: 3 },
      { label: "₹10,000 and more", min: 10_000, max: null, count: 1 },
    ]);
  });
});
