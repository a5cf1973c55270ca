import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { discontinue } from "../catalog/discontinue.ts";
import { passBoundaries } from "../catalog/expiry.ts";
import { ingest } from "../catalog/ingest.ts";
import { merge } from "../catalog/merge.ts";
import * as Product from "../catalog/product.ts";
import { split } from "../catalog/split.ts";
import type { Notification } from "../notification/notification.ts";
import type { Availability } from "../platform/attributes.ts";
import { shown } from "../wishlist/shown.ts";
import * as Wishlist from "../wishlist/wishlist.ts";
import * as Alert from "./alert.ts";

let harness: Harness;

beforeEach(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterEach(() => harness.close());

interface Page {
  shop?: string;
  path?: string;
  sizes?: string[];
  price?: number | null;
  availability?: Availability;
  change?: Parameters<typeof aProduct>[0];
}

/** A crawl of a shop's page half an hour later; returns the garment and its variants. */
async function crawl({
  shop = "a",
  path = "kurta",
  sizes = ["M"],
  price = 1000,
  availability,
  change = {},
}: Page = {}) {
  harness.clock.advance({ minutes: 30 });
  const url = `https://shop-${shop}.example/p/${path}`;
  const amount = price === null ? null : inr(price);
  const variants = sizes.map((label) =>
    aVariant({
      size: { system: "ALPHA", label, raw: label },
      price: amount,
      mrp: inr(3000),
      availability: availability ?? "in_stock",
    }),
  );
  const product = aProduct({ url, price: amount, mrp: inr(3000), variants, ...change });
  const checkedAt = harness.clock.now().toISOString();
  return harness.run(async () => {
    const taken = await ingest(product, { sourceId: `shop-${shop}`, url, checkedAt, via: "crawl" });
    const groupId = taken.groupId!;
    const { variants: found, group } = await Product.read(groupId, { consistent: true });
    return { ...taken, groupId, group, variantIds: found.map(({ variantId }) => variantId) };
  });
}

const as = <T>(userId: string, body: () => Promise<T>) => harness.run(body, { actor: { type: "shopper", userId } });
const wish = (userId: string, variantId: string, input: Wishlist.Input = {}) =>
  as(userId, () => Wishlist.put(variantId, input));
const lookAt = (groupId: string) => harness.run(() => Alert.lookAt(groupId));

/** Kinds of what a shopper was told, oldest first. */
async function toldTo(userId: string): Promise<Notification["kind"][]> {
  return (await notifications(userId)).map(({ kind }) => kind);
}
async function notifications(userId: string): Promise<Notification[]> {
  const items = await harness.items();
  const own = items.filter((item) => item.__edb_e__ === "notification" && item.userId === userId);
  return (own as unknown as Notification[]).sort((a, b) => (a.postedAt < b.postedAt ? -1 : 1));
}
const onlyWish = async (userId: string) => (await as(userId, () => Wishlist.list())).items[0]!;

describe("alerts", () => {
  it("tell of a drop once, however often and at once its message comes", async () => {
    const { groupId, variantIds } = await crawl();
    await wish("user_Ada", variantIds[0]!);
    await crawl({ price: 800 });
    const runs = await Promise.all(Array.from({ length: 10 }, () => lookAt(groupId)));
    expect(runs.reduce((total, { told }) => total + told, 0)).toBe(1);
    await lookAt(groupId);
    const [notification, ...more] = await notifications("user_Ada");
    expect(more).toEqual([]);
    expect(notification).toMatchObject({
      kind: "lowest_ever",
      href: `/p/${groupId}`,
      title: "Lowest price so far: Women Floral Print Straight Cotton Kurta",
      body: expect.stringContaining("₹800 at shop-a, was ₹1,000 (20% less). Rani Pink, size M."),
      data: { price: inr(800), from: inr(1000), reasons: ["lowest_ever", "price_drop"] },
    });
    const row = await onlyWish("user_Ada");
    expect(harness.run(() => shown(row))).toMatchObject({
      offer: { price: inr(800) },
      change: { amount: -20000, percent: -20 },
      drop: { from: inr(1000) },
    });
  });

  it("say nothing of a price that is held, and tell of it when a second crawl agrees", async () => {
    const { groupId, variantIds } = await crawl();
    await wish("user_Ada", variantIds[0]!);
    const held = await crawl({ price: 100 });
    expect(held.pending).toBe(true);
    expect(await lookAt(groupId)).toMatchObject({ changed: 0, told: 0 });
    await crawl({ price: 100 });
    expect(await lookAt(groupId)).toMatchObject({ changed: 1, told: 1 });
  });

  it("are asked for only by a crawl that found another price, stock or offer", async () => {
    const first = await crawl();
    const same = await crawl();
    expect(same.outcome).toBe("unchanged");
    expect(same.group.watchRev).toBe(first.group.watchRev);
    const renamed = await crawl({ change: { description: "Another text." } });
    expect(renamed.group.rev).toBeGreaterThan(first.group.rev);
    expect(renamed.group.watchRev).toBe(first.group.watchRev);
    const held = await crawl({ price: 100 });
    expect(held.group.watchRev).toBe(first.group.watchRev);
    const dropped = await crawl({ price: 900 });
    expect(dropped.group.watchRev).toBe(dropped.group.rev);
  });

  it("tell of a garment that can be had again, and nothing of one that goes", async () => {
    const { groupId, variantIds } = await crawl({ availability: "out_of_stock" });
    await wish("user_Ada", variantIds[0]!);
    await crawl();
    await lookAt(groupId);
    expect(await toldTo("user_Ada")).toEqual(["back_in_stock"]);
    const at = harness.clock.now().toISOString();
    await harness.run(() => discontinue("shop-a", "https://shop-a.example/p/kurta", at));
    await lookAt(groupId);
    expect(await toldTo("user_Ada")).toHaveLength(1);
    const row = await onlyWish("user_Ada");
    expect(row).toMatchObject({ availability: "discontinued", subject: { title: expect.stringContaining("Kurta") } });
    expect(row.offer).toBeUndefined();
  });

  it("know lows that were before the wish, and targets", async () => {
    const { groupId, variantIds } = await crawl({ price: 700 });
    await crawl({ price: 1000 });
    await wish("user_Ada", variantIds[0]!);
    await wish("user_Bea", variantIds[0]!, { targetPrice: inr(800) });
    await crawl({ price: 800 });
    await lookAt(groupId);
    expect(await toldTo("user_Ada")).toEqual(["price_drop"]);
    expect(await toldTo("user_Bea")).toEqual(["target_reached"]);
    harness.clock.advance({ days: 20 });
    await crawl({ price: 699 });
    await lookAt(groupId);
    expect((await notifications("user_Ada")).at(-1)).toMatchObject({
      kind: "lowest_ever",
      title: expect.stringMatching(/^Lowest price ever/),
    });
  });

  it("count an offer from when it begins until it ends, with no crawl", async () => {
    const { groupId, variantIds } = await crawl();
    await wish("user_Ada", variantIds[0]!, {
      alerts: { anyDrop: true, belowTarget: true, backInStock: true, lowestEver: false },
    });
    const validFrom = new Date(harness.clock.now().getTime() + 5 * 3_600_000).toISOString();
    const promotion = { description: "Evening", kind: "flat" as const, value: 20000 };
    await crawl({ change: { promotions: [{ ...promotion, validFrom }] } });
    await lookAt(groupId);
    expect(await toldTo("user_Ada")).toEqual([]);
    const before = (await harness.run(() => Product.read(groupId))).group.watchRev!;
    harness.clock.advance({ hours: 6 });
    await harness.run(() => passBoundaries());
    expect((await harness.run(() => Product.read(groupId))).group.watchRev).toBeGreaterThan(before);
    await lookAt(groupId);
    expect(await toldTo("user_Ada")).toEqual(["price_drop"]);
    expect((await onlyWish("user_Ada")).offer?.price).toEqual(inr(800));
  });

  it("tell a shopper once of several sizes, and each shopper on their own", async () => {
    const sizes = ["S", "M", "L"];
    const { groupId, variantIds } = await crawl({ sizes });
    for (const variantId of variantIds) await wish("user_Ada", variantId);
    await wish("user_aDa", variantIds[0]!);
    await crawl({ sizes, price: 800 });
    expect(await lookAt(groupId)).toMatchObject({ wishes: 4, changed: 4, told: 2 });
    const [told, ...more] = await notifications("user_Ada");
    expect(more).toEqual([]);
    expect(told?.body).toContain("And 2 more of your wishes for it.");
    expect(await toldTo("user_aDa")).toHaveLength(1);
  });

  it("never take a member's price for everybody's", async () => {
    const { groupId, variantIds } = await crawl();
    await wish("user_Ada", variantIds[0]!);
    await crawl({ shop: "b", price: 500, change: { priceContext: "member" } });
    await lookAt(groupId);
    expect(await toldTo("user_Ada")).toEqual([]);
    // It is in stock all the same, for whoever is one.
    await crawl({ change: { priceContext: "member" } });
    await lookAt(groupId);
    const row = await onlyWish("user_Ada");
    expect([row.offer, row.availability]).toEqual([undefined, "in_stock"]);
  });

  it("see what fell while the wish was being made", async () => {
    const { groupId, variantIds } = await crawl();
    await wish("user_Ada", variantIds[0]!);
    await crawl({ price: 800 });
    await harness.run(() => Alert.wished("user_Ada", variantIds[0]!));
    await lookAt(groupId);
    expect(await toldTo("user_Ada")).toEqual(["lowest_ever"]);
  });
});

describe("a garment that is merged or split", () => {
  const other = { shop: "b", path: "other", change: { name: "Kurta by another name", brand: "Elsewhere" } };

  it("takes its wishes along, each under the variant that its own became", async () => {
    const from = await crawl({ ...other, sizes: ["M", "L"], price: 1000 });
    const into = await crawl({ sizes: ["M"], price: 900 });
    expect(from.groupId).not.toBe(into.groupId);
    for (const variantId of from.variantIds) await wish("user_Ada", variantId, { note: "Mine" });
    await wish("user_Bea", into.variantIds[0]!);
    await wish("user_Bea", from.variantIds[0]!);
    await harness.run(() => merge(from.groupId, into.groupId, "the same"));
    await lookAt(from.groupId);
    await lookAt(into.groupId);
    const { variants } = await harness.run(() => Product.read(into.groupId, { consistent: true }));
    const ids = new Set(variants.map(({ variantId }) => variantId));
    const { items } = await as("user_Ada", () => Wishlist.list());
    expect(items).toHaveLength(2);
    for (const row of items) {
      expect(ids).toContain(row.variantId);
      expect(row).toMatchObject({ groupId: into.groupId, note: "Mine" });
    }
    expect(items.some(({ offer }) => offer?.price.amount === inr(900).amount)).toBe(true);
    const bea = await as("user_Bea", () => Wishlist.list());
    expect(await as("user_Bea", () => Wishlist.count())).toBe(bea.items.length);
    expect(await lookAt(into.groupId)).toMatchObject({ changed: 0, told: 0 });
  });

  it("is found by the old variant's name all the same", async () => {
    const from = await crawl({ ...other, sizes: ["M"] });
    const into = await crawl({ sizes: ["M"] });
    await harness.run(() => merge(from.groupId, into.groupId, "the same"));
    const row = await wish("user_Ada", from.variantIds[0]!);
    expect(row).toMatchObject({ variantId: into.variantIds[0], groupId: into.groupId });
  });

  it("tells of no drop that is only its being taken apart", async () => {
    const first = await crawl({ sizes: ["M"], price: 1000 });
    const second = await crawl({ ...other, sizes: ["M"], price: 800 });
    await harness.run(() => merge(second.groupId, first.groupId, "the same"));
    await wish("user_Ada", first.variantIds[0]!);
    const { pages } = await harness.run(() => Product.read(first.groupId, { consistent: true }));
    const taken = pages.filter(({ sourceId }) => sourceId === "shop-b").map(({ pageKey }) => pageKey);
    const { groupId } = await harness.run(() => split(first.groupId, taken, "they differ"));
    await lookAt(first.groupId);
    await lookAt(groupId);
    expect(await toldTo("user_Ada")).toEqual([]);
    expect((await onlyWish("user_Ada")).offer?.price).toEqual(inr(1000));
  });
});
