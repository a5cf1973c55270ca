import { describe, expect, it } from "vitest";
import { ways } from "./relax.ts";
import { understand } from "./understanding.ts";

const given = (query: string) => ways(understand(query)).map((way) => way.given.join(" + "));

describe("ways to ask for less", () => {
  it("let go of one thing first, then of several, words before the price", () => {
    expect(given("strappy red kurta under 500 size L")).toEqual([
      ...["strappy", "red", "size L", "price"],
      ...["strappy + red", "strappy + red + size L", "strappy + red + size L + price"],
    ]);
  });

  it("never let go of the kind of garment, and need one", () => {
    for (const { asked } of ways(understand("strappy red kurta under 500"))) expect(asked.categories).not.toEqual([]);
    expect(given("usb lunch box under 500")).toEqual([]);
  });
});
