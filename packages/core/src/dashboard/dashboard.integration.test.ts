import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import * as Alert from "../alert/alert.ts";
import { ingest } from "../catalog/ingest.ts";
import * as Product from "../catalog/product.ts";
import * as Wishlist from "../wishlist/wishlist.ts";
import * as Dashboard from "./dashboard.ts";
import * as Visit from "./visit.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

const as = <T>(userId: string, body: () => Promise<T>) => harness.run(body, { actor: { type: "shopper", userId } });
const url = "https://shop-a.example/p/1";

async function costs(rupees: number): Promise<string> {
  const price = inr(rupees);
  const product = aProduct({ url, price, variants: [aVariant({ price })] });
  const checkedAt = harness.clock.now().toISOString();
  return harness.run(async () => {
    const { groupId } = await ingest(product, { sourceId: "shop-a", url, checkedAt, via: "crawl" });
    await Alert.lookAt(groupId!);
    return groupId!;
  });
}

describe("the dashboard", () => {
  it("tells what fell since the visit before, for as long as this one lasts", async () => {
    const groupId = await costs(1000);
    const { variants } = await harness.run(() => Product.read(groupId));
    await as("user_Ada", () => Wishlist.put(variants[0]!.variantId));
    await as("user_Ada", () => Visit.note());
    expect(await as("user_Ada", () => Dashboard.read())).toMatchObject({
      counts: { wishlist: 1, wardrobe: 0, outfits: 0 },
      lastVisitAt: null,
      drops: { count: 0, items: [] },
      unread: { count: 0 },
      newest: [{ groupId }],
    });
    const leftAt = harness.clock.now().toISOString();
    harness.clock.advance({ hours: 3 });
    await costs(800);
    harness.clock.advance({ hours: 3 });
    const fallen = { lastVisitAt: leftAt, drops: { count: 1, more: false }, unread: { count: 1 } };
    expect(await as("user_Ada", () => Dashboard.read())).toMatchObject(fallen);
    await as("user_Ada", () => Visit.note());
    harness.clock.advance({ minutes: 20 });
    await as("user_Ada", () => Visit.note());
    expect(await as("user_Ada", () => Dashboard.read())).toMatchObject(fallen);
    harness.clock.advance({ hours: 1 });
    await as("user_Ada", () => Visit.note());
    expect((await as("user_Ada", () => Dashboard.read())).drops.count).toBe(0);
  });

  it("drops a fall that was taken back, and is each shopper's own", async () => {
    harness.clock.advance({ hours: 1 });
    const groupId = await costs(1000);
    const { variants } = await harness.run(() => Product.read(groupId));
    await as("user_Bea", () => Wishlist.put(variants[0]!.variantId));
    harness.clock.advance({ hours: 1 });
    await costs(700);
    expect((await as("user_Bea", () => Dashboard.read())).drops.count).toBe(1);
    expect((await as("user_bea", () => Dashboard.read())).drops.count).toBe(0);
    harness.clock.advance({ hours: 1 });
    await costs(1000);
    expect((await as("user_Bea", () => Dashboard.read())).drops.count).toBe(0);
  });
});
