import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { ProductResponse } from "@stylegence/contracts/product";
import type { SearchResponse } from "@stylegence/contracts/search";
import * as Past from "@stylegence/core/catalog/past";
import { operate } from "@stylegence/local/operate";
import { root } from "@stylegence/local/parts/cache";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { launch, SIZES, type Size } from "../src/browser.ts";
import { drained, pauseCrawl } from "../src/calm.ts";

const stage = inject("stage");
const { site } = stage;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
/** `SCREENSHOTS=1 pnpm test browser` renews the pictures that the docs show. */
const KEEP = process.env.SCREENSHOTS === "1";
const FOLDER = path.join(root, "docs/screenshots");

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
  if (KEEP) mkdirSync(FOLDER, { recursive: true });
  await vi.waitFor(
    async () => {
      const found = (await (await fetch(`${site}/api/v1/search?q=kurta&limit=24`)).json()) as SearchResponse;
      expect(found.items.filter(({ image }) => image?.startsWith("/media/")).length).toBeGreaterThan(7);
      expect(found.items.some(({ offers }) => offers > 1)).toBe(true);
    },
    { timeout: 290_000, interval: 1000 },
  );
  // What a facet promises must still be true when it is picked.
  await pauseCrawl(stage, true);
  await tellPast();
  await drained(stage, 280_000);
}, 600_000);

/** A stage of a minute has one day of prices; a chart begins with the second. */
async function tellPast(): Promise<void> {
  const read = async <T>(address: string): Promise<T> => (await (await fetch(`${site}/api/v1${address}`)).json()) as T;
  const { items } = await read<SearchResponse>("/search?q=kurta&limit=60");
  const at = new Date(Date.now() - 20 * 86_400_000).toISOString();
  for (const { groupId } of items) {
    const [shop] = (await read<ProductResponse>(`/products/${groupId}`)).shops;
    if (!shop) continue;
    const price = { ...shop.price, amount: Math.round(shop.price.amount * 1.2) };
    await operate(stage.name, stage.emulator, () => Past.add(shop.source.id, shop.url, [{ at, price }]));
  }
}
afterAll(async () => {
  await pauseCrawl(stage, false);
  await browser?.close();
});

interface Visit {
  page: Page;
  /** What the browser complained of: scripts that failed, policies that were broken. */
  complaints: string[];
  context: BrowserContext;
}

async function open(size: Size, options: { script?: boolean; scheme?: "light" | "dark" } = {}): Promise<Visit> {
  const { script = true, scheme = "light" } = options;
  const context = await browser.newContext({
    viewport: SIZES[size],
    colorScheme: scheme,
    javaScriptEnabled: script,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  return { page, complaints, context };
}

/** Those that the docs show. */
const SHOWN = /^(home|search|product)-(phone|desktop)-light$|^(home|product)-phone-dark$/;

async function keep(page: Page, name: string): Promise<void> {
  if (KEEP && SHOWN.test(name)) await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
}

/** What keeps people from using the page, by the rules of WCAG 2.1 AA. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { run } = (globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: AxeRow[] }> } })
      .axe;
    interface AxeRow {
      id: string;
      nodes: { html: string }[];
    }
    const { violations } = await run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

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
  if (!script) await page.getByRole("button", { name: "Show results" }).click();
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
    expect(await go.first().getAttribute("href")).toMatch(/^http:\/\/\w+\.localhost/);
    expect(await go.first().getAttribute("rel")).toContain("sponsored");
    await page.getByRole("heading", { name: "Price history" }).waitFor();
    expect(await page.locator("[data-chart] svg[role=img]").count()).toBe(1);
    await page.getByRole("heading", { name: "Similar finds" }).waitFor();
    expect(await page.locator("section[aria-labelledby=similar] a[href^='/p/']").count()).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

it("every page is free of barriers, in both themes", async () => {
  const found = (await (await fetch(`${site}/api/v1/search?q=kurta&sort=price_drop`)).json()) as SearchResponse;
  const best = found.items.toSorted((a, b) => b.offers - a.offers)[0]!;
  const pages = {
    home: "/",
    search: "/search?q=kurta",
    product: `/p/${best.groupId}`,
    category: `/c/${best.category}`,
    brand: `/search?brand=${encodeURIComponent(best.brand ?? "")}`,
    brands: "/brands",
    missing: "/nothing-here",
  };
  const wrong: string[] = [];
  for (const scheme of ["light", "dark"] as const) {
    for (const size of ["phone", "desktop"] as const) {
      const { page, context } = await open(size, { scheme });
      for (const [name, address] of Object.entries(pages)) {
        await page.goto(site + address);
        await page.waitForLoadState("networkidle");
        await keep(page, `${name}-${size}-${scheme}`);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > SIZES[size].width) wrong.push(`${name}-${size}: ${width} pixels wide`);
        if (size === "phone") wrong.push(...(await barriers(page)).map((what) => `${name}-${scheme} ${what}`));
      }
      await context.close();
    }
  }
  expect(wrong).toEqual([]);
}, 300_000);
