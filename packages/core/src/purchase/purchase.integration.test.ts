import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, inr } from "@stylegence/testing/products";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ingest } from "../catalog/ingest.ts";
import { merge } from "../catalog/merge.ts";
import { notification } from "../notification/notification.entity.ts";
import { onConflict } from "../platform/retry.ts";
import { commit } from "../platform/transaction.ts";
import { holdings } from "../privacy/registry.ts";
import { prompt } from "./prompt.ts";
import * as Purchase from "./purchase.ts";

let harness: Harness;
let serial = 0;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

const GROUP = `prd_${"0".repeat(26)}`;
const bought = (userId: string, change: Partial<Purchase.Bought> = {}): Purchase.Bought => ({
  ...{
    userId,
    groupId: GROUP,
    method: "affiliate",
    key: "order 1",
    boughtAt: "2026-11-20T06:00:00.000Z",
    confirmed: true,
  },
  ...change,
});
const record = (given: Purchase.Bought) => harness.run(() => commit(Purchase.recordWrites(given)));
const withdraw = (userId: string, key: string) => harness.run(() => commit(Purchase.withdrawWrites(userId, key)));

describe("a purchase", () => {
  it("is the same whatever order it is told in, however often, and side by side", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("claim", "confirm", "withdraw"), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (told, isAtOnce) => {
          const userId = `user_P${++serial}`;
          const tell = (what: string) =>
            // Writers of one item wait for each other; a transaction in the way is tried again by who holds it.
            harness.run(() =>
              onConflict(() =>
                what === "withdraw"
                  ? withdraw(userId, "order 1")
                  : record(bought(userId, { confirmed: what === "confirm" })),
              ),
            );
          if (isAtOnce) await Promise.all(told.map(tell));
          else for (const what of told) await tell(what);
          const found = await harness.run(() => Purchase.find(userId, Purchase.idOf(userId, "order 1")));
          const isRecorded = told.some((what) => what !== "withdraw");
          const state = told.includes("withdraw") ? "withdrawn" : told.includes("confirm") ? "confirmed" : "claimed";
          expect(found?.state).toBe(isRecorded ? state : undefined);
          const best = await harness.run(() => Purchase.best(userId, GROUP));
          expect(best?.state).toBe(isRecorded && state !== "withdrawn" ? state : undefined);
        },
      ),
      { numRuns: 60 },
    ));

  it("that was only ever taken back is found by who erases its shopper, and by nobody else", async () => {
    await withdraw("user_Gone", "order 9");
    const held = holdings.find(({ entity }) => entity === "purchase")!;
    const { items } = await harness.run(() => held.page("user_Gone", null));
    expect(items).toMatchObject([{ userId: "user_Gone" }]);
    expect(await harness.run(() => Purchase.list(), { actor: { type: "shopper", userId: "user_Gone" } })).toEqual({
      items: [],
      nextCursor: null,
    });
  });

  it("is proved best by the shop, then by a receipt, then by a word; what is confirmed comes first", async () => {
    const userId = "user_Best";
    const best = () => harness.run(() => Purchase.best(userId, GROUP));
    expect(await best()).toBeNull();
    await record(bought(userId, { method: "self_report", key: "self", confirmed: false }));
    expect(await best()).toMatchObject({ method: "self_report", confirmed: false });
    await record(bought(userId, { method: "affiliate", key: "pending", confirmed: false }));
    await record(bought(userId, { method: "receipt_upload", key: "receipt", amount: inr(1499) }));
    expect(await best()).toMatchObject({ method: "receipt_upload", amount: inr(1499) });
    await record(bought(userId, { method: "affiliate", key: "pending" }));
    expect(await best()).toMatchObject({ method: "affiliate", confirmed: true });
    await withdraw(userId, "pending");
    expect(await best()).toMatchObject({ method: "receipt_upload" });
  });

  it("counts for the garment that its own became part of", async () => {
    const sell = (name: string) => {
      const url = `https://shop-a.example/p/${++serial}`;
      const checkedAt = harness.clock.now().toISOString();
      return harness.run(async () => {
        const product = aProduct({ url, name, brand: `Brand ${serial}` });
        return (await ingest(product, { sourceId: "shop-a", url, checkedAt, via: "crawl" })).groupId!;
      });
    };
    const [from, into] = [await sell("Ajrakh Stole"), await sell("Madhubani Stole")];
    await record(bought("user_Merged", { groupId: from }));
    expect(await harness.run(() => Purchase.best("user_Merged", into))).toBeNull();
    await harness.run(() => merge(from, into, "the same"));
    expect(await harness.run(() => Purchase.best("user_Merged", into))).toMatchObject({
      groupId: from,
      confirmed: true,
    });
    const purchaseId = Purchase.idOf("user_Merged", "order 1");
    for (let again = 0; again < 2; again++)
      expect(await harness.run(() => prompt("user_Merged", purchaseId))).toBe("asked");
    const { data } = await harness.run(() => notification().query.primary({ userId: "user_Merged" }).go());
    expect(data).toMatchObject([{ kind: "review_prompt", href: expect.stringContaining(into) }]);
  });
});
