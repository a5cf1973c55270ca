import type { Variant } from "@stylegence/contracts/product";
import { expect, it } from "vitest";
import { coloursOf, firstChoice, isSettled, known, sizesOf, variantFor, withColour } from "./choice.ts";

type Kind = Pick<Variant, "variantId" | "colour" | "colourFamily" | "size" | "availability">;

function aVariant(colour: string | null, label: string | null, change: Partial<Kind> = {}): Kind {
  return {
    variantId: `var_${colour}_${label}`,
    colour,
    colourFamily: colour && { fuchsia: "pink", "rani pink": "pink" }[colour] ? "pink" : colour,
    size: label === null ? null : { system: "ALPHA", label },
    availability: "in_stock",
    ...change,
  };
}

const kurta = [
  aVariant("fuchsia", "L"),
  aVariant("rani pink", "M", { availability: "out_of_stock" }),
  aVariant("green", "S", { availability: "out_of_stock" }),
  aVariant("green", "M"),
];

it("offers each colour and size once, sizes in order", () => {
  expect(coloursOf(kurta)).toEqual([
    { key: "pink", label: "Fuchsia" },
    { key: "green", label: "Green" },
  ]);
  expect(sizesOf(kurta, "pink").map(({ label, isGone }) => [label, isGone])).toEqual([
    ["M", true],
    ["L", false],
  ]);
});

it("tells systems apart where there are several", () => {
  const shoes = [
    aVariant(null, null, { size: { system: "UK", label: "8" } }),
    aVariant(null, null, { size: { system: "EU", label: "42" } }),
  ];
  expect(sizesOf(shoes, "").map(({ label }) => label)).toEqual(["EU 42", "UK 8"]);
  expect(sizesOf([aVariant(null, null, { size: { system: "ONE", label: "One size" } })], "")).toEqual([]);
});

it("begins with what the page shows, and else with what can be had", () => {
  expect(firstChoice(kurta, { colour: "", size: "" })).toEqual({ colour: "pink", size: "ALPHA:L" });
  expect(firstChoice(kurta, { colour: "green", size: "" })).toEqual({ colour: "green", size: "ALPHA:M" });
  expect(firstChoice(kurta, { colour: "green", size: "ALPHA:S" })).toEqual({ colour: "green", size: "ALPHA:S" });
  expect(firstChoice(kurta, { colour: "blue", size: "" })).toEqual({ colour: "pink", size: "ALPHA:L" });
  expect(firstChoice([], { colour: "", size: "" })).toEqual({ colour: "", size: "" });
});

it("keeps the size with another colour where that has it", () => {
  expect(withColour(kurta, { colour: "green", size: "ALPHA:M" }, "pink")).toEqual({ colour: "pink", size: "ALPHA:M" });
  expect(withColour(kurta, { colour: "green", size: "ALPHA:S" }, "pink")).toEqual({ colour: "pink", size: "ALPHA:L" });
});

it("asks only where there is something to choose", () => {
  expect(isSettled([aVariant(null, null)], { colour: "", size: "" })).toBe(true);
  expect(isSettled(kurta, { colour: "", size: "" })).toBe(false);
  expect(isSettled(kurta, { colour: "green", size: "ALPHA:M" })).toBe(true);
  expect(isSettled(kurta, { colour: "blue", size: "" })).toBe(false);
  expect(isSettled([], { colour: "", size: "" })).toBe(false);
});

it("reads what the page's address chooses", () => {
  expect(known(kurta, { colour: "green", size: "M" })).toEqual({ colour: "green", size: "ALPHA:M" });
  expect(known(kurta, { colour: "", size: "ALPHA:L" })).toEqual({ colour: "", size: "ALPHA:L" });
  expect(known(kurta, { colour: "blue", size: "XXL" })).toEqual({ colour: "", size: "" });
  expect(known(kurta, { colour: "", size: "" })).toEqual({ colour: "", size: "" });
});

it("wishes for what can be had before what cannot", () => {
  expect(variantFor(kurta, { colour: "green", size: "" })?.variantId).toBe("var_green_M");
  expect(variantFor(kurta, { colour: "green", size: "ALPHA:S" })?.variantId).toBe("var_green_S");
  expect(variantFor(kurta, { colour: "blue", size: "" })).toBeNull();
});
