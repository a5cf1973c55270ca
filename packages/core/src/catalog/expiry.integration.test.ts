import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { passBoundaries } from "./expiry.ts";
import { ingest } from "./ingest.ts";
import * as Product from "./product.ts";
import * as Page from "./product-page.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

const effective = async (groupId: string) => {
  const page = await Page.read(groupId);
  if (!("offers" in page)) throw new Error("It was merged.");
  return page.offers[0]?.effectivePrice;
};

describe("a coupon for the 25th and 26th of November in India", () => {
  it("counts from its first moment to its last without a crawl, and the index hears of both", () =>
    harness.run(async () => {
      harness.clock.set("2026-11-23T06:00:00Z");
      const coupon = {
        description: "20% off with BLACK20",
        code: "BLACK20",
        kind: "percent" as const,
        value: 20,
        validFrom: "2026-11-24T18:30:00.000Z",
        validTo: "2026-11-26T18:29:59.000Z",
      };
      const { groupId } = await ingest(aProduct({ promotions: [coupon] }), {
        sourceId: "shop-a",
        url: "https://shop-a.example/1",
        checkedAt: harness.clock.now().toISOString(),
        via: "crawl",
      });
      const rev = async () => (await Product.read(groupId!)).group.rev;
      const at = async (iso: string) => {
        harness.clock.set(iso);
        const before = await rev();
        await passBoundaries();
        return { price: await effective(groupId!), indexed: (await rev()) - before };
      };
      expect(await at("2026-11-24T18:29:59.999Z")).toEqual({ price: inr(1499), indexed: 0 });
      expect(await at("2026-11-24T18:30:00.000Z")).toEqual({ price: inr(1199.2), indexed: 1 });
      expect(await at("2026-11-25T12:00:00Z")).toEqual({ price: inr(1199.2), indexed: 0 });
      expect(await at("2026-11-26T18:29:59.000Z")).toEqual({ price: inr(1199.2), indexed: 0 });
      expect(await at("2026-11-26T18:30:00.000Z")).toEqual({ price: inr(1499), indexed: 1 });
      expect(await at("2026-11-27T18:30:00.000Z")).toEqual({ price: inr(1499), indexed: 0 });
    }));

  it("is passed late where the timer rested for a while", () =>
    harness.run(async () => {
      harness.clock.set("2026-12-01T06:00:00Z");
      await passBoundaries();
      const offer = {
        description: "₹200 off",
        kind: "flat" as const,
        value: 20_000,
        validTo: "2026-12-03T18:29:59.000Z",
      };
      const { groupId } = await ingest(aProduct({ brand: "Late", promotions: [offer] }), {
        sourceId: "shop-a",
        url: "https://shop-a.example/2",
        checkedAt: harness.clock.now().toISOString(),
        via: "crawl",
      });
      expect(await effective(groupId!)).toEqual(inr(1299));
      harness.clock.set("2026-12-05T06:00:00Z");
      expect(await passBoundaries()).toMatchObject({ promotions: 1 });
      expect(await passBoundaries()).toMatchObject({ promotions: 0 });
      expect(await effective(groupId!)).toEqual(inr(1499));
    }));
});
