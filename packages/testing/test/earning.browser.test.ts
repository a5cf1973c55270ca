import type { ProductResponse } from "@stylegence/contracts/product";
import type { SearchResponse } from "@stylegence/contracts/search";
import type { Page } from "playwright-core";
import { expect, inject, it } from "vitest";
import { buyAt, decide, salesOf } from "../src/buying.ts";
import { signUp, somebody } from "../src/person.ts";
import { browserAtRest, keep, open, read } from "./storefront.ts";

const stage = inject("stage");
const { site, sandbox } = stage;

const browser = browserAtRest(stage);

const PATIENCE = { timeout: 30_000 };
const QUANTITY = 3;
/** Of what the network pays, in whole per cent; the network pays 8 per cent of the sale. */
const points = (sale: number): number => Math.floor((Math.round(sale * 0.08) * 50) / 100 / 100);

/** A garment that one shop alone sells, dear enough that buying some pays a membership. */
async function garment(): Promise<ProductResponse> {
  const { items } = await read<SearchResponse>(stage, "/search?source=threadmill&availability=in_stock&limit=50");
  const one = items.find(({ offers, price }) => offers === 1 && price && points(price.amount * QUANTITY) > 120);
  return read<ProductResponse>(stage, `/products/${one!.groupId}`);
}

const shown = (page: Page, which: "pending" | "spendable") => page.locator(`[data-points=${which}]`).textContent();

async function until(page: Page, pending: number, spendable: number): Promise<void> {
  const wanted = [pending, spendable].map((count) => count.toLocaleString("en-IN").replace("-", "−"));
  await expect
    .poll(async () => [await shown(page, "pending"), await shown(page, "spendable")], PATIENCE)
    .toEqual(wanted);
}

it("a purchase at a shop earns points, which pay a membership; it proves a review; and a return takes them back", {
  timeout: 240_000,
}, async () => {
  const { groupId } = await garment();
  const { page, complaints, context } = await open(browser(), "desktop");
  await page.goto(`${site}/p/${groupId}`);
  await signUp(page, stage, somebody("Meera"));

  const rewards = await context.newPage();
  await rewards.goto(`${site}/rewards`);
  await until(rewards, 0, 0);
  await rewards.evaluate(() => Object.assign(globalThis, { notReloaded: true }));

  const opened = page.waitForEvent("popup");
  await page
    .locator("#compare")
    .getByRole("link", { name: /^Go to Threadmill/ })
    .click();
  const shop = await opened;
  await shop.waitForURL(/threadmill\.localhost/);
  const orderId = await buyAt(shop, { name: "Meera Rao", quantity: QUANTITY });
  await shop.close();

  const [sale] = await salesOf(sandbox, orderId);
  const earned = points(sale!.sale);
  await until(rewards, earned, 0);

  await decide(sandbox, orderId, "approve");
  await until(rewards, 0, earned);
  await keep(rewards, "walk-points");

  await rewards.getByRole("button", { name: /^Use 99 points/ }).click();
  await rewards.getByRole("dialog").getByRole("button", { name: "Use 99 points" }).click();
  await until(rewards, 0, earned - 99);

  await page.reload();
  await page.getByRole("button", { name: "Write a review" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("4 stars").check({ force: true });
  await form
    .getByLabel("Review")
    .fill("Soft cotton, true to its colour after three washes. The sleeves are a little long.");
  await form.getByLabel("True to size").check({ force: true });
  await form.getByRole("button", { name: "Publish" }).click();
  const review = page.locator("#review-list [data-review]");
  await review.waitFor();
  expect(await review.textContent()).toMatch(/Soft cotton.*/s);
  expect(await review.locator(".tag.good").count()).toBe(1);
  // A first verified review earns something as well.
  await until(rewards, 0, earned - 99 + 10);
  await keep(page, "walk-review");

  await decide(sandbox, orderId, "reverse");
  // Nothing proves the review any more, so what it earned goes as well.
  await until(rewards, 0, -99);
  await rewards.getByText(/A purchase was returned after its points had been spent/).waitFor();
  expect(await rewards.evaluate(() => (globalThis as { notReloaded?: boolean }).notReloaded)).toBe(true);

  const { rating } = await read<ProductResponse>(stage, `/products/${groupId}`);
  expect(rating).toMatchObject({ count: 1, average: 400 });
  expect(complaints).toEqual([]);
  await context.close();
});
