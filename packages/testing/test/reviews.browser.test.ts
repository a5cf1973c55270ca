import type { ProductResponse } from "@stylegence/contracts/product";
import type { ReviewsResponse } from "@stylegence/contracts/review";
import type { SearchResponse } from "@stylegence/contracts/search";
import type { Page } from "playwright-core";
import { expect, inject, it, vi } from "vitest";
import { signUp, somebody } from "../src/person.ts";
import { browserAtRest, open, read } from "./storefront.ts";

const stage = inject("stage");
const { site } = stage;
const browser = browserAtRest(stage);

const PATIENCE = { timeout: 30_000, interval: 200 };
const TITLE = "Soft, and true to its colour";
const BODY =
  "The cloth is soft and the colour is as in the picture. It fits well at the shoulders and is a little wide at the waist.";

/** A garment that no other test takes, with a choice of sizes. */
async function garment(): Promise<ProductResponse> {
  const { items } = await read<SearchResponse>(stage, "/search?q=shirt&limit=40");
  for (const { groupId } of items.toReversed()) {
    const product = await read<ProductResponse>(stage, `/products/${groupId}`);
    if (product.rating === null && new Set(product.variants.map(({ size }) => size?.label)).size > 1) return product;
  }
  throw new Error("No garment has sizes.");
}
const reviewsOf = (groupId: string) => read<ReviewsResponse>(stage, `/products/${groupId}/reviews`);

async function write(page: Page): Promise<void> {
  const form = page.getByRole("dialog", { name: "Your review" });
  await form.waitFor();
  await form.getByRole("radio", { name: "1 star", exact: true }).focus();
  for (let n = 0; n < 3; n++) await page.keyboard.press("ArrowRight");
  await form.getByLabel("Title").fill(TITLE);
  await form.getByLabel("Review", { exact: true }).fill(BODY);
  await form.getByRole("radio", { name: "True to size" }).check();
  await form.getByLabel("Size you bought").selectOption({ index: 1 });
  await form
    .getByLabel("Pictures")
    .setInputFiles({ name: "me.jpg", mimeType: "image/jpeg", buffer: await page.screenshot({ type: "jpeg" }) });
  await form.getByText("Ready").waitFor();
  await form.getByRole("button", { name: "Publish" }).click();
  await form.waitFor({ state: "detached" });
}

it("a review is written with a picture, read without script, found helpful by another, and withdrawn", {
  timeout: 240_000,
}, async () => {
  const { groupId, title } = await garment();
  const author = await open(browser(), "phone");
  await author.page.goto(`${site}/p/${groupId}`);
  await signUp(author.page, stage, somebody("Nora"));
  const own = author.page.locator("#my-review");
  await own.scrollIntoViewIfNeeded();
  await own.getByRole("button", { name: "Write a review" }).click();
  await write(author.page);
  await own.getByRole("heading", { name: "Your review" }).waitFor();
  const { summary, items } = await vi.waitFor(async () => {
    const found = await reviewsOf(groupId);
    expect(found.items).toHaveLength(1);
    return found;
  }, PATIENCE);
  expect(summary).toMatchObject({ count: 1, average: 400, histogram: [0, 0, 0, 1, 0] });
  expect(items[0]).toMatchObject({ title: TITLE, body: BODY, fit: "true_to_size", author: "A shopper", helpful: 0 });
  expect(items[0]?.images).toHaveLength(1);

  const reader = await open(browser(), "phone", { script: false });
  await reader.page.goto(`${site}/reviews/${groupId}`);
  const article = reader.page.getByRole("article", { name: TITLE });
  expect(await article.textContent()).toContain(BODY);
  expect(await article.textContent()).toContain("4 of 5 stars");
  expect(await reader.page.locator(".review-figures").textContent()).toContain("1 review");
  await reader.page.getByRole("link", { name: "4 stars" }).click();
  await reader.page.waitForURL(/rating=4/);
  await article.waitFor();
  await reader.page.goto(`${site}/reviews/${groupId}?rating=2`);
  await reader.page.getByText("No review is like that.").waitFor();

  const other = await open(browser(), "desktop");
  await other.page.goto(`${site}/reviews/${groupId}`);
  await signUp(other.page, stage, somebody("Ravi"));
  const helpful = other.page.getByRole("button", { name: /^Helpful/ });
  await helpful.click();
  await expect.poll(() => helpful.getAttribute("aria-pressed"), PATIENCE).toBe("true");
  expect((await helpful.textContent())?.trim()).toMatch(/1$/);
  expect((await reviewsOf(groupId)).items[0]?.helpful).toBe(1);

  await own.getByRole("button", { name: "Withdraw" }).click();
  await author.page.getByRole("dialog").getByRole("button", { name: "Withdraw it" }).click();
  await own.getByRole("button", { name: "Write a review" }).waitFor();
  await vi.waitFor(async () => {
    const gone = await reviewsOf(groupId);
    expect([gone.items, gone.summary.count, gone.summary.average]).toEqual([[], 0, null]);
  }, PATIENCE);
  await other.page.reload();
  await other.page.getByText("Nobody has reviewed it yet.").waitFor();
  expect(await other.page.getByText(title).count()).toBeGreaterThan(0);
  for (const { complaints, context } of [author, reader, other]) {
    expect(complaints).toEqual([]);
    await context.close();
  }
});
