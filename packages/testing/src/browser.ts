import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Headless Chromium from the package registry; nothing is downloaded beside it. */
export async function launch(more: string[] = []): Promise<Browser> {
  return playwright.launch({ executablePath: await chromium.executablePath(), args: [...FLAGS, ...more] });
}

export const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } } as const;
export type Size = keyof typeof SIZES;
