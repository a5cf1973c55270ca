import type { ProductResponse } from "@stylegence/contracts/product";
import { listing } from "@stylegence/core/catalog/listing.entity";
import * as Product from "@stylegence/core/catalog/product";
import { write } from "@stylegence/core/platform/transaction";
import { operate } from "@stylegence/local/operate";
import { describe, expect, inject, it } from "vitest";
import { browserAtRest, open, read, wanted } from "./storefront.ts";

const stage = inject("stage");

const browser = browserAtRest(stage);

/** Every listing of a product asks for less: a factor, in whole rupees. */
const reprice = (groupId: string, factor: number) =>
  operate(stage.name, stage.emulator, () =>
    Product.change(groupId, ({ listings }) =>
      listings.map((one) => {
        const price = one.price && { ...one.price, amount: Math.round((one.price.amount * factor) / 100) * 100 };
        return write(listing().put({ ...one, price }));
      }),
    ),
  );

describe("a product page that is open", () => {
  it.each(["phone", "desktop"] as const)(
    "shows on a %s what the shops ask now, and stays where it is",
    async (size) => {
      const { groupId } = await wanted(stage);
      const { page, complaints, context } = await open(browser(), size);
      const opened = page.waitForEvent("websocket");
      await page.goto(`${stage.site}/p/${groupId}`);
      const socket = await opened;
      if (!socket.url().endsWith("/live")) throw new Error(socket.url());
      await socket.waitForEvent("framereceived", {
        predicate: ({ payload }) => String(payload).includes("subscribed"),
      });

      const before = await page.locator(".buy-price .price").textContent();
      const link = page.locator("#compare a.button").first();
      await link.focus();
      const href = await link.getAttribute("href");
      await page.evaluate(() => {
        Object.assign(window, { stays: true });
      });
      const top = await page.evaluate(() => scrollY);

      await reprice(groupId, size === "phone" ? 0.8 : 0.7);
      await expect.poll(() => page.locator(".buy-price .price").textContent(), { timeout: 60_000 }).not.toBe(before);
      const now = (await page.locator(".buy-price .price").textContent()) ?? "";
      const { price } = await read<ProductResponse>(stage, `/products/${groupId}?live=1`);
      expect(Number(now.replace(/[^\d.]/g, ""))).toBe(price!.amount / 100);
      expect(await page.locator("#live-status").textContent()).toContain(now);
      expect(await page.evaluate(() => "stays" in window)).toBe(true);
      expect(await page.evaluate(() => document.activeElement?.getAttribute("href"))).toBe(href);
      expect(await page.evaluate(() => scrollY)).toBe(top);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});
