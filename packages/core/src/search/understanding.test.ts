import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { literally, understand } from "./understanding.ts";

describe("understand", () => {
  it("reads colour, kind, price and size out of a query", () => {
    const asked = understand("red kurta under 1500 size L");
    expect(asked).toMatchObject({ wanted: "red kurta", colour: "red", price: { max: 150_000 } });
    expect(asked.categories).toContain("women-kurtas");
    expect(asked.sizes).toEqual(["=L", "ALPHA:L"]);
  });

  it.each([
    ["ladies kurti 1500 se kam", { wanted: "ladies kurti", price: { max: 150_000 } }],
    ["gents shirt", { genders: ["men", "unisex"] }],
    ["kala kurta", { colour: "black" }],
    ["bina sleeve kurti", { wanted: "kurti", without: ["sleeve"] }],
    ["brown belt without buckle", { wanted: "brown belt", without: ["buckle"], colour: "brown" }],
    ["mens bathing suits without mesh liner", { wanted: "mens bathing suits", without: ["mesh liner"] }],
    ["saree without blouse piece under 2000", { without: ["blouse piece"], price: { max: 200_000 } }],
    ["navy blue shoes", { colour: "navy" }],
    ["olive green kurta for women", { colour: "olive" }],
  ])("%s", (query, expected) => {
    expect(understand(query)).toMatchObject(expected);
  });

  it("takes the last kind for what is asked for, and what comes with it not", () => {
    expect(understand("watch the game not your phone tshirt").categories).toContain("men-t-shirts");
    expect(understand("dress with belt").categories).toContain("women-casual-dresses");
    expect(understand("dress pants").categories).toContain("men-trousers");
  });

  it("takes no fabric or print for a colour", () => {
    for (const query of ["denim jacket", "stone earrings", "cherry print top"])
      expect(understand(query).colour).toBeNull();
  });

  it("never asks for words that no text has: what only joins others is left out", () => {
    expect(understand("shoes for men").slots.map(({ words }) => words)).toEqual(["shoes", "men"]);
    expect(understand("a line kurta").slots.map(({ words }) => words)).toEqual(["a line", "kurta"]);
    expect(literally("for the").slots).toEqual([]);
  });

  it("fails on no text, and reads what is wanted of it again alike", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.lorem({ mode: "words" })), (text) => {
        const { wanted, slots } = understand(text);
        for (const { words } of slots) expect(` ${wanted} `).toContain(` ${words.split(" ")[0]} `);
      }),
      { numRuns: 200 },
    );
  });
});
