import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { barriers } from "../src/barriers.ts";
import { launch, SIZES } from "../src/browser.ts";
import { pauseCrawl } from "../src/calm.ts";
import { keep, open, settle, wanted } from "./storefront.ts";

const stage = inject("stage");

let browser: Browser;
let pages: Record<string, string>;
beforeAll(async () => {
  browser = await launch();
  await settle(stage);
  const best = await wanted(stage);
  pages = {
    home: "/",
    search: "/search?q=kurta",
    filtered: "/search?q=kurta&size=M&max=2000",
    empty: "/search?q=zzxqj&brand=Nobody",
    product: `/p/${best.groupId}`,
    reviews: `/reviews/${best.groupId}`,
    category: `/c/${best.category}`,
    brand: `/search?brand=${encodeURIComponent(best.brand ?? "")}`,
    brands: "/brands",
    about: "/about",
    bot: "/bot",
    missing: "/nothing-here",
  };
}, 600_000);
afterAll(async () => {
  await pauseCrawl(stage, false);
  await browser?.close();
});

it.each(["light", "dark"] as const)("no %s page keeps anybody out, nor is wider than its screen", async (scheme) => {
  const { page, context } = await open(browser, "phone", { scheme });
  const wrong: string[] = [];
  for (const [name, address] of Object.entries(pages)) {
    await page.setViewportSize(SIZES.phone);
    await page.goto(stage.site + address);
    for (const size of ["phone", "desktop"] as const) {
      await page.setViewportSize(SIZES[size]);
      await keep(page, `${name}-${size}-${scheme}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > SIZES[size].width) wrong.push(`${name}-${size}: ${width} pixels wide`);
      // Colours are those of the theme, whatever the width.
      if (size === "phone" || scheme === "light") {
        wrong.push(...(await barriers(page)).map((what) => `${name}-${size} ${what}`));
      }
    }
  }
  await context.close();
  expect(wrong).toEqual([]);
});

it("neither does what opens on a page: suggestions, the filter sheet, the table of prices", async () => {
  const { page, context } = await open(browser, "phone", { scheme: "dark" });
  await page.goto(`${stage.site}/search?q=kurta`);
  await page.getByRole("button", { name: "Filters" }).click();
  const wrong = (await barriers(page)).map((what) => `sheet ${what}`);
  await page.goto(stage.site + pages.product);
  await page.getByText("Every change as a table").click();
  wrong.push(...(await barriers(page)).map((what) => `table ${what}`));
  await page.getByRole("combobox").fill("kur");
  await page.getByRole("option").first().waitFor();
  wrong.push(...(await barriers(page)).map((what) => `suggestions ${what}`));
  await context.close();
  expect(wrong).toEqual([]);
});
