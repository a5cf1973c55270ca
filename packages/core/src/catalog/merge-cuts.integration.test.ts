import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, gtinOf } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ingest } from "./ingest.ts";
import { pricePoint } from "./price-point.entity.ts";
import * as Product from "./product.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

/** The same table through a client that breaks off after so many writes. */
function cutAfter(count: number): DynamoDBDocumentClient {
  let left = count;
  return new Proxy(harness.documents, {
    get: (target, name, receiver) => {
      if (name !== "send") return Reflect.get(target, name, receiver);
      return (command: object) => {
        if (/Write|Put|Update|Delete/.test(command.constructor.name) && left-- <= 0)
          throw new Error("The worker was killed.");
        return target.send(command as never);
      };
    },
  });
}

/** Three shops' pages of one garment, told apart by `round`; only the third carries the codes of both others. */
function pages(round: number) {
  const brand = `Brand ${round}`;
  const at = (shop: string) => ({
    sourceId: shop,
    url: `https://${shop}.example/${round}`,
    checkedAt: harness.clock.now().toISOString(),
    via: "crawl" as const,
  });
  const gtin = gtinOf(1000 + round);
  const styleCode = `MC-${1000 + round}`;
  return {
    byGtin: () => ingest(aProduct({ brand, gtin, name: "Women Floral Straight Kurta" }), at("shop-a")),
    byStyle: () => ingest(aProduct({ brand, styleCode, name: "Ladies Kurta With Side Slits" }), at("shop-b")),
    both: () => ingest(aProduct({ brand, gtin, styleCode, name: "Cotton Kurta in Pink" }), at("shop-c")),
  };
}

describe("a page that makes two groups one", () => {
  it("does so in the end wherever its worker was killed", { timeout: 120_000 }, () =>
    harness.run(async () => {
      let wasCut = true;
      for (let count = 0; wasCut; count++) {
        const { byGtin, byStyle, both } = pages(count);
        const [one, other] = [await byGtin(), await byStyle()];
        expect(one.groupId).not.toBe(other.groupId);
        wasCut = await harness.run(
          () =>
            both().then(
              () => false,
              () => true,
            ),
          { documents: cutAfter(count) },
        );
        await both();
        const homes = await Promise.all([one.groupId!, other.groupId!].map(Product.resolve));
        expect(new Set(homes).size, `cut after ${count} writes`).toBe(1);
        const { group, listings, pages: shown } = await Product.read(homes[0]!);
        expect(group.moving, `cut after ${count} writes`).toBeUndefined();
        expect(listings.map((l) => l.sourceId).sort(), `cut after ${count} writes`).toEqual([
          "shop-a",
          "shop-b",
          "shop-c",
        ]);
        expect(shown).toHaveLength(3);
        const { data } = await pricePoint().query.primary({ groupId: homes[0]! }).go({ pages: "all" });
        expect(data).toHaveLength(3);
      }
    }),
  );
});
