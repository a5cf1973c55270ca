import { describe, expect, it } from "vitest";
import { promotionText } from "./promotion.ts";

const validTo = "2026-11-24T18:29:59.000Z";

describe("promotionText", () => {
  it.each([
    ["10% off", "SAVE10", ["10% off with code ", "SAVE10", " until 24 Nov"]],
    ["Extra 10% off with code SAVE10.", "SAVE10", ["Extra 10% off with code ", "SAVE10", " until 24 Nov"]],
    ["Use SAVE10. Valid till 24 Nov 2026.", "SAVE10", ["Use ", "SAVE10", ". Valid till 24 Nov 2026"]],
    ["₹500 off above ₹3,999", null, ["₹500 off above ₹3,999 until 24 Nov", "", ""]],
  ])("of %s with %s", (description, code, [before, shown, after]) => {
    expect(promotionText({ description, code, validTo })).toEqual({ before, code: shown, after });
  });
});
