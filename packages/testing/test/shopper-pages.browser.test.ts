import type { SearchItem, SearchResponse } from "@stylegence/contracts/search";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { barriers } from "../src/barriers.ts";
import { launch, SIZES } from "../src/browser.ts";
import { signUp, somebody } from "../src/person.ts";
import { keep, open, read, type Visit } from "./storefront.ts";

const stage = inject("stage");
const { site } = stage;

const PAGES = {
  dashboard: "/dashboard",
  wishlist: "/wishlist",
  notifications: "/notifications",
  settings: "/notifications/settings",
  family: "/family",
  membership: "/membership",
  payments: "/payments",
  rewards: "/rewards",
  purchases: "/purchases",
  profile: "/profile",
  measurements: "/measurements",
  privacy: "/privacy",
  invitation: "/invite",
};
const NARROW = { width: 360, height: 780 };

let browser: Browser;
let visit: Visit;
let product: SearchItem;
beforeAll(async () => {
  browser = await launch();
  visit = await open(browser, "phone");
  product = await vi.waitFor(
    async () => {
      const { items } = await read<SearchResponse>(stage, "/search?q=kurta&availability=in_stock");
      expect(items.length).toBeGreaterThan(0);
      return items[0]!;
    },
    { timeout: 290_000, interval: 1000 },
  );
  await visit.page.goto(`${site}/p/${product.groupId}`);
  await signUp(visit.page, stage, somebody("Asha"));
}, 600_000);
afterAll(async () => {
  await visit?.context.close();
  await browser?.close();
});

/** What stands on the page where its data does not come; null when it has come. */
async function stuck(page: Page): Promise<string | null> {
  const island = page.locator("[data-island]");
  const here = page.locator("[data-island]:not(:has([aria-busy])):not(:has(.bone))");
  return here.waitFor({ timeout: 15_000 }).then(
    () => null,
    () => island.innerHTML(),
  );
}
const heart = (page: Page) => page.locator(".buy-head").getByRole("button", { name: /^Wish for/ });
const toast = (page: Page, text: RegExp) => page.getByRole("status").filter({ hasText: text });
/** What has the focus says; nothing has it where the page itself would. */
const focused = (page: Page) =>
  page.evaluate(() =>
    document.activeElement === document.body ? "" : (document.activeElement?.textContent?.trim() ?? ""),
  );

it("a wish is made by keyboard; the dialog that asks which one gives the focus back", async () => {
  const { page } = visit;
  await page.goto(`${site}/p/${product.groupId}`);
  await page.locator("[data-avatar].is-person").waitFor();
  await heart(page).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Which one?" });
  const isAsked = await Promise.race([
    dialog.waitFor().then(() => true),
    toast(page, /is on your wishlist/)
      .waitFor()
      .then(() => false),
  ]);
  if (isAsked) {
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await heart(page).evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "Add to wishlist" }).focus();
    await page.keyboard.press("Enter");
  }
  await toast(page, /is on your wishlist/).waitFor();
  await expect.poll(() => heart(page).getAttribute("aria-pressed")).toBe("true");
  await page.reload();
  await expect.poll(() => heart(page).getAttribute("aria-pressed")).toBe("true");
});

it.each(["light", "dark"] as const)(
  "no %s page of a shopper keeps anybody out, nor is wider than its screen",
  async (scheme) => {
    const { page } = visit;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const wrong: string[] = [];
    for (const [name, address] of Object.entries(PAGES)) {
      await page.setViewportSize(NARROW);
      await page.goto(site + address);
      expect(await stuck(page), address).toBeNull();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > NARROW.width) wrong.push(`${name}: ${width} pixels wide`);
      for (const size of ["phone", "desktop"] as const) {
        await page.setViewportSize(SIZES[size]);
        await keep(page, `${name}-${size}-${scheme}`);
        if (size === "phone" || scheme === "light") {
          wrong.push(...(await barriers(page)).map((what) => `${name}-${size} ${what}`));
        }
      }
    }
    await page.setViewportSize(SIZES.phone);
    await page.emulateMedia({ colorScheme: "light" });
    expect(wrong).toEqual([]);
  },
);

it("a target price is set without a mouse; what is no price is named at its field", async () => {
  const { page } = visit;
  await page.goto(`${site}/wishlist`);
  const row = page.getByRole("article", { name: product.title });
  await row.waitFor();
  await row.locator("summary").focus();
  await page.keyboard.press("Enter");
  const target = row.getByLabel("Target price", { exact: true });
  await target.waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.type("cheap");
  await page.keyboard.press("Enter");
  await expect.poll(() => target.getAttribute("aria-invalid")).toBe("true");
  expect(await target.getAttribute("aria-describedby")).toContain("error");
  await target.fill("10");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Save");
  await page.keyboard.press("Enter");
  await toast(page, /Saved/).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.reload();
  await page.getByText("₹10 or less").waitFor();
});

it("what was removed comes back by the key that is under the finger; offline nothing is lost", async () => {
  const { page, context } = visit;
  await page.goto(`${site}/wishlist`);
  const row = page.getByRole("article", { name: product.title });
  await row.getByRole("button", { name: `Remove ${product.title}` }).focus();
  await page.keyboard.press("Enter");
  await row.waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toContain("Undo");
  await page.keyboard.press("Enter");
  await row.waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe(`Remove ${product.title}`);

  await row.locator("summary").click();
  const drop = row.getByRole("switch", { name: "Any price drop" });
  expect(await drop.isChecked()).toBe(true);
  await context.setOffline(true);
  await drop.click();
  await toast(page, /offline/).waitFor();
  expect(await drop.isChecked()).toBe(true);
  await context.setOffline(false);
  await drop.click();
  await expect.poll(() => row.locator("summary").textContent()).not.toContain("Any drop");

  // Who leaves at once meant it.
  await row.getByRole("button", { name: `Remove ${product.title}` }).click();
  await row.waitFor({ state: "detached" });
  await page.goto(`${site}/dashboard`);
  await page.getByRole("heading", { name: "No price has fallen" }).waitFor();
  await page.goto(`${site}/wishlist`);
  await page.getByRole("heading", { name: "Nothing here yet" }).waitFor();
});

it("who is signed out is told what a page is for, and who has no script as well", async () => {
  const { page, complaints, context } = await open(browser, "phone");
  for (const address of Object.values(PAGES)) {
    await page.goto(site + address);
    expect(await stuck(page), address).toBeNull();
    expect(await page.locator("[data-island]").getByRole("button", { name: "Sign in" }).count(), address).toBe(1);
  }
  expect(await barriers(page)).toEqual([]);
  await page.goto(`${site}/wishlist`);
  await page.locator("[data-island]").getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Email address").waitFor();
  expect(decodeURIComponent(page.url())).toContain(`${site}/wishlist`);
  expect(complaints).toEqual([]);
  await context.close();

  const plain = await open(browser, "phone", { script: false });
  await plain.page.goto(`${site}/wishlist`);
  expect(await plain.page.locator("noscript").first().textContent()).toContain("needs script");
  expect(await plain.page.locator("[data-island]").isVisible()).toBe(false);
  await plain.context.close();
});
