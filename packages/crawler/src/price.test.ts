import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toDecimal } from "./money.ts";
import { parsePrice, parsePricePair, toMoney } from "./price.ts";

describe("parsePrice", () => {
  it.each([
    ["₹1,23,456", "123456"],
    ["₹1,23,456.00", "123456"],
    ["Rs 12,34,567.89", "1234567.89"],
    ["Rs. 1,299", "1299"],
    ["Rs.1,299.00", "1299"],
    ["Rs.499/-", "499"],
    ["₹ 1,299/-", "1299"],
    ["1,299.00/- INR", "1299"],
    ["INR 1,299", "1299"],
    ["INR1299.00", "1299"],
    ["₹ 1 299", "1299"],
    ["रु 1,299", "1299"],
    ["₹१,२९,९९९", "129999"],
    ["₹1.25 lakh", "125000"],
    ["₹2 crore", "20000000"],
    ["M.R.P.: ₹1,999", "1999"],
    ["Price: ₹ 799 (Incl. of all taxes)", "799"],
    ["MRP ₹2,999 ₹1,499", "1499"],
    ["₹1,499 M.R.P. ₹2,999 (50% OFF)", "1499"],
    ["Special price ₹349 MRP ₹999", "349"],
    ["Was ₹2,999 Now ₹1,499", "1499"],
    ["Member price ₹999 ₹1,199", "1199"],
    ["₹1,499 You save ₹1,500", "1499"],
    ["₹5,999 or EMI from ₹500/month", "5999"],
  ])("%s is %s INR", (text, amount) => {
    expect(parsePrice(text)).toMatchObject({ amount, currency: "INR" });
  });

  it.each([
    ["1.299,00 €", "1299", "EUR"],
    ["1'049.95 CHF", "1049.95", "CHF"],
    ["$1,190.00 AUD", "1190", "AUD"],
    ["AED 8000 (USD 2179)", "8000", "AED"],
    ["12.500 KWD", "12.5", "KWD"],
    ["12.500 ₫", "12500", "VND"],
    ["35€ 99", "35.99", "EUR"],
    ["R$ 528,00", "528", "BRL"],
    ["7 990 SEK", "7990", "SEK"],
  ])("%s is %s %s", (text, amount, currency) => {
    expect(parsePrice(text)).toMatchObject({ amount, currency });
  });

  it.each([
    "₹1,299 - ₹2,499",
    "₹1,299–2,499",
    "Rs. 499 to Rs. 999",
    "From 26 to 50 €",
    "You save ₹500",
    "EMI ₹500/month",
    "40% OFF",
    "15.08.2017",
    "Out of stock",
    "₹",
    "",
    "NaN",
    "₹--",
  ])("%j is no price", (text) => {
    expect(parsePrice(text)).toBeNull();
  });

  it("takes the currency of the hint only where the text leaves it open", () => {
    expect(parsePrice("$49", { currencyHint: "AUD" })?.currency).toBe("AUD");
    expect(parsePrice("Rs 49", { currencyHint: "PKR" })?.currency).toBe("PKR");
    expect(parsePrice("€49", { currencyHint: "INR" })?.currency).toBe("EUR");
    expect(parsePrice("49 kr", { currencyHint: "NOK" })?.currency).toBe("NOK");
    expect(parsePrice("49 kr")?.currency).toBeNull();
    expect(parsePrice("49", { currencyHint: "INR" })?.currency).toBe("INR");
    expect(parsePrice("49")?.currency).toBeNull();
  });

  it("reads an open decimal by the given separator or locale", () => {
    expect(parsePrice("1.234", { decimalSeparator: "." })?.amount).toBe("1.234");
    expect(parsePrice("1,234", { locale: "de-DE" })?.amount).toBe("1.234");
    expect(parsePrice("1,234", { locale: "en-IN" })?.amount).toBe("1234");
    expect(parsePrice("1,234", { locale: "no such locale" })?.amount).toBe("1234");
  });

  it("says when it is a starting price or one of several", () => {
    expect(parsePrice("From ₹499")).toMatchObject({ amount: "499", from: true });
    expect(parsePrice("₹499 onwards")).toMatchObject({ from: true });
    expect(parsePrice("₹499 ₹999")).toMatchObject({ amount: "499", ambiguous: true });
    expect(parsePrice("₹499 ₹499")).toMatchObject({ ambiguous: false });
  });

  it("reads back every amount that India's formatting writes", () => {
    const format = new Intl.NumberFormat("en-IN", { style: "currency", currency: "INR", minimumFractionDigits: 2 });
    const whole = new Intl.NumberFormat("en-IN");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), (amount) => {
        const exact = toDecimal({ amount, currency: "INR" });
        expect(parsePrice(format.format(amount / 100))?.amount).toBe(exact);
        expect(parsePrice(`Rs. ${whole.format(amount)}/-`)?.amount).toBe(String(amount));
        expect(toMoney(parsePrice(`₹${exact}`))).toEqual({ amount, currency: "INR" });
      }),
    );
  });

  it("survives anything", () => {
    const unit = fc.constantFrom(..."₹$€.,'- /()%0123456789٣९RsINRMrpoffto\u00a0\n€");
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit, maxLength: 200 }), fc.string({ unit: "binary" })), (text) => {
        const price = parsePrice(text, { currencyHint: text });
        return price === null || /^\d+(\.\d*[1-9])?$/.test(price.amount);
      }),
      { numRuns: 1000 },
    );
  });

  it("stays quick on a long run of digits and separators", () => {
    for (const text of ["1,".repeat(50_000), "1 234".repeat(20_000), "₹ ".repeat(50_000), "9".repeat(100_000)]) {
      expect(() => parsePrice(text)).not.toThrow();
    }
  });
});

describe("parsePricePair", () => {
  const amount = (price: { amount: string } | null) => price?.amount ?? null;
  const pair = (text: string) => {
    const { price, mrp, member, coupon } = parsePricePair(text);
    return { price: amount(price), mrp: amount(mrp), member: amount(member), coupon: amount(coupon) };
  };
  const none = { price: null, mrp: null, member: null, coupon: null };

  it.each([
    ["MRP ₹2,999 ₹1,499", { price: "1499", mrp: "2999" }],
    ["₹1,499 MRP: ₹2,999 (50% OFF)", { price: "1499", mrp: "2999" }],
    ["₹1499₹2999(50% off)", { price: "1499", mrp: "2999" }],
    ["₹2,999 ₹1,499 50% off", { price: "1499", mrp: "2999" }],
    ["Now ₹1,499 Was ₹2,999 You save ₹1,500", { price: "1499", mrp: "2999" }],
    ["₹1,299 ₹1,199 for members", { price: "1299", member: "1199" }],
    ["₹1,299 ₹1,099 with coupon", { price: "1299", coupon: "1099" }],
    ["₹1,299", { price: "1299" }],
    ["MRP ₹2,999", { mrp: "2999" }],
    ["₹1,299 ₹2,499", {}],
    ["₹2,999 ₹1,499 70% off", {}],
    ["₹1,299 - ₹2,499", {}],
  ])("%s", (text, expected) => {
    expect(pair(text)).toEqual({ ...none, ...expected });
  });
});

describe("toMoney", () => {
  it("is null for zero, for too many decimals, and without a currency", () => {
    expect(toMoney(parsePrice("₹0.00"))).toBeNull();
    expect(toMoney(parsePrice("Free"))).toBeNull();
    expect(toMoney(parsePrice("₹1.2345"))).toBeNull();
    expect(toMoney(parsePrice("1299"))).toBeNull();
    expect(toMoney(parsePrice("1299"), "INR")).toEqual({ amount: 129900, currency: "INR" });
    expect(toMoney(parsePrice("¥1,299"))).toEqual({ amount: 1299, currency: "JPY" });
  });
});

const cases = new URL("../../../../shared/data/prices/price_cases.json", import.meta.url);

describe.skipIf(!existsSync(cases))("price strings of real pages (skipped when ../shared/data is absent)", () => {
  it("reads at least 98 in 100", () => {
    const list = JSON.parse(readFileSync(cases, "utf8")) as {
      input: string | null;
      currency_hint: string | null;
      decimal_separator: string | null;
      amount: string | null;
    }[];
    const wrong = list.filter(({ input, currency_hint, decimal_separator, amount }) => {
      const price = parsePrice(input, { currencyHint: currency_hint, decimalSeparator: decimal_separator });
      return (price === null) !== (amount === null) || (price !== null && Number(price.amount) !== Number(amount));
    });
    // What is left: five ranges and a monthly rate, which are no price to us, and rows whose text holds no number.
    expect(wrong.length / list.length, JSON.stringify(wrong.map(({ input }) => input))).toBeLessThanOrEqual(0.02);
  });
});
