import fc from "fast-check";
import { expect, it } from "vitest";
import { match, patternOf } from "./exchange.ts";

const pattern = patternOf("/api/v1/products/{groupId}/prices");

it.each([
  ["/api/v1/products/prd_1/prices", { groupId: "prd_1" }],
  ["/api/v1/products/a%2Fb%20c/prices", { groupId: "a/b c" }],
  ["/api/v1/products/%zz/prices", { groupId: "%zz" }],
  ["/api/v1/products//prices", null],
  ["/api/v1/products/prd_1/prices/", null],
  ["/api/v1//products/prd_1/prices", null],
  ["/api/v1/products/prd_1", null],
  ["/api/v1/Products/prd_1/prices", null],
])("%s gives %o", (path, params) => {
  expect(match(pattern, path)).toEqual(params);
});

it("gives a parameter back as it was before it was encoded", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
      expect(match(pattern, `/api/v1/products/${encodeURIComponent(text)}/prices`)).toEqual({ groupId: text });
    }),
  );
});
