import { readFile } from "node:fs/promises";
import type { ProductResponse } from "@stylegence/contracts/product";
import type { SearchResponse } from "@stylegence/contracts/search";
import { expect, inject, it } from "vitest";
import { buyAt, downloadReceipt } from "../src/buying.ts";
import { signUp, somebody } from "../src/person.ts";
import { browserAtRest, keep, open, read } from "./storefront.ts";

const stage = inject("stage");
const { site } = stage;

const browser = browserAtRest(stage);

const PATIENCE = { timeout: 60_000 };

it("a receipt that a shop printed proves the purchase while one looks, and what is no receipt says why", {
  timeout: 240_000,
}, async () => {
  const { items } = await read<SearchResponse>(stage, "/search?source=threadmill&availability=in_stock&limit=50");
  const { groupId } = items.find(({ offers }) => offers === 1)!;
  const { offers, title } = await read<ProductResponse>(stage, `/products/${groupId}`);

  const { page, complaints, context } = await open(browser(), "phone");
  await page.goto(`${site}/purchases?product=${groupId}`);
  await signUp(page, stage, somebody("Kavya"));
  await page.goto(`${site}/purchases?product=${groupId}`);
  await page.getByText(title).first().waitFor(PATIENCE);

  // Bought by no link of ours.
  const shop = await context.newPage();
  await shop.goto(offers[0]!.url);
  await buyAt(shop, { name: "Kavya Rao" });
  const picture = await readFile(await downloadReceipt(shop, "png"));
  await shop.close();

  const file = page.getByLabel("Receipt or order confirmation");
  await file.setInputFiles({ name: "page.png", mimeType: "image/png", buffer: Buffer.from("<!doctype html><script>") });
  await page.getByText(/Web pages and drawings can't be sent/).waitFor(PATIENCE);

  await file.setInputFiles({ name: "receipt.png", mimeType: "image/png", buffer: picture });
  const proof = page.locator(".bought-proof[data-state=confirmed]");
  await proof.waitFor(PATIENCE);
  expect(await proof.textContent()).toBe("Confirmed by your receipt");
  await page.getByRole("link", { name: /^Write a review/ }).waitFor();
  await keep(page, "purchases");
  expect(complaints).toEqual([]);
  await context.close();
});
