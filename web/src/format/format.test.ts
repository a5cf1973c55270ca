import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMoney, parseAmount, toDecimal } from "./money.ts";
import { formatDay, formatDayWithYear, formatInstant, timeAgo } from "./time.ts";

describe("formatMoney", () => {
  it.each([
    [12345600, "INR", "₹1,23,456"],
    [129950, "INR", "₹1,299.50"],
    [5, "INR", "₹0.05"],
    [0, "INR", "₹0"],
    [1299, "JPY", "JP¥1,299"],
    [12345, "KWD", "KWD 12.345"],
    [4900, "USD", "$49"],
    [1500, "IQD", "IQD 1.500"],
    [-129950, "INR", "-₹1,299.50"],
    [Number.MAX_SAFE_INTEGER, "INR", "₹9,00,71,99,25,47,409.91"],
  ])("%d %s is %s", (amount, currency, text) => {
    expect(formatMoney({ amount, currency }).replace("\u00a0", " ")).toBe(text);
  });
});

describe("toDecimal", () => {
  it("is exact", () => {
    expect(toDecimal({ amount: 129950, currency: "INR" })).toBe("1299.50");
    expect(toDecimal({ amount: 295, currency: "JPY" })).toBe("295");
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom("INR", "JPY", "KWD"), (amount, currency) => {
        expect(Number(toDecimal({ amount, currency }).replace(".", ""))).toBe(amount);
      }),
    );
  });
});

describe("parseAmount", () => {
  it.each([
    ["1,299", "INR", 129900],
    ["₹ 1299.50", "INR", 129950],
    ["Rs. 999", "INR", 99900],
    ["0.05", "INR", 5],
    ["1299.500", "INR", 129950],
    ["1,299", "JPY", 1299],
    ["12.345", "KWD", 12345],
    ["12.345", "INR", null],
    ["-5", "INR", null],
    ["cheap", "INR", null],
    ["", "INR", null],
    ["1e5", "INR", null],
  ])("%s in %s is %s", (text, currency, amount) => {
    expect(parseAmount(text, currency)).toBe(amount);
  });

  it("reads back what is shown", () => {
    fc.assert(
      fc.property(fc.nat(10 ** 10), (amount) => {
        expect(parseAmount(formatMoney({ amount, currency: "INR" }), "INR")).toBe(amount);
      }),
    );
  });
});

describe("times", () => {
  const now = Date.parse("2026-11-23T12:00:00Z");
  it.each([
    ["2026-11-23T11:59:00Z", "just now"],
    ["2026-11-23T12:00:30Z", "just now"],
    ["2026-11-23T11:48:00Z", "12 min ago"],
    ["2026-11-23T10:00:00Z", "2 h ago"],
    ["2026-11-22T11:00:00Z", "yesterday"],
    ["2026-11-20T11:00:00Z", "3 days ago"],
  ])("%s is %s", (iso, text) => {
    expect(timeAgo(iso, now)).toBe(text);
  });

  it("days are the calendar's, instants India's", () => {
    expect(formatDay("2026-11-02")).toBe("2 Nov");
    expect(formatDayWithYear("2026-11-02")).toBe("2 Nov 2026");
    expect(formatInstant("2026-11-02T20:00:00Z")).toBe("3 Nov");
  });
});
