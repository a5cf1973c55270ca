import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, aVariant, gtinOf, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import * as Audit from "../platform/audit.ts";
import * as History from "./history.ts";
import { ingest } from "./ingest.ts";
import { joinKey } from "./join-key.entity.ts";
import { merge } from "./merge.ts";
import * as Product from "./product.ts";
import { split } from "./split.ts";

let harness: Harness;
let round = 0;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());
beforeEach(() => {
  round++;
  harness.clock.advance({ days: 1 });
});

const size = (label: string) => ({ system: "ALPHA" as const, label, raw: label });

/** A garment of two sizes at a shop, with a past price, a picture and a GTIN. */
async function sold(shop: string, number: number, change: Parameters<typeof aProduct>[0] = {}): Promise<string> {
  const product = (rupees: number) =>
    aProduct({
      brand: `Brand ${round}`,
      name: `Kurta of ${shop} ${number}`,
      images: [{ url: `https://cdn.example/${round}/${shop}.jpg` }],
      variants: ["M", "L"].map((label, i) =>
        aVariant({ size: size(label), price: inr(rupees), gtin: gtinOf(round * 100 + number * 10 + i) }),
      ),
      promotions: [{ description: "5% off", kind: "percent", value: 5 }],
      ...change,
    });
  const from = () => ({
    sourceId: shop,
    url: `https://${shop}.example/${round}/${number}`,
    checkedAt: harness.clock.now().toISOString(),
    via: "crawl" as const,
  });
  const { groupId } = await ingest(product(1999), from());
  harness.clock.advance({ days: 1 });
  await ingest(product(1499), from());
  return groupId!;
}

const pricesOf = async (groupId: string) => {
  const { series, daily } = await History.read(groupId, { sinceDays: 30 });
  return {
    series: series.map((one) => [one.source.id, one.points.map((p) => p.amount)]),
    daily: daily.map((d) => d.amount),
  };
};

const itemsOf = async (groupId: string) =>
  (await harness.items()).filter((item) => item.groupId === groupId).map((item) => item.__edb_e__);

describe("merge", () => {
  it("moves everything with its history, matches the options, and leaves a redirect and a record", () =>
    harness.run(async () => {
      const from = await sold("shop-a", 1);
      const into = await sold("shop-b", 2);
      const past = await pricesOf(from);
      expect(await merge(from, into, "seen by staff")).toEqual({ groupId: into });
      const product = await Product.read(into);
      expect(product.listings).toHaveLength(4);
      expect(product.variants.map((v) => v.size?.label).sort()).toEqual(["L", "M"]);
      expect([product.images.length, product.promotions.length, product.pages.length]).toEqual([2, 2, 2]);
      expect((await pricesOf(into)).series.find(([id]) => id === "shop-a")).toEqual(past.series[0]);
      expect(await itemsOf(from)).toEqual(["productGroup"]);
      expect((await Product.read(from)).group).toMatchObject({ mergedInto: into });
      expect((await Product.read(from)).group.moving).toBeUndefined();
      expect(await Audit.list(from)).toMatchObject([{ action: "catalog.merge", reason: "seen by staff" }]);
      const { data } = await joinKey()
        .get({ key: `gtin:0${gtinOf(round * 100 + 10)}` })
        .go();
      expect(data?.groupId).toBe(into);
    }));

  it("sends the next crawl of a moved page to the product it is now part of", () =>
    harness.run(async () => {
      const from = await sold("shop-a", 1);
      const into = await sold("shop-b", 2);
      await merge(from, into, "same");
      harness.clock.advance({ days: 1 });
      expect(await sold("shop-a", 1)).toBe(into);
      expect((await Product.read(into)).listings).toHaveLength(4);
    }));

  it("can be repeated, follows former merges, and refuses what makes no sense", () =>
    harness.run(async () => {
      const [a, b, c] = [await sold("shop-a", 1), await sold("shop-b", 2), await sold("shop-c", 3)];
      await merge(a, b, "same");
      expect(await merge(a, b, "same")).toEqual({ groupId: b });
      await merge(b, c, "same");
      expect(await Product.resolve(a)).toBe(c);
      await expect(merge(c, a, "circle")).rejects.toMatchObject({ code: "invalid" });
      await expect(merge(a, "prd_01ARZ3NDEKTSV4RRFFQ69G5FAV", "?")).rejects.toMatchObject({ code: "not_found" });
    }));

  it.each([1, 2, 3, 4])("cut off after %i transactions is brought to its end by the next ingest", (count) =>
    harness.run(async () => {
      const from = await sold("shop-a", 1);
      const into = await sold("shop-b", 2);
      let left = count;
      const documents = new Proxy(harness.documents, {
        get: (target, name, receiver) =>
          name === "send"
            ? (command: unknown) => {
                if (command instanceof TransactWriteCommand && left-- <= 0) throw new Error("killed");
                return target.send(command as never);
              }
            : Reflect.get(target, name, receiver),
      });
      await harness.run(() => merge(from, into, "same"), { documents }).catch(() => undefined);
      harness.clock.advance({ days: 1 });
      await sold("shop-a", 1);
      expect(await Product.resolve(from)).toBe(into);
      expect(await itemsOf(from)).toEqual(["productGroup"]);
      const { listings, pages } = await Product.read(into);
      expect([listings.length, pages.length]).toEqual([4, 2]);
    }),
  );
});

describe("split", () => {
  it("takes a page out with its options and history, and keeps it out", () =>
    harness.run(async () => {
      const groupId = await sold("shop-a", 1);
      expect(await sold("shop-b", 1)).toBe(groupId);
      const before = await pricesOf(groupId);
      const page = (await Product.read(groupId)).pages.find((p) => p.sourceId === "shop-b")!;
      const { groupId: newId } = await split(groupId, [page.pageKey], "another garment");
      const [old, fresh] = [await Product.read(groupId), await Product.read(newId)];
      expect(old.listings.map((l) => l.sourceId)).toEqual(["shop-a", "shop-a"]);
      expect(fresh.listings.map((l) => l.sourceId)).toEqual(["shop-b", "shop-b"]);
      expect([old.variants.length, fresh.variants.length]).toEqual([2, 2]);
      expect(new Set([...old.variants, ...fresh.variants].map((v) => v.variantId)).size).toBe(4);
      expect((await pricesOf(newId)).series).toEqual(before.series.filter(([id]) => id === "shop-b"));
      expect((await Audit.list(newId))[0]).toMatchObject({ action: "catalog.split" });
      harness.clock.advance({ days: 1 });
      expect(await sold("shop-b", 1)).toBe(newId);
      expect(await sold("shop-a", 1)).toBe(groupId);
    }));

  it("refuses all of the pages, or ones of another product", () =>
    harness.run(async () => {
      const groupId = await sold("shop-a", 1);
      const { pageKey } = (await Product.read(groupId)).pages[0]!;
      await expect(split(groupId, [pageKey], "all")).rejects.toMatchObject({ code: "invalid" });
      await expect(split(groupId, ["nothing"], "?")).rejects.toMatchObject({ code: "invalid" });
    }));
});
