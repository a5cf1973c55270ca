import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { launch } from "../src/browser.ts";
import { open } from "./storefront.ts";

const { site } = inject("stage");

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

it("the site's worker is let in by its own policy, and shows what a push service brings", async () => {
  const { page, complaints, context } = await open(browser, "phone");
  const updates = await context.newCDPSession(page);
  const registered = new Promise<string>((known) => {
    updates.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [first] = registrations;
      if (first) known(first.registrationId);
    });
  });
  await updates.send("ServiceWorker.enable");
  await page.goto(`${site}/about`);
  const scope = await page.evaluate(async () => {
    await navigator.serviceWorker.register("/push-worker.js");
    return (await navigator.serviceWorker.ready).scope;
  });
  expect(scope).toBe(`${site}/`);

  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error("There is no worker.");
  // This browser has no place to show a notification, so the worker's wish is looked at.
  await worker.evaluate(() => {
    const { registration } = globalThis as unknown as { registration: Record<string, unknown> };
    registration.shown = [];
    registration.showNotification = async (...given: unknown[]) => (registration.shown as unknown[]).push(given);
  });
  const data = JSON.stringify({ notificationId: "ntf_1", title: "₹999", body: "Kurta", href: "/wishlist" });
  await updates.send("ServiceWorker.deliverPushMessage", { origin: site, registrationId: await registered, data });
  const shown = () =>
    worker.evaluate(() => (globalThis as unknown as { registration: { shown: unknown[] } }).registration.shown);
  await vi.waitFor(async () => expect(await shown()).toHaveLength(1), { timeout: 10_000 });
  const options = { body: "Kurta", tag: "ntf_1", data: { href: `${site}/wishlist` } };
  expect(await shown()).toMatchObject([["₹999", options]]);
  expect(complaints).toEqual([]);
  await context.close();
});

it("the page that a mail leads to stops nothing by itself, and says what became of a link", async () => {
  const { page, complaints, context } = await open(browser, "phone");
  await page.goto(`${site}/unsubscribe?token=nonsense`);
  await page.getByRole("button", { name: "Stop them" }).press("Enter");
  await page.getByText("This link is no longer good").waitFor();
  expect(complaints.filter((complaint) => !/400/.test(complaint))).toEqual([]);
  await context.close();
});
