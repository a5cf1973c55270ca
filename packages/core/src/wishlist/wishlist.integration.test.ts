import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ingest } from "../catalog/ingest.ts";
import * as Product from "../catalog/product.ts";
import * as Membership from "../membership/membership.ts";
import * as Notification from "../notification/notification.ts";
import { commit } from "../platform/transaction.ts";
import * as Shopper from "../shopper/shopper.ts";
import { wishCount } from "./count.entity.ts";
import * as Count from "./count.ts";
import { shown } from "./shown.ts";
import * as Wishlist from "./wishlist.ts";

let harness: Harness;
let serial = 0;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

/** Shoppers differ in case alone: their ids are told apart all the same. */
function shopper(): string {
  serial++;
  return `user_${serial % 2 ? "AbC" : "aBc"}${serial}`;
}
const as = <T>(userId: string, body: () => Promise<T>) => harness.run(body, { actor: { type: "shopper", userId } });

/** A garment in so many sizes; returns its variants' ids. */
async function aGarment(sizes = ["M"], price = inr(1499)): Promise<{ groupId: string; variantIds: string[] }> {
  const url = `https://shop-a.example/p/${++serial}`;
  const variants = sizes.map((label) => aVariant({ size: { system: "ALPHA", label, raw: label }, price }));
  const product = aProduct({ url, name: `Plain kurta number ${serial}`, brand: `Brand ${serial}`, price, variants });
  const checkedAt = harness.clock.now().toISOString();
  return harness.run(async () => {
    const { groupId } = await ingest(product, { sourceId: "shop-a", url, checkedAt, via: "crawl" });
    const found = await Product.read(groupId!, { consistent: true });
    return { groupId: groupId!, variantIds: found.variants.map(({ variantId }) => variantId) };
  });
}

describe("a wishlist", () => {
  it("takes a variant once, however often it is wished for, and shows what it costs", async () => {
    const { variantIds } = await aGarment();
    const userId = shopper();
    const first = await as(userId, () => Wishlist.put(variantIds[0]!));
    const again = await as(userId, () => Wishlist.put(variantIds[0]!));
    expect(again).toEqual(first);
    const { items } = await as(userId, () => Wishlist.list());
    expect(items.map((row) => harness.run(() => shown(row)))).toMatchObject([
      {
        variantId: variantIds[0],
        product: { brand: { name: expect.stringMatching(/^Brand/) } },
        offer: { price: inr(1499), mrp: inr(2499), discount: 40, source: { id: "shop-a" } },
        addedPrice: inr(1499),
        change: { amount: 0, percent: 0 },
        availability: "in_stock",
        targetMet: false,
      },
    ]);
    expect(await as(userId, () => Wishlist.count())).toBe(1);
  });

  it("makes one row and counts one of 200 adds at once", { timeout: 120_000 }, async () => {
    const { variantIds } = await aGarment();
    const userId = shopper();
    await as(userId, () => Promise.all(Array.from({ length: 200 }, () => Wishlist.put(variantIds[0]!))));
    expect(await as(userId, () => Wishlist.count())).toBe(1);
    const rows = (await harness.items()).filter((item) => item.userId === userId && item.__edb_e__ === "wishlistItem");
    expect(rows).toHaveLength(1);
  });

  it("counts exactly what adds and removals at once leave", async () => {
    const { variantIds } = await aGarment(["XS", "S", "M", "L", "XL", "XXL"]);
    const userId = shopper();
    await as(userId, () => Promise.all(variantIds.map((id) => Wishlist.put(id))));
    const removed = await as(userId, () =>
      Promise.all([...variantIds.slice(0, 3), ...variantIds.slice(0, 3)].map((id) => Wishlist.remove(id))),
    );
    expect(removed.filter(Boolean)).toHaveLength(3);
    expect(await as(userId, () => Wishlist.count())).toBe(3);
    expect((await as(userId, () => Wishlist.list())).items).toHaveLength(3);
  });

  it("refuses a variant that never was, and one more than there may be", async () => {
    const { variantIds } = await aGarment();
    const userId = shopper();
    const unknown = `var_${"0".repeat(26)}`;
    await expect(as(userId, () => Wishlist.put(unknown))).rejects.toMatchObject({ code: "not_found" });
    expect(await as(userId, () => Wishlist.remove(unknown))).toBe(false);
    await harness.run(() => wishCount().put({ userId, wishes: Count.MAX_WISHES }).go());
    await expect(as(userId, () => Wishlist.put(variantIds[0]!))).rejects.toMatchObject({ code: "forbidden" });
    expect((await as(userId, () => Wishlist.list())).items).toEqual([]);
  });

  it("lets a member have more", async () => {
    const { variantIds } = await aGarment();
    const userId = shopper();
    await harness.run(() => wishCount().put({ userId, wishes: Count.MAX_WISHES }).go());
    const extension = { key: "bought", plan: "monthly", days: 30, reason: "payment" } as const;
    await harness.run(async () => commit(await Membership.extensionWrites(userId, extension)));
    expect(await harness.run(() => Count.limitOf(userId))).toBe(Count.MAX_MEMBER_WISHES);
    expect(await as(userId, () => Wishlist.put(variantIds[0]!))).toMatchObject({ variantId: variantIds[0] });
    await harness.run(() => wishCount().put({ userId, wishes: Count.MAX_MEMBER_WISHES }).go());
    const other = (await aGarment()).variantIds[0]!;
    await expect(as(userId, () => Wishlist.put(other))).rejects.toMatchObject({ code: "forbidden" });
  });

  it("begins nothing for a shopper who was deleted", async () => {
    const { variantIds } = await aGarment();
    const userId = shopper();
    await harness.run(async () => {
      await commit(Shopper.endWrites(userId));
    });
    await expect(as(userId, () => Wishlist.put(variantIds[0]!))).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await harness.items()).filter((item) => item.userId === userId)).toEqual([]);
  });

  it("keeps what a shopper says of a wish, and is no other shopper's", async () => {
    const { variantIds, groupId } = await aGarment();
    const [userId, other] = [shopper(), shopper()];
    const [variantId] = variantIds;
    await as(userId, () => Wishlist.put(variantId!, { note: "For Diwali", targetPrice: inr(1200) }));
    const changed = await as(userId, () => Wishlist.put(variantId!, { targetPrice: inr(1500) }));
    expect(changed).toMatchObject({ note: "For Diwali", targetPrice: inr(1500), targetMet: true });
    const cleared = await as(userId, () => Wishlist.put(variantId!, { targetPrice: null, note: null }));
    expect(cleared.targetPrice ?? cleared.note ?? null).toBeNull();
    expect(cleared.targetMet).toBe(false);
    expect((await as(userId, () => Wishlist.list({ groupId }))).items).toHaveLength(1);
    expect((await as(other, () => Wishlist.list({ groupId }))).items).toEqual([]);
    await expect(as(other, () => Wishlist.get(variantId!))).rejects.toMatchObject({ code: "not_found" });
    expect(await as(other, () => Wishlist.remove(variantId!))).toBe(false);
  });

  it("is listed newest first, each wish once, through pages of any size", async () => {
    const { variantIds } = await aGarment(["XS", "S", "M", "L", "XL"]);
    const userId = shopper();
    for (const variantId of variantIds) {
      harness.clock.advance({ minutes: 1 });
      await as(userId, () => Wishlist.put(variantId));
    }
    // What else a shopper has lies in the same partition of the index.
    const draft = { userId, kind: "export_ready", title: "t", body: "b", href: "/x" } as const;
    await harness.run(() => Promise.all(["1", "2", "3"].map((key) => Notification.post({ ...draft, key }))));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await as(userId, () => Wishlist.list({ limit: 2, cursor }));
      seen.push(...page.items.map(({ variantId }) => variantId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(variantIds.toReversed());
    const damaged = as(userId, () => Wishlist.list({ cursor: "bm90IG91cnM" }));
    await expect(damaged).rejects.toMatchObject({ code: "invalid", fields: [{ field: "cursor" }] });
  });
});
