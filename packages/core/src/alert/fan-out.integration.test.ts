import { createQueue, receive, useEmulator } from "@stylegence/testing/aws";
import { startFaultProxy } from "@stylegence/testing/fault-proxy";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { documentsAt } from "@stylegence/testing/table";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ingest } from "../catalog/ingest.ts";
import * as Product from "../catalog/product.ts";
import * as Row from "../wishlist/row.ts";
import { wish } from "../wishlist/wish.entity.ts";
import * as Wishlist from "../wishlist/wishlist.ts";
import type { AlertDue } from "./alert.events.ts";
import * as Alert from "./alert.ts";
import { perform } from "./perform.ts";

let harness: Harness;
let queue: string;
let serial = 0;

beforeAll(async () => {
  useEmulator(inject("awsUrl"));
  queue = await createQueue();
  harness = await startHarness(inject("dynamoUrl"), { ALERT_QUEUE_URL: queue });
});
afterAll(() => harness.close());

interface Garment {
  groupId: string;
  variantId: string;
  /** A crawl that finds it at so many rupees, an hour later. */
  costs(rupees: number): Promise<void>;
}

async function aGarment(rupees: number): Promise<Garment> {
  const url = `https://shop-a.example/p/${++serial}`;
  let groupId = "";
  const costs = async (price: number) => {
    harness.clock.advance({ hours: 1 });
    const variants = [aVariant({ price: inr(price), mrp: inr(9000) })];
    const change = { url, name: `Kurta number ${serial}`, brand: `Brand ${serial}`, mrp: inr(9000) };
    const product = aProduct({ ...change, price: inr(price), variants });
    const checkedAt = harness.clock.now().toISOString();
    await harness.run(async () => {
      groupId = (await ingest(product, { sourceId: "shop-a", url, checkedAt, via: "crawl" })).groupId!;
    });
  };
  await costs(rupees);
  const { variants } = await harness.run(() => Product.read(groupId, { consistent: true }));
  return { groupId, variantId: variants[0]!.variantId, costs };
}

async function toldAbout(variantId: string) {
  const items = await harness.items();
  return items.filter(
    (item) => item.__edb_e__ === "notification" && (item.data as { variantId: string }).variantId === variantId,
  );
}

describe("a garment that a thousand shoppers wish for", () => {
  it("tells each of them once, page by page, though its messages come twice", { timeout: 120_000 }, async () => {
    const { groupId, variantId, costs } = await aGarment(1000);
    await harness.run(async () => {
      const standing = await Row.standingNow(variantId);
      const alerts = { anyDrop: true, belowTarget: true, backInStock: true, lowestEver: false };
      const rows = Array.from({ length: 1000 }, (_, at) => Row.rowOf(`user_${at}`, variantId, standing, { alerts }));
      await wish().put(rows).go({ concurrent: 4 });
    });
    await costs(900);
    const open: AlertDue[] = [
      { kind: "offers", groupId },
      { kind: "offers", groupId },
    ];
    let messages = 0;
    for (let due = open.shift(); due; due = open.shift()) {
      messages++;
      const one = due;
      const { wishes } = (await harness.run(() => perform(one))) as { wishes: number };
      expect(wishes).toBeLessThanOrEqual(400);
      for (let more = await receive(queue); more.length > 0; more = await receive(queue)) {
        open.push(...more.map(({ body }) => body as unknown as AlertDue));
      }
    }
    expect(messages).toBeGreaterThan(8);
    const told = await toldAbout(variantId);
    expect(told).toHaveLength(1000);
    expect(new Set(told.map(({ userId }) => userId)).size).toBe(1000);
  });
});

describe("a table that fails", () => {
  it("tells each shopper once when the look is done again, whatever got through", async () => {
    const { groupId, variantId, costs } = await aGarment(1000);
    const shoppers = Array.from({ length: 12 }, (_, at) => `user_fails_${at}`);
    for (const userId of shoppers) {
      await harness.run(() => Wishlist.put(variantId), { actor: { type: "shopper", userId } });
    }
    await costs(900);
    const proxy = await startFaultProxy({ target: inject("dynamoUrl") });
    const documents = documentsAt(proxy.url, { maxAttempts: 1 });
    try {
      for (const kind of ["lose-reply", "refuse"] as const) {
        const lift = proxy.inject({ kind, operations: ["TransactWriteItems"], every: 3 });
        const look = harness.run(() => Alert.lookAt(groupId), { documents });
        await expect(look).rejects.toBeDefined();
        lift();
      }
      await harness.run(() => Alert.lookAt(groupId));
    } finally {
      await proxy.close();
    }
    const told = await toldAbout(variantId);
    expect(told.map(({ userId }) => userId).sort()).toEqual([...shoppers].sort());
  });
});

describe("random courses of prices, each found by a crawl", () => {
  it("tell what a simple account expects, whichever messages come twice or late", { timeout: 120_000 }, async () => {
    const step = fc.record({
      rupees: fc.integer({ min: 4, max: 12 }).map((n) => n * 100),
      looks: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), async (steps) => {
        const { groupId, variantId, costs } = await aGarment(1000);
        const alerts = { anyDrop: true, belowTarget: false, backInStock: false, lowestEver: false };
        const actor = { type: "shopper", userId: "user_Ada" } as const;
        await harness.run(() => Wishlist.put(variantId, { alerts }), { actor });
        // What nobody looked at in time never was: the next look sees the price of then.
        let [seen, told, expected] = [1000, Number.POSITIVE_INFINITY, 0];
        for (const { rupees, looks } of steps) {
          await costs(rupees);
          await harness.run(() => Promise.all(Array.from({ length: looks }, () => Alert.lookAt(groupId))));
          if (looks === 0) continue;
          if (rupees < seen && rupees < told) {
            expected++;
            told = rupees;
          }
          seen = rupees;
        }
        expect(await toldAbout(variantId)).toHaveLength(expected);
      }),
      { numRuns: 10 },
    );
  });
});
