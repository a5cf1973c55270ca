import type { Page } from "playwright-core";
import { expect, inject, it } from "vitest";
import { signUp, somebody } from "../src/person.ts";
import { program } from "./operator.ts";
import { browserAtRest, open } from "./storefront.ts";

const stage = inject("stage");
const { site } = stage;

const browser = browserAtRest(stage);

const PATIENCE = { timeout: 20_000 };
/** Follows from what is told live: no test here loads a page anew. */
const marked = { notReloaded: true };

/** What the checkout shows, in the frame that its script puts over the page. */
const checkout = (page: Page) => page.frameLocator("iframe[src*='razorpay']");

async function press(page: Page, button: string): Promise<void> {
  await checkout(page).getByRole("button", { name: button }).click();
}

it("a membership is refused by the bank, tried again, paid, active at once on every page, and paid back", {
  timeout: 180_000,
}, async () => {
  const { page, complaints, context } = await open(browser(), "phone");
  await page.goto(`${site}/membership`);
  await signUp(page, stage, somebody("Meera"));
  const standing = page.locator("[data-standing]");
  await page.getByRole("heading", { name: "You are not a member" }).waitFor();

  const payments = await context.newPage();
  await payments.goto(`${site}/payments`);
  await payments.getByText("No payments yet").waitFor();
  for (const one of [page, payments]) await one.evaluate((mark) => Object.assign(globalThis, mark), marked);

  await page.getByRole("button", { name: /^Pay ₹99 / }).click();
  await press(page, "Decline");
  await press(page, "Close checkout");
  await page.getByText("The payment did not go through").waitFor();
  await payments.locator("[data-state=failed]").waitFor();
  expect(await standing.getAttribute("data-standing")).toBe("none");

  await page.getByRole("button", { name: "Try again" }).click();
  await press(page, "Pay ₹99");
  await expect.poll(() => standing.getAttribute("data-standing"), PATIENCE).toBe("active");
  const paid = payments.locator("[data-state=captured]");
  await paid.waitFor();
  expect(await paid.locator(".price").textContent()).toBe("₹99");

  const paymentId = (await paid.getAttribute("data-payment"))!;
  const { code, out } = await program(["payment", "refund", paymentId, "--reason", "Asked by the shopper"], {
    PORT: new URL(site).port,
  });
  expect([code, out]).toEqual([0, expect.stringContaining("processed")]);
  await payments.getByText("₹99 paid back").waitFor();
  await expect.poll(() => standing.getAttribute("data-standing"), PATIENCE).toBe("none");

  for (const one of [page, payments]) {
    expect(await one.evaluate(() => (globalThis as { notReloaded?: boolean }).notReloaded)).toBe(true);
  }
  expect(complaints).toEqual([]);
  await context.close();
});
