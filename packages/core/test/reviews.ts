import type { Harness } from "@stylegence/testing/harness";
import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { ingest } from "../src/catalog/ingest.ts";
import * as Product from "../src/catalog/product.ts";
import { context } from "../src/platform/context.ts";
import { commit } from "../src/platform/transaction.ts";
import * as Purchase from "../src/purchase/purchase.ts";
import { check, type Tools } from "../src/review/check.ts";
import { perform } from "../src/review/perform.ts";
import type { ReviewDue } from "../src/review/review.events.ts";
import * as Review from "../src/review/review.ts";
import { people } from "./people.ts";

/** A stage without a translator, whose pictures are where they say. */
export const TOOLS: Tools = {
  translator: null,
  publishPicture: async (_, uploadId) => ({ uploadId, renditions: [{ width: 320, key: `r/${uploadId}/320.webp` }] }),
};

let serial = 0;
const WORDS = "soft neat bright loose warm light crisp smooth heavy airy plain rich fine cool deep pale".split(" ");

/** A text that nobody wrote before, nor one like it. */
export function aText(): string {
  const number = ++serial;
  const word = (at: number) => WORDS[(number * (at + 3) + (number >> at)) % WORDS.length]!;
  const name = [...String(number)].map((digit) => "abcdefghij"[Number(digit)]).join("x");
  return Array.from({ length: 9 }, (_, at) => `${word(at)} ${name}${"klmnopqrs"[at]} fabric`).join(", ");
}

/** Reviews on a harness's table: shoppers write them, and the queue's work is done at once. */
export function reviews(harness: Harness) {
  const world = people(harness);
  const perfect = (due: ReviewDue, tools = TOOLS) => harness.run(() => perform(due, tools));
  return {
    ...world,
    perform: perfect,
    async garment(sizes = ["M"], at = "shop-a"): Promise<{ groupId: string; variantIds: string[] }> {
      const url = `https://${at}.example/p/${++serial}`;
      const variants = sizes.map((label) => aVariant({ size: { system: "ALPHA", label, raw: label } }));
      const product = aProduct({
        url,
        name: `Kurta number ${serial}`,
        brand: `Brand ${serial}`,
        price: inr(1499),
        variants,
      });
      const from = { sourceId: at, url, checkedAt: harness.clock.now().toISOString(), via: "crawl" as const };
      return harness.run(async () => {
        const { groupId } = await ingest(product, from);
        const found = await Product.read(groupId!, { consistent: true });
        return { groupId: groupId!, variantIds: found.variants.map(({ variantId }) => variantId) };
      });
    },
    writes: (userId: string, groupId: string, input: Partial<Review.Input> = {}) =>
      world.as(userId, () => Review.create(groupId, { rating: 4, body: aText(), ...input })),
    /** Writes a review, and has it published. */
    async publishes(userId: string, groupId: string, input: Partial<Review.Input> = {}): Promise<string> {
      const { reviewId } = await this.writes(userId, groupId, input);
      const state = await harness.run(() => check(reviewId, TOOLS));
      if (state !== "published") throw new Error(`The review is ${state}.`);
      return reviewId;
    },
    withdraws: world.withdraws,
    takesBack: (userId: string, reviewId: string) => world.as(userId, () => Review.withdraw(reviewId)),
    async buys(
      userId: string,
      groupId: string,
      method: Purchase.PurchaseMethod = "affiliate",
      key = `sale:${userId}:${groupId}`,
    ): Promise<void> {
      await harness.run(() => {
        const boughtAt = context().now().toISOString();
        return commit(
          Purchase.recordWrites({ userId, groupId, method, key, boughtAt, confirmed: method !== "self_report" }),
        );
      });
      await perfect({ kind: "purchase", userId, groupId, purchaseId: Purchase.idOf(userId, key) });
    },
    async returns(userId: string, groupId: string, key = `sale:${userId}:${groupId}`): Promise<void> {
      await harness.run(() => commit(Purchase.withdrawWrites(userId, key)));
      await perfect({ kind: "purchase", userId, groupId, purchaseId: Purchase.idOf(userId, key) });
    },
  };
}
