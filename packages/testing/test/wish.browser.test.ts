import type { ProductResponse } from "@stylegence/contracts/product";
import type { SearchResponse } from "@stylegence/contracts/search";
import { ask } from "@stylegence/sandbox/testing/ask";
import type { Page } from "playwright-core";
import { expect, inject, it, vi } from "vitest";
import { pauseCrawl } from "../src/calm.ts";
import { signUp, somebody } from "../src/person.ts";
import { program } from "./operator.ts";
import { browserAtRest, keep, open, read } from "./storefront.ts";

const stage = inject("stage");
const { site, sandbox } = stage;

const browser = browserAtRest(stage);

interface Letter {
  subject: string;
  text: string;
}

/** Letters to somebody about a thing; the code of their sign-up is another. */
const letters = async (to: string, about: string): Promise<Letter[]> => {
  const { text } = await ask({ port: Number(new URL(sandbox).port) }, "mail", `/messages?to=${encodeURIComponent(to)}`);
  return (JSON.parse(text) as { items: Letter[] }).items.filter(({ subject }) => subject.includes(about));
};

/** Lets the shop ask another price for every option, in rupees. */
async function reprice(url: string, rupees: number): Promise<void> {
  const body = JSON.stringify({ url, price: rupees * 100 });
  const headers = { "content-type": "application/json" };
  expect((await fetch(`${sandbox}/price`, { method: "POST", body, headers })).status).toBe(200);
}

/** Visits the page as an operator does, and lets the other pages be; returns the outcome. */
async function crawl(url: string): Promise<string> {
  await pauseCrawl(stage, false);
  const outcome = await vi.waitFor(
    async () => {
      const { code, out, error } = await program(["--json", "crawl", "visit", url], { PORT: new URL(site).port });
      expect([code, error]).toEqual([0, ""]);
      const { outcome } = JSON.parse(out) as { outcome: string };
      expect(["skipped", "later"]).not.toContain(outcome);
      return outcome;
    },
    { timeout: 60_000, interval: 500 },
  );
  await pauseCrawl(stage, true);
  return outcome;
}

const rupeesOf = (amount: number): string => `₹${(amount / 100).toLocaleString("en-IN")}`;
const bell = (page: Page) => page.getByRole("link", { name: /^Notifications/ }).first();

/** A garment of one shop, where what happens at the shop is what its shoppers see. */
async function garment(): Promise<ProductResponse> {
  const { items } = await read<SearchResponse>(stage, "/search?source=threadmill&availability=in_stock&limit=50");
  // Other tests take the first.
  const one = items.findLast(({ offers, price }) => offers === 1 && price);
  return read<ProductResponse>(stage, `/products/${one!.groupId}`);
}

const PATIENCE = { timeout: 20_000 };

/** Wishes for the product on screen, in whichever size is offered first. */
async function wish(page: Page, title: string): Promise<void> {
  const heart = page
    .locator("main")
    .getByRole("button", { name: `Wish for ${title}` })
    .first();
  await heart.click();
  const add = page.getByRole("button", { name: "Add to wishlist" });
  await expect
    .poll(async () => (await add.isVisible()) || (await heart.getAttribute("aria-pressed")) === "true", PATIENCE)
    .toBe(true);
  if (await add.isVisible()) await add.click();
  await expect.poll(() => heart.getAttribute("aria-pressed"), PATIENCE).toBe("true");
}

/** Fewer would let one slow moment of the machine decide. */
const DROPS = 3;
const TOLD_WITHIN_MS = 5000;

it("from the first visit to a price drop: page, bell and mailbox tell it within seconds, once, without a reload", {
  timeout: 300_000,
}, async () => {
  const product = await garment();
  const { title, groupId } = product;
  const url = product.shops[0]!.url.split("?")[0]!;
  const person = somebody("Meera");

  const { page, complaints, context } = await open(browser(), "desktop");
  await page.goto(`${site}/p/${groupId}`);
  await signUp(page, stage, person);
  await wish(page, title);

  const dashboard = await context.newPage();
  await dashboard.goto(`${site}/dashboard`);
  await dashboard.getByText(/^Good (morning|afternoon|evening), Meera$/).waitFor();
  await dashboard.getByText(title).first().waitFor();
  const list = await context.newPage();
  await list.goto(`${site}/wishlist`);
  const row = list.getByRole("article", { name: title });
  await row.waitFor();
  const pages = [page, dashboard, list];
  for (const one of pages) await one.evaluate(() => Object.assign(globalThis, { notReloaded: true }));

  const times: number[] = [];
  let rupees = Math.round(product.shops[0]!.price.amount / 100);
  for (let drop = 1; drop <= DROPS; drop++) {
    rupees = Math.round(rupees * 0.85);
    await reprice(url, rupees);
    expect(await crawl(url)).toBe("changed");
    const { shops } = await read<ProductResponse>(stage, `/products/${groupId}`);
    const price = rupeesOf(rupees * 100);
    await vi.waitFor(
      async () => {
        expect(await row.textContent()).toContain(price);
        expect(await page.locator("#buy .price").first().textContent()).toContain(price);
        for (const one of pages) expect(await bell(one).textContent()).toContain(`${drop} unread`);
        // Nobody is written to whose address did not come by the webhook.
        expect((await letters(person.email, title)).length).toBe(drop);
      },
      { timeout: 60_000, interval: 100 },
    );
    times.push(Date.now() - Date.parse(shops[0]!.lastCheckedAt));
  }
  console.info(
    `a price drop was told on page, bell and in the mailbox ${times.join(", ")} ms after the shop was asked`,
  );
  expect(Math.min(...times)).toBeLessThan(TOLD_WITHIN_MS);

  await keep(list, "walk-price-drop");

  // What changes nothing tells nothing.
  expect(await crawl(url)).toBe("unchanged");
  const [newest] = await letters(person.email, title);
  expect(newest!.text).toContain(rupeesOf(rupees * 100));
  expect(await letters(person.email, title)).toHaveLength(DROPS);
  await bell(list).click();
  await list.waitForURL(`${site}/notifications`);
  await expect.poll(() => list.locator("main").getByRole("link", { name: title }).count(), PATIENCE).toBe(DROPS);
  for (const one of [page, dashboard]) {
    expect(await one.evaluate(() => (globalThis as { notReloaded?: boolean }).notReloaded)).toBe(true);
  }
  expect(complaints).toEqual([]);
  await context.close();
});
