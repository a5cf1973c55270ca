import type { Page } from "playwright-core";
import { describe, expect, inject, it, vi } from "vitest";
import type { Size } from "../src/browser.ts";
import { browserAtRest, keep, open as openIn, type Visit, wanted } from "./storefront.ts";

const stage = inject("stage");
const { site } = stage;

const browser = browserAtRest(stage);

const open = (size: Size, options?: Parameters<typeof openIn>[2]): Promise<Visit> => openIn(browser(), size, options);

const countOf = async (page: Page): Promise<number> =>
  Number(((await page.locator("#count").textContent()) ?? "").replace(/[^\d]/g, ""));

/** Picks the first brand and returns how many products it promised. */
async function pickBrand(page: Page, size: Size): Promise<number> {
  if (size === "phone") await page.getByRole("button", { name: "Filters" }).click();
  const first = page.locator("#facet-brand label.check").first();
  const promised = Number(await first.locator(".check-count").textContent());
  await first.locator("input").check();
  return promised;
}

/** From the front page by a misspelt search and a facet to a product. */
async function shop(page: Page, size: Size, script: boolean): Promise<void> {
  await page.goto(site);
  await page.getByRole("searchbox").or(page.getByRole("combobox")).first().fill("kurtta");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=kurtta/);
  expect(await countOf(page)).toBeGreaterThan(0);
  const titles = await page.locator("#items li").allTextContents();
  expect(titles.filter((title) => /kurt[ai]/i.test(title)).length).toBeGreaterThan(titles.length / 2);

  const promised = await pickBrand(page, size);
  if (!script) await page.getByRole("button", { name: /^Show [\d,]+ products?$/ }).click();
  await page.waitForURL(/brand=/);
  await vi.waitFor(async () => expect(await countOf(page)).toBe(promised), { timeout: 10_000 });
  if (script && size === "phone") await page.keyboard.press("Escape");
  await page.locator("#items li a").first().click();
  await page.waitForURL(/\/p\/prd_/);
}

describe.each([
  ["desktop", true],
  ["desktop", false],
  ["phone", true],
  ["phone", false],
] as const)("on a %s, script %s", (size, script) => {
  it("a shopper comes from home by a typo and a facet to a product with offers, chart and similar ones", async () => {
    const { page, complaints, context } = await open(size, { script });
    await shop(page, size, script);
    expect(await page.locator("h1").textContent()).toMatch(/\S/);
    const go = page.getByRole("link", { name: /^Go to / });
    expect(await go.count()).toBeGreaterThan(0);
    expect(await go.first().getAttribute("href")).toMatch(/^\/go\/lst_/);
    expect(await go.first().getAttribute("rel")).toContain("sponsored");
    await page.getByRole("heading", { name: "Price history" }).waitFor();
    expect(await page.locator("[data-chart] svg[role=img]").count()).toBe(1);
    await page.getByRole("heading", { name: "Similar finds" }).waitFor();
    expect(await page.locator("section[aria-labelledby=similar] a[href^='/p/']").count()).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

/** What a page would lose if it were loaded anew. */
const markPage = (page: Page) => page.evaluate(() => void Object.assign(globalThis, { marked: true }));
const isMarked = (page: Page) => page.evaluate(() => "marked" in globalThis);

it("a first visitor on a phone finds a garment for less at another shop: category, filter, comparison, out", async () => {
  const { page, complaints, context } = await open("phone");
  await page.goto(site);
  await keep(page, "walk-1-home");
  await page.getByRole("link", { name: "Women", exact: true }).first().click();
  await page.waitForURL(/\/c\/women/);
  const all = await countOf(page);
  await markPage(page);

  await page.getByRole("button", { name: "Filters" }).click();
  const size = page.locator("#facet-size label.check", { hasText: /^M/ }).first();
  const promised = Number(await size.locator(".check-count").textContent());
  await size.locator("input").check();
  await vi.waitFor(async () => expect(await countOf(page)).toBe(promised), { timeout: 10_000 });
  await keep(page, "walk-2-filter");
  await page.getByRole("button", { name: `Show ${promised} products` }).click();
  await vi.waitFor(async () => expect(await page.locator(".filters:popover-open").count()).toBe(0));
  expect(await isMarked(page)).toBe(true);
  await keep(page, "walk-3-results");

  await page.locator(".chips .chip").first().click();
  await vi.waitFor(async () => expect(await countOf(page)).toBe(all), { timeout: 10_000 });
  await page.goBack();
  await vi.waitFor(async () => expect(await countOf(page)).toBe(promised), { timeout: 10_000 });
  expect(await isMarked(page)).toBe(true);

  const sold = page.locator(".card", { hasText: /Compare \d shops/ }).first();
  await sold.getByRole("link").click();
  await page.waitForURL(/\/p\/prd_/);
  await keep(page, "walk-4-product");
  await page.locator("#compare").scrollIntoViewIfNeeded();
  await keep(page, "walk-5-compare");
  expect(await page.locator("#compare h2").textContent()).toMatch(/^Size M at /);
  const rows = page.locator(".offer");
  expect(await rows.count()).toBeGreaterThan(1);
  expect(
    await rows
      .first()
      .getByText(/^Cheapest/)
      .count(),
  ).toBe(1);
  expect(await page.locator(".offer .tag", { hasText: /^Cheapest/ }).count()).toBe(1);
  expect(
    await rows
      .first()
      .getByRole("link", { name: /^Go to / })
      .getAttribute("target"),
  ).toBe("_blank");
  expect(complaints).toEqual([]);
  await context.close();
});

it("what was looked at comes back on the front page until it is cleared, and only there where it was seen", async () => {
  const { page, complaints, context } = await open("phone");
  const best = await wanted(stage);
  const seen = page.getByRole("region", { name: "Seen lately" });
  await page.goto(`${site}/p/${best.groupId}`);
  expect(await seen.isVisible()).toBe(false);
  await page.goto(site);
  expect(await seen.getByRole("link", { name: best.title }).getAttribute("href")).toContain(best.groupId);
  await seen.getByRole("button", { name: /^Clear/ }).click();
  expect(await seen.isVisible()).toBe(false);
  await page.reload();
  expect(await seen.isVisible()).toBe(false);
  expect(complaints).toEqual([]);
  await context.close();
});
