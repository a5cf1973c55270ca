import type { Page } from "playwright-core";
import { affiliateLever } from "./call-backs.ts";

/** A row of a network's books, as far as tests look into it. */
export interface Sale {
  id: string;
  network: string;
  orderId: string;
  subId: string;
  state: string;
  /** Minor units. */
  sale: number;
  commission: number;
}

export interface Buying {
  name?: string;
  /** Where the order confirmation goes; none is sent where this is absent. */
  email?: string;
  quantity?: number;
}

/**
 * Buys what a sandbox shop's product page shows, from that page, which must be open: Buy now, pay, thanks. Returns the order's id; the
 * page stays at the thanks, with the receipt to download.
 */
export async function buyAt(page: Page, { name = "Asha Rao", email, quantity = 1 }: Buying = {}): Promise<string> {
  await page.getByRole("link", { name: "Buy now" }).click();
  await page.getByLabel("Quantity").selectOption(String(quantity));
  await page.getByLabel("Your name").fill(name);
  if (email !== undefined) {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Send me the order confirmation").check();
  }
  await page.getByRole("button", { name: "Pay now" }).click();
  const id = await page.locator("[data-order-id]").getAttribute("data-order-id");
  if (id === null) throw new Error("The shop thanked for no order.");
  return id;
}

/** What the networks have of an order: a row or several. Their call-backs were sent before the shop said thanks, or are on their way. */
export const salesOf = (sandbox: string, orderId: string): Promise<Sale[]> =>
  affiliateLever(sandbox, "GET", `/conversions?orderId=${encodeURIComponent(orderId)}`);

/** What a network can make of a sale. Each returns once what it sent was answered. */
export type Verdict = "approve" | "payable" | "pay" | "decline" | "reverse";

/** Lets the network decide on every row of an order. */
export async function decide(sandbox: string, orderId: string, verdict: Verdict): Promise<void> {
  for (const { id } of await salesOf(sandbox, orderId)) {
    await affiliateLever(sandbox, "POST", `/conversions/${encodeURIComponent(id)}/${verdict}`);
  }
}

/** Takes the receipt from the page of thanks, as a shopper does. Returns the path of the file. */
export async function downloadReceipt(page: Page, kind: "pdf" | "png"): Promise<string> {
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: kind === "pdf" ? "Receipt as PDF" : "Receipt as a picture" }).click();
  return (await coming).path();
}
