import { mkdirSync } from "node:fs";
import path from "node:path";
import type { ProductResponse } from "@stylegence/contracts/product";
import type { SearchItem, SearchResponse } from "@stylegence/contracts/search";
import * as Past from "@stylegence/core/catalog/past";
import { operate } from "@stylegence/local/operate";
import { root } from "@stylegence/local/parts/cache";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { launch, SIZES, type Size } from "../src/browser.ts";
import { drained, pauseCrawl } from "../src/calm.ts";
import type { DeployedStage } from "../src/stage.setup.ts";

/** An answer of the stage's public API. */
export async function read<T>({ site }: Pick<DeployedStage, "site">, address: string): Promise<T> {
  return (await (await fetch(`${site}/api/v1${address}`)).json()) as T;
}

/** Waits until there is something to shop for, and leaves the stage at rest: what a facet promises must still be true when it is picked. */
export async function settle(stage: DeployedStage): Promise<void> {
  await vi.waitFor(
    async () => {
      const found = await read<SearchResponse>(stage, "/search?q=kurta&limit=24");
      expect(found.items.filter(({ image }) => image?.startsWith("/media/")).length).toBeGreaterThan(7);
      expect(found.items.some(({ offers }) => offers > 1)).toBe(true);
    },
    { timeout: 290_000, interval: 1000 },
  );
  await pauseCrawl(stage, true);
  await tellPast(stage);
  await drained(stage, 280_000);
}

/** A browser for the tests of a file, while the stage is at rest; the crawl goes on after them. */
export function browserAtRest(stage: DeployedStage): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launch();
    await settle(stage);
  }, 600_000);
  afterAll(async () => {
    await pauseCrawl(stage, false);
    await browser?.close();
  });
  return () => browser!;
}

/** A stage of a minute has one day of prices; a chart begins with the second. */
async function tellPast(stage: DeployedStage): Promise<void> {
  const { items } = await read<SearchResponse>(stage, "/search?q=kurta&limit=60");
  const at = new Date(Date.now() - 20 * 86_400_000).toISOString();
  for (const { groupId } of items) {
    const [shop] = (await read<ProductResponse>(stage, `/products/${groupId}`)).shops;
    if (!shop) continue;
    const price = { ...shop.price, amount: Math.round(shop.price.amount * 1.2) };
    await operate(stage.name, stage.emulator, () => Past.add(shop.source.id, shop.url, [{ at, price }]));
  }
}

/** The kurta that the most shops sell. */
export async function wanted(stage: DeployedStage): Promise<SearchItem> {
  const { items } = await read<SearchResponse>(stage, "/search?q=kurta&sort=price_drop");
  return items.toSorted((a, b) => b.offers - a.offers)[0]!;
}

export interface Visit {
  page: Page;
  /** What the browser complained of: scripts that failed, policies that were broken. */
  complaints: string[];
  context: BrowserContext;
}

/** A first visit by somebody with that screen. */
export async function open(
  browser: Browser,
  size: Size,
  options: { script?: boolean; scheme?: "light" | "dark" } = {},
): Promise<Visit> {
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

/** `SCREENSHOTS=1 pnpm test browser` renews the pictures that the docs show. */
const KEEP = process.env.SCREENSHOTS === "1";
const FOLDER = path.join(root, "docs/screenshots");
/** Those that the docs show. */
const SHOWN =
  /^(home|search|product|dashboard|wishlist)-(phone|desktop)-light$|^(home|product|wishlist)-phone-dark$|^(notifications|privacy|family|membership)-phone-light$|^walk-/;

export async function keep(page: Page, name: string): Promise<void> {
  if (!KEEP || !SHOWN.test(name)) return;
  mkdirSync(FOLDER, { recursive: true });
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
}
