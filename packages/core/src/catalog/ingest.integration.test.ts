import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ingest } from "./ingest.ts";
import * as Product from "./product.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

const from = (url: string, sourceId = "shop-a") => ({
  sourceId,
  url,
  checkedAt: harness.clock.now().toISOString(),
  via: "crawl" as const,
});

describe("ingest", () => {
  it("stores a new product with variant, listing and first price point", async () => {
    await harness.run(async () => {
      const result = await ingest(
        aProduct({
          variants: [aVariant(), aVariant({ size: { system: "ALPHA", label: "L", raw: "L" }, price: inr(1599) })],
        }),
        from("https://shop-a.example/p/1"),
      );
      expect(result).toMatchObject({ outcome: "new", pending: false });
      const product = await Product.read(result.groupId!);
      expect(product.group).toMatchObject({ rev: 1, category: "women-kurtas", brandSlug: "vanya" });
      expect(product.listings.map((l) => l.price)).toEqual([inr(1499), inr(1599)]);
      const again = await ingest(
        aProduct({
          variants: [aVariant(), aVariant({ size: { system: "ALPHA", label: "L", raw: "L" }, price: inr(1599) })],
        }),
        from("https://shop-a.example/p/1"),
      );
      expect(again.outcome).toBe("unchanged");
    });
  });
});
