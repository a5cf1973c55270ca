import type { Page } from "playwright-core";
import type { Traffic } from "./traffic.ts";

/** How long a page must hold still: less once it shows what we came for. */
const QUIET_MS = 400;
const QUIET_WITH_PRODUCT_MS = 80;

const STILL = `(async () => {
  const product = () => document.querySelector(
    'script[type="application/ld+json"],[itemtype*="schema.org/Product"],[typeof~="Product"],[typeof="schema:Product"],' +
    'meta[property="product:price:amount"],meta[property="og:price:amount"]');
  await new Promise((done) => {
    let timer;
    const restart = () => {
      clearTimeout(timer);
      timer = setTimeout(() => { observer.disconnect(); done(); }, product() ? ${QUIET_WITH_PRODUCT_MS} : ${QUIET_MS});
    };
    const observer = new MutationObserver(restart);
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    restart();
  });
})()`;

/** Waits until nothing is loading and the document has stopped changing; gives up without a word at the signal. */
export async function settle(page: Page, traffic: Traffic, signal: AbortSignal): Promise<void> {
  const givenUp = new Promise<true>((done) => signal.addEventListener("abort", () => done(true), { once: true }));
  while (!signal.aborted) {
    const before = traffic.started;
    const still = traffic
      .idle(signal)
      .then(() => page.evaluate(STILL))
      // A page that navigates takes the question with it; it is asked again.
      .catch(() => undefined);
    if (await Promise.race([givenUp, still.then(() => false)])) return;
    if (traffic.started === before) return;
  }
}
