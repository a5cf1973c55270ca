import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toDecimal } from "../../platform/money.ts";
import { majorUnits, minorUnits } from "./amount.ts";

const units = (written: string, currency = "INR") => majorUnits(written, currency, "sum").amount;

describe("an amount", () => {
  it.each([
    ["1234.5000", "INR", 123_450],
    ["1,234.50", "INR", 123_450],
    ["1,23,456", "INR", 12_345_600],
    ["-7.78", "INR", -778],
    ["+7", "INR", 700],
    ["0.00", "INR", 0],
    ["-0.00", "INR", 0],
    [".5", "INR", null],
    ["5.", "INR", 500],
    ["295", "JPY", 295],
    ["295.00", "JPY", 295],
    ["295.991", "KWD", 295_991],
    ["0.1", "BHD", 100],
  ])("%s %s", (written, currency, expected) => {
    if (expected === null) expect(() => units(written, currency)).toThrow("sum is no amount");
    else expect(units(written, currency)).toBe(expected);
  });

  it.each(["", "12,50", "1.234,50", "1e3", "0x10", "₹5", "12 50", "--1", "NaN", "9999999999999999"])(
    "is not made of %j",
    (written) => {
      expect(() => units(written)).toThrow(/^sum is /);
    },
  );

  it("of more digits than its currency has is rounded by its size, so that a reversal takes back what was given", () => {
    expect([units("7.784"), units("7.785"), units("7.7849")]).toEqual([778, 779, 778]);
    expect(units("29.5", "JPY")).toBe(30);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.integer({ min: 0, max: 10 ** 6 }), (whole, fraction) => {
        const written = `${whole}.${String(fraction).padStart(6, "0")}`;
        expect(units(`-${written}`) + units(written)).toBe(0);
      }),
    );
  });

  it("that we write is read as it was", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 14), max: 10 ** 14 }),
        fc.constantFrom("INR", "JPY", "KWD"),
        (amount, currency) => {
          expect(majorUnits(toDecimal({ amount, currency }), currency, "sum")).toEqual({ amount, currency });
          expect(minorUnits(String(amount), currency, "sum")).toEqual({ amount, currency });
        },
      ),
    );
  });

  it("in minor units has no point", () => {
    expect(() => minorUnits("12.50", "INR", "sum")).toThrow("sum is no whole number of minor units");
    expect(() => minorUnits("99999999999999999", "INR", "sum")).toThrow("sum is beyond every amount");
  });
});
