import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import * as Source from "../catalog/source.ts";
import { importFeed } from "./import.ts";
import type { Row } from "./row.ts";

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterEach(() => harness.close());

async function* of(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

const TITLES = ["Floral Kurta", "Checked Shirt", "Denim Jacket", "Silk Saree"];
const size = (label: string) => ({ system: "ALPHA" as const, label, raw: label });

function feed(change: { price?: number; products?: number } = {}): Row[] {
  return TITLES.slice(0, change.products).flatMap((name, n) =>
    ["S", "M"].map((label, option) => ({
      ok: true as const,
      line: 2 + n * 2 + option,
      itemGroupId: `g${n}`,
      product: aProduct({
        name,
        url: `https://feed.example/p/${n}`,
        variants: [aVariant({ size: size(label), price: inr(change.price ?? 1000 + n), mrp: inr(4000) })],
      }),
    })),
  );
}

const run = (rows: readonly Row[], options: { complete?: boolean } = {}) =>
  harness.run(() => importFeed(of(rows), { source: "Feed Shop", ...options }));

describe("importFeed", () => {
  it("takes the rows of a page as one product with its options, and makes the source", async () => {
    const lines: number[] = [];
    const summary = await harness.run(() =>
      importFeed(of(feed()), { source: "Feed Shop", onProgress: (rows) => lines.push(rows) }),
    );
    expect(summary).toMatchObject({ sourceId: "feed-shop", rows: 8, new: 4, changed: 0, unchanged: 0, refused: 0 });
    expect(lines).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const sources = await harness.run(() => Source.list());
    expect(sources).toMatchObject([{ sourceId: "feed-shop", name: "Feed Shop", baseUrl: "https://feed.example" }]);
    const listings = (await harness.items()).filter((item) => item.__edb_e__ === "listing");
    expect(listings).toHaveLength(8);
  });

  it("finds everything unchanged a second time, and adds no point to any history", async () => {
    await run(feed());
    const points = async () => (await harness.items()).filter((item) => item.__edb_e__ === "pricePoint").length;
    const before = await points();
    harness.clock.advance({ days: 1 });
    expect(await run(feed())).toMatchObject({ new: 0, changed: 0, unchanged: 4 });
    expect(await points()).toBe(before);
    harness.clock.advance({ days: 1 });
    expect(await run(feed({ price: 900 }))).toMatchObject({ changed: 4, unchanged: 0 });
    expect(await points()).toBe(before * 2);
  });

  it("carries on where an import was broken off", async () => {
    async function* broken(): AsyncGenerator<Row> {
      yield* feed().slice(0, 5);
      throw new Error("disk gone");
    }
    await expect(harness.run(() => importFeed(broken(), { source: "Feed Shop" }))).rejects.toThrow("disk gone");
    const { new: added, changed, unchanged } = await run(feed());
    expect({ all: added + changed + unchanged, some: unchanged > 0 }).toEqual({ all: 4, some: true });
    const listings = (await harness.items()).filter((item) => item.__edb_e__ === "listing");
    expect(listings).toHaveLength(8);
  });

  it("discontinues what a complete feed no longer names, and nothing otherwise", async () => {
    await run(feed());
    const discontinued = async () =>
      (await harness.items()).filter((item) => item.__edb_e__ === "listing" && item.availability === "discontinued");
    harness.clock.advance({ days: 1 });
    expect(await run(feed({ products: 3 }))).toMatchObject({ unchanged: 3, gone: 0 });
    expect(await discontinued()).toEqual([]);
    harness.clock.advance({ days: 1 });
    expect(await run(feed({ products: 3 }), { complete: true })).toMatchObject({ unchanged: 3, gone: 1, kept: 0 });
    expect(await discontinued()).toMatchObject([
      { url: "https://feed.example/p/3" },
      { url: "https://feed.example/p/3" },
    ]);
    harness.clock.advance({ days: 1 });
    expect(await run(feed(), { complete: true })).toMatchObject({ changed: 1, unchanged: 3, gone: 0 });
    expect(await discontinued()).toEqual([]);
  });

  it("does not take a feed for complete that lost most of what it had", async () => {
    await run(feed());
    harness.clock.advance({ days: 1 });
    expect(await run(feed({ products: 1 }), { complete: true })).toMatchObject({ unchanged: 1, gone: 0, kept: 3 });
  });

  it("counts what is refused, by the reader or by the catalog, with lines to look at", async () => {
    const rows: Row[] = [
      ...feed(),
      { ok: false, line: 10, reasons: ["no link", "no price"] },
      {
        ok: true,
        line: 11,
        itemGroupId: null,
        product: aProduct({ url: "https://feed.example/p/x", price: null, variants: [] }),
      },
    ];
    const { refused, refusals } = await run(rows);
    expect(refused).toBe(2);
    expect(refusals).toEqual([
      { reason: "no price", count: 2, lines: [10, 11] },
      { reason: "no link", count: 1, lines: [10] },
    ]);
  });

  it("changes nothing for a feed without a single product", async () => {
    const rows: Row[] = [{ ok: false, line: 2, reasons: ["no title"] }];
    await expect(run(rows)).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("no title") });
    await expect(run([])).rejects.toMatchObject({ code: "invalid" });
    expect(await harness.items()).toEqual([]);
  });

  it("gives up on a long file that is no feed before its end", async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<Row> {
      for (;;) yield { ok: false, line: ++read, reasons: ["no link"] };
    }
    await expect(harness.run(() => importFeed(endless(), { source: "Feed Shop" }))).rejects.toThrow("no link");
    expect(read).toBeLessThan(2000);
  });
});
