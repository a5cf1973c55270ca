import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import * as History from "./history.ts";
import { ingest } from "./ingest.ts";
import * as Past from "./past.ts";
import * as Product from "./product.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

const url = "https://shop-a.example/p/past";
const past = [
  { at: "2026-11-01T00:00:00Z", price: inr(1999) },
  { at: "2026-11-05T00:00:00Z", price: inr(1999) },
  { at: "2026-11-10T00:00:00Z", price: inr(1299), mrp: inr(2499) },
  { at: "2026-11-24T00:00:00Z", price: inr(1) },
];

describe("past prices", () => {
  it("lengthen the history backwards, once, and never speak over our own observations", () =>
    harness.run(async () => {
      const checkedAt = harness.clock.now().toISOString();
      const dearer = aVariant({ size: { system: "ALPHA", label: "L", raw: "L" }, price: inr(1699) });
      const product = aProduct({ variants: [aVariant(), dearer] });
      const { groupId } = await ingest(product, { sourceId: "shop-a", url, checkedAt, via: "crawl" });
      expect(await Past.add("shop-a", url, past)).toBe(2);
      expect(await Past.add("shop-a", url, past)).toBe(0);
      const history = await History.read(groupId!, { sinceDays: 90 });
      expect(history.daily[0]).toEqual({ day: "2026-11-01", amount: 199_900 });
      expect(history.daily.at(-1)).toEqual({ day: "2026-11-23", amount: 129_900 });
      expect(history.lowest).toMatchObject({ amount: 129_900 });
      expect(history.lowConfidence).toBe(false);
      expect(await History.signals(await Product.read(groupId!))).toMatchObject({ drop: 35 });
    }));

  it("of a page that was never taken in, or of no price, are refused", () =>
    harness.run(async () => {
      await expect(Past.add("shop-a", "https://shop-a.example/p/none", past)).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(Past.add("shop-a", url, [{ at: past[0]!.at, price: inr(0) }])).rejects.toMatchObject({
        code: "invalid",
      });
    }));
});
