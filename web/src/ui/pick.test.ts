import { expect, it } from "vitest";
import { nameOf, picked } from "./pick.ts";

it("names a slug by its words until its name is known", () => {
  expect(nameOf(options, "fab-india")).toBe("Fab India");
  expect(nameOf([], "women-kurta-sets")).toBe("Women kurta sets");
});

const options = [{ value: "fab-india", label: "Fab India" }];

it("takes an option by its label however it is typed, once", () => {
  const rules = { options, isFree: false, max: 2 };
  expect(picked([], "  fab   INDIA ", rules)).toEqual({ values: ["fab-india"] });
  expect(picked(["fab-india"], "Fab India", rules)).toEqual({ values: ["fab-india"] });
  expect(picked([], "Nobody", rules)).toEqual({ wrong: "Choose one of those that are offered." });
  expect(picked(["a"], " ", rules)).toEqual({ values: ["a"] });
});

it("takes other words only where they are free, and no more than there is room for", () => {
  const rules = { options, isFree: true, max: 2 };
  expect(picked(["a"], "Block Print", rules)).toEqual({ values: ["a", "block print"] });
  expect(picked(["a", "b"], "c", rules)).toEqual({ wrong: "There is room for 2. Remove one first." });
  expect(picked(["a", "b"], "a", rules)).toEqual({ values: ["a", "b"] });
});
