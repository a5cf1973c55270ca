import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastAmount } from "./amount.ts";
import { boughtOn, daysIn } from "./day.ts";
import { itemsIn, orderIdIn, parse } from "./parse.ts";

const inr = (amount: number) => ({ amount, currency: "INR" });
const scan = (lines: string[]) => ({ lines, confidence: 95 });

describe("an amount at the end of a line", () => {
  it.each([
    ["Anarkali Kurta ₹1,299.00", 129_900],
    ["Saree Rs. 1,23,456.50", 12_345_650],
    ["Linen shirt Rs 1299/-", 129_900],
    ["Kurta INR 899", 89_900],
    ["Kurta 899.5", 89_950],
    // A reader that does not know the sign takes it for another.
    ["Kurta %1,299", 129_900],
    ["Kurta 2,598.00 only", 259_800],
  ])("%s", (line, amount) => expect(lastAmount(line)?.money).toEqual(inr(amount)));

  it.each(["Kurta", "Discount -₹200.00", "Kurta 0.00", "Kurta ₹1,299.005", "Order SB-2026-11"])("is none: %s", (line) =>
    expect(lastAmount(line)).toBeNull(),
  );
});

describe("a day", () => {
  it.each([
    ["19/11/2026", "2026-11-19"],
    ["19-11-26", "2026-11-19"],
    ["05.04.2026", "2026-04-05"],
    ["11/23/2026", "2026-11-23"],
    ["2026-11-19 18:20", "2026-11-19"],
    ["19 Nov 2026", "2026-11-19"],
    ["19th November, 2026", "2026-11-19"],
    ["19-Nov-26", "2026-11-19"],
    ["Nov 19, 2026", "2026-11-19"],
  ])("is read as in India: %s", (text, day) => expect(daysIn(text)).toEqual([day]));

  it.each(["31/02/2026", "45/13/2026", "Rs. 12.50", "1-2"])("is none: %s", (text) => expect(daysIn(text)).toEqual([]));

  it("is that of the purchase, not of the delivery", () =>
    expect(boughtOn(["Delivery by 24 Nov 2026", "20 Nov 2026", "Order date: 19 Nov 2026"])).toBe("2026-11-19"));
});

describe("an order's name", () => {
  it.each([
    [["Order ID: SB-20261119-00417"], "SB-20261119-00417"],
    [["Invoice No. INV/2026/8812", "Order # 4021-77-1"], "4021-77-1"],
    [["Bill No: 88123"], "88123"],
    [["ORDER ID 171-0012345-7654321"], "171-0012345-7654321"],
  ])("%j", (lines, id) => expect(orderIdIn(lines)).toBe(id));

  it.each([[["Order date: 19/11/2026"]], [["Thank you for your order"]], [["Order placed"]]])("is none: %j", (lines) =>
    expect(orderIdIn(lines)).toBeNull(),
  );
});

describe("what was bought", () => {
  it("is what has an amount and is no sum, tax, charge or reduction", () => {
    const lines = [
      "Item                    Qty   Amount",
      "Anarkali Cotton Kurta   1     Rs. 1,299.00",
      "Blue, Size M",
      "2 x Linen Shirt 1,299.00 2,598.00",
      "Sub Total 3,897.00",
      "CGST 2.5% 97.43",
      "Shipping Rs. 49.00",
      "Coupon FIRST50 50.00",
      "Grand Total Rs. 3,946.00",
      "Paid by UPI 3,946.00",
      "Phone 9876543210",
    ];
    expect(itemsIn(lines)).toEqual([
      { title: "Anarkali Cotton Kurta", quantity: 1, amount: inr(129_900) },
      { title: "Linen Shirt", quantity: 2, amount: inr(259_800) },
    ]);
    expect(parse(scan(lines)).total).toEqual(inr(394_600));
  });

  it("may stand a line above its amount", () =>
    expect(itemsIn(["Vanya Floral Straight Kurta", "1 x ₹1,499.00"])).toEqual([
      { title: "Vanya Floral Straight Kurta", quantity: 1, amount: inr(149_900) },
    ]));

  it("keeps numbers that belong to its name", () =>
    expect(itemsIn(["Slim Jeans 32 Rs. 1,999.00"])[0]).toMatchObject({ title: "Slim Jeans 32", quantity: 1 }));
});

describe("a receipt", () => {
  it("is read from what the reader understood, where it did", () => {
    const reading = parse({
      ...scan(["STYLE BAZAAR", "www.stylebazaar.example", "Order no 7788123"]),
      fields: {
        ...{ shop: "Style Bazaar", date: "19/11/2026", total: "₹1,299.00" },
        items: [{ title: "Anarkali Kurta", quantity: "1", amount: "₹1,299.00" }],
      },
    });
    expect(reading).toMatchObject({
      ...{ shop: "Style Bazaar", hosts: ["stylebazaar.example"], orderId: "7788123", day: "2026-11-19" },
      ...{ total: inr(129_900), lines: [{ title: "Anarkali Kurta", quantity: 1, amount: inr(129_900) }] },
    });
  });

  it("is read whatever stands in it", () =>
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 200, unit: "binary" }), { maxLength: 40 }), (lines) => {
        const { lines: items, total } = parse(scan(lines));
        const amounts = [...items.map(({ amount }) => amount.amount), ...(total ? [total.amount] : [])];
        expect(amounts.every((amount) => Number.isSafeInteger(amount) && amount > 0)).toBe(true);
        expect(items.length).toBeLessThanOrEqual(60);
      }),
    ));

  it("is read in little time, however it is made", () => {
    const hostile = [
      "a ".repeat(5000),
      "1,".repeat(5000),
      "-".repeat(10_000),
      "a.".repeat(5000),
      "order ".repeat(2000),
    ];
    expect(parse(scan(hostile)).lines).toEqual([]);
  });
});
