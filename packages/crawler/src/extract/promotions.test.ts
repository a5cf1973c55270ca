import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePromotion } from "./promotions.ts";

const now = new Date("2026-11-23T06:00:00Z");
const read = (text: string) => parsePromotion(text, now, "INR");

describe("parsePromotion", () => {
  it.each([
    ["Extra 10% off with code FEST10", { kind: "percent", value: 10, code: "FEST10" }],
    [
      "Use code SAVE200 to get ₹200 off on orders above ₹1,999",
      { kind: "flat", value: 20000, code: "SAVE200", minSpend: 199900 },
    ],
    ["Flat ₹500 off on minimum purchase of ₹2,499", { kind: "flat", value: 50000, minSpend: 249900 }],
    ["Coupon code: DIWALI25 | 25% OFF", { kind: "percent", value: 25, code: "DIWALI25" }],
    ["Buy 2 get 1 free", { kind: "text" }],
    ["Apply coupon WELCOME at checkout for free gift", { kind: "text" }],
  ])("%s", (text, expected) => {
    expect(read(text)).toMatchObject({ description: text, ...expected });
  });

  it.each(["Free delivery", "Easy 15 day returns", "Made of 100 cotton threads", ""])("%j offers nothing", (text) => {
    expect(read(text)).toBeNull();
  });

  it("lets an end that is a date last to the end of that day in India", () => {
    expect(read("10% off till 31 Dec 2026")!.validTo).toBe("2026-12-31T18:29:59.000Z");
    expect(read("10% off. Valid until 05/12/2026")!.validTo).toBe("2026-12-05T18:29:59.000Z");
    expect(read("10% off, ends on December 1st, 2026")!.validTo).toBe("2026-12-01T18:29:59.000Z");
    expect(read("10% off today only")!.validTo).toBe("2026-11-23T18:29:59.000Z");
    expect(read("10% off from 1 Dec to use, valid till 2026-12-05")).toMatchObject({
      validFrom: "2026-11-30T18:30:00.000Z",
      validTo: "2026-12-05T18:29:59.000Z",
    });
  });

  it("takes the year that makes sense where none is given", () => {
    expect(read("10% off till 31 Dec")!.validTo).toBe("2026-12-31T18:29:59.000Z");
    expect(read("10% off till 15 Jan")!.validTo).toBe("2027-01-15T18:29:59.000Z");
    expect(read("10% off till 20 Nov")!.validTo).toBe("2026-11-20T18:29:59.000Z");
  });

  it("leaves an open end open", () => {
    expect(read("10% off")).not.toHaveProperty("validTo");
    expect(read("10% off till stocks last")).not.toHaveProperty("validTo");
    expect(read("10% off till 99 Foo")).not.toHaveProperty("validTo");
  });

  it("survives anything", () => {
    const words = fc.constantFrom(
      "10%",
      "off",
      "code",
      "FEST10",
      "till",
      "31",
      "Dec",
      "₹200",
      "above",
      "99/99/9999",
      "Buy 1 get",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(words).map((list) => list.join(" ")),
          fc.string({ unit: "binary" }),
        ),
        (text) => {
          const found = read(text);
          return found === null || found.value === undefined || (Number.isSafeInteger(found.value) && found.value >= 0);
        },
      ),
      { numRuns: 600 },
    );
  });
});
