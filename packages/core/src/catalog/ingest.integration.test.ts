import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, aVariant, gtinOf, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { type From, ingest } from "./ingest.ts";
import { pricePoint } from "./price-point.entity.ts";
import * as Product from "./product.ts";

let harness: Harness;
let page = 0;
let from: (change?: Partial<From>) => From;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());
beforeEach(() => {
  harness.clock.advance({ hours: 6 });
  const url = `https://shop-a.example/p/${++page}`;
  from = (change) => ({
    sourceId: "shop-a",
    url,
    checkedAt: harness.clock.now().toISOString(),
    via: "crawl",
    ...change,
  });
});

const size = (label: string) => ({ system: "ALPHA" as const, label, raw: label });
/** A garment of its own brand, so that it joins none of the other tests'. */
const own = (change: Parameters<typeof aProduct>[0] = {}) => aProduct({ brand: `Brand ${page}`, ...change });
const priced = (rupees: number, mrp = 2499) => own({ price: inr(rupees), mrp: inr(mrp) });

const pointsOf = async (groupId: string) => (await pricePoint().query.primary({ groupId }).go()).data;
const only = async (groupId: string | null) => {
  const product = await Product.read(groupId!);
  expect(product.listings).toHaveLength(1);
  return { ...product, listing: product.listings[0]!, points: await pointsOf(groupId!) };
};

describe("ingest", () => {
  it("stores a new product with its options, first prices, and what asks for vector and pictures", () =>
    harness.run(async () => {
      const product = own({
        variants: [aVariant({ size: size("M") }), aVariant({ size: size("L"), price: inr(1599) })],
        images: [{ url: "https://cdn.example/1.jpg" }],
      });
      const result = await ingest(product, from());
      expect(result).toMatchObject({ outcome: "new", pending: false });
      const stored = await Product.read(result.groupId!);
      expect(stored.group).toMatchObject({ rev: 1, category: "women-kurtas", gender: "women" });
      expect(stored.group.attributes).toEqual({ fabric: "cotton", pattern: "floral", fit: "straight" });
      expect(stored.variants.map((v) => [v.colourFamily, v.size?.label])).toEqual([
        ["pink", "M"],
        ["pink", "L"],
      ]);
      expect(stored.listings.map((l) => l.price)).toEqual([inr(1499), inr(1599)]);
      expect((await pointsOf(result.groupId!)).map((p) => [p.price, p.previous])).toEqual([
        [inr(1499), undefined],
        [inr(1599), undefined],
      ]);
      const outbox = (await harness.items()).filter((item) => item.__edb_e__ === "outbox");
      expect(outbox.map((item) => item.topic).sort()).toEqual(["embed", "media"]);
      const media = outbox.find((item) => item.topic === "media");
      expect(JSON.parse(String(media?.body))).toMatchObject({
        groupId: result.groupId,
        imageId: stored.images[0]?.imageId,
      });
    }));

  it("writes nothing but the check time for an unchanged product", () =>
    harness.run(async () => {
      const { groupId } = await ingest(own(), from());
      const before = await harness.items();
      harness.clock.advance({ hours: 3 });
      expect(await ingest(own(), from())).toMatchObject({ outcome: "unchanged", groupId });
      const after = await harness.items();
      const changed = after.filter((item) => !before.some((other) => JSON.stringify(other) === JSON.stringify(item)));
      expect(changed).toEqual([
        expect.objectContaining({ __edb_e__: "sourcePage", lastCheckedAt: harness.clock.now().toISOString() }),
      ]);
      expect(after).toHaveLength(before.length);
    }));

  it("keeps one point a change, with what it replaced", () =>
    harness.run(async () => {
      const { groupId } = await ingest(priced(1499), from());
      harness.clock.advance({ days: 1 });
      expect(await ingest(priced(999), from())).toMatchObject({ outcome: "changed", changes: ["price"] });
      const { points, listing, group } = await only(groupId);
      expect(points.map((p) => [p.price, p.previous])).toEqual([
        [inr(1499), undefined],
        [inr(999), inr(1499)],
      ]);
      expect(listing).toMatchObject({ price: inr(999), priceChangedAt: harness.clock.now().toISOString() });
      expect(group.rev).toBe(2);
    }));

  it("takes a change of stock without a price point", () =>
    harness.run(async () => {
      const { groupId } = await ingest(own({ variants: [aVariant()] }), from());
      harness.clock.advance({ days: 1 });
      const sold = own({ variants: [aVariant({ availability: "out_of_stock" })] });
      expect(await ingest(sold, from())).toMatchObject({ changes: ["availability"] });
      const { points, listing } = await only(groupId);
      expect([points.length, listing.availability]).toEqual([1, "out_of_stock"]);
    }));

  it.each([
    ["absent", null],
    ["zero", inr(0)],
    ["negative", inr(-5)],
    ["beyond a crore", inr(10_000_001)],
  ])("an %s price is no observation", (_, price) =>
    harness.run(async () => {
      const unpriced = own({ price: null, variants: [aVariant({ price })] });
      expect(await ingest(unpriced, from())).toMatchObject({ outcome: "refused", groupId: null });
      const { groupId } = await ingest(own(), from());
      harness.clock.advance({ days: 1 });
      const result = await ingest(unpriced, from());
      expect(result.reasons[0]).toMatch(price ? /absurd_price/ : /no_price/);
      const { points, listing } = await only(groupId);
      expect([points.length, listing.price]).toEqual([1, inr(1499)]);
    }),
  );

  it("holds a price that jumped until a second crawl agrees", () =>
    harness.run(async () => {
      const { groupId } = await ingest(priced(1499), from());
      harness.clock.advance({ days: 1 });
      const odd = from();
      expect(await ingest(priced(149), odd)).toMatchObject({ pending: true, changes: [] });
      // The same crawl delivered twice is no second opinion.
      expect(await ingest(priced(149), odd)).toMatchObject({ pending: true });
      let state = await only(groupId);
      expect(state.points).toHaveLength(1);
      expect(state.listing).toMatchObject({ price: inr(1499), held: { price: inr(149) } });
      harness.clock.advance({ hours: 1 });
      expect(await ingest(priced(149), from())).toMatchObject({ pending: false, changes: ["price"] });
      state = await only(groupId);
      expect(state.listing.price).toEqual(inr(149));
      expect(state.listing.held).toBeUndefined();
      expect(state.points.map((p) => p.price)).toEqual([inr(1499), inr(149)]);
    }));

  it("lets a held price go when the next crawl sees the old one", () =>
    harness.run(async () => {
      const { groupId } = await ingest(priced(1499), from());
      harness.clock.advance({ days: 1 });
      await ingest(priced(9999, 19_999), from());
      harness.clock.advance({ hours: 1 });
      expect(await ingest(priced(1499), from())).toMatchObject({ pending: false });
      const { listing, points } = await only(groupId);
      expect([listing.held, points.length]).toEqual([undefined, 1]);
    }));

  it("flags a price above MRP", () =>
    harness.run(async () => {
      const { groupId } = await ingest(own({ price: inr(1999), mrp: inr(1499) }), from());
      expect((await only(groupId)).listing.aboveMrp).toBe(true);
    }));

  it("discontinues an option that its page no longer shows, and takes it back", () =>
    harness.run(async () => {
      const both = own({ variants: [aVariant({ size: size("M") }), aVariant({ size: size("L") })] });
      const { groupId } = await ingest(both, from());
      harness.clock.advance({ days: 1 });
      await ingest(own({ variants: [aVariant({ size: size("M") })] }), from());
      const gone = (await Product.read(groupId!)).listings.find((l) => l.availability === "discontinued");
      expect(gone).toMatchObject({ optionKey: "rani-pink|ALPHA|l", discontinuedAt: harness.clock.now().toISOString() });
      harness.clock.advance({ days: 1 });
      await ingest(both, from());
      const points = (await pointsOf(groupId!)).filter((p) => p.listingId === gone?.listingId);
      expect(points.map((p) => p.price)).toEqual([inr(1499), undefined, inr(1499)]);
      expect((await Product.read(groupId!)).listings.every((l) => l.availability === "in_stock")).toBe(true);
    }));

  it("leaves alone what a partial product does not show", () =>
    harness.run(async () => {
      const { groupId } = await ingest(own({ variants: [aVariant({ size: size("M") })] }), from({ partial: true }));
      await ingest(own({ variants: [aVariant({ size: size("L") })] }), from({ partial: true }));
      const { listings } = await Product.read(groupId!);
      expect(listings.map((l) => l.availability)).toEqual(["in_stock", "in_stock"]);
    }));

  it("ignores a check that is older than the one stored", () =>
    harness.run(async () => {
      const old = from();
      harness.clock.advance({ hours: 1 });
      const { groupId } = await ingest(priced(999), from());
      expect(await ingest(priced(1499), old)).toMatchObject({ outcome: "unchanged" });
      expect((await only(groupId)).listing.price).toEqual(inr(999));
    }));

  it("replaces offers and pictures that the page replaced", () =>
    harness.run(async () => {
      const offer = {
        description: "10% off",
        kind: "percent" as const,
        value: 10,
        validTo: "2027-01-31T18:29:59.000Z",
      };
      const shown = own({ promotions: [offer], images: [{ url: "https://cdn.example/a.jpg" }] });
      const { groupId } = await ingest(shown, from());
      expect((await Product.read(groupId!)).promotions).toMatchObject([
        { description: "10% off", boundaryAt: "2027-01-31T18:29:59.001Z" },
      ]);
      harness.clock.advance({ days: 1 });
      const result = await ingest(own({ images: [{ url: "https://cdn.example/b.jpg" }] }), from());
      expect(result.changes).toEqual(["images", "promotions"]);
      const stored = await Product.read(groupId!);
      expect([stored.promotions.length, stored.images.map((i) => i.url)]).toEqual([0, ["https://cdn.example/b.jpg"]]);
    }));

  it("asks for a new vector only when the text changes", () =>
    harness.run(async () => {
      const jobs = async () => (await harness.items()).filter((i) => i.__edb_e__ === "embeddingJob").length;
      await ingest(own(), from());
      const first = await jobs();
      harness.clock.advance({ days: 1 });
      await ingest(own({ price: inr(1399), description: "Another text about it." }), from());
      expect(await jobs()).toBe(first);
      harness.clock.advance({ days: 1 });
      await ingest(own({ name: "Women Floral Print Flared Cotton Kurta" }), from());
      expect(await jobs()).toBe(first + 1);
    }));

  it("takes in a page with hundreds of options, each price with its listing", () =>
    harness.run(async () => {
      const labels = Array.from({ length: 150 }, (_, i) => i + 1);
      const variants = labels.map((n) =>
        aVariant({ size: { system: "EU", label: String(n), raw: String(n) }, gtin: gtinOf(page * 1000 + n) }),
      );
      const { groupId } = await ingest(own({ variants }), from());
      const stored = await Product.read(groupId!);
      expect([stored.listings.length, stored.variants.length]).toEqual([150, 150]);
      expect(await pointsOf(groupId!)).toHaveLength(150);
      const claims = (await harness.items()).filter((i) => i.__edb_e__ === "joinKey" && i.groupId === groupId);
      expect(claims).toHaveLength(150);
    }));
});
