import type { Browser, CDPSession, Page } from "playwright-core";
import { SIZES } from "../../browser.ts";

export interface Weight {
  html: number;
  css: number;
  script: number;
  /** Everything but pictures, fonts among it. */
  all: number;
}

export interface Paint {
  fcp: number;
  lcp: number;
  cls: number;
  /** Milliseconds beyond 50 of each task longer than that, as Lighthouse's total blocking time. */
  tbt: number;
}

/** Lighthouse's own mobile profile: 4G that is slow, and a processor four times as slow. */
const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 2 ** 20) / 8,
  uploadThroughput: 750_000 / 8,
};
const CPU_RATE = 4;
const KINDS: Record<string, keyof Weight> = { document: "html", stylesheet: "css", script: "script" };

/** What the first visit to a page transfers, compressed. */
export async function weigh(browser: Browser, address: string): Promise<Weight> {
  return inPage(browser, async (page) => {
    const weight: Weight = { html: 0, css: 0, script: 0, all: 0 };
    const counted: Promise<void>[] = [];
    page.on("requestfinished", (request) => {
      const kind = request.resourceType();
      if (kind === "image") return;
      counted.push(
        request.sizes().then(({ responseBodySize }) => {
          weight.all += responseBodySize;
          const name = KINDS[kind];
          if (name) weight[name] += responseBodySize;
        }),
      );
    });
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    await Promise.all(counted);
    return weight;
  });
}

interface Seen {
  fcp: number;
  lcp: number;
  cls: number;
  tbt: number;
}

const OBSERVE = `
window.seen = { fcp: 0, lcp: 0, cls: 0, tbt: 0 };
const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
watch("paint", (e) => { if (e.name === "first-contentful-paint") seen.fcp = e.startTime; });
watch("largest-contentful-paint", (e) => { seen.lcp = e.startTime; });
watch("layout-shift", (e) => { if (!e.hadRecentInput) seen.cls += e.value; });
watch("longtask", (e) => { seen.tbt += Math.max(0, e.duration - 50); });
`;

/** How the page comes up on a slow phone, as the browser itself tells it. */
export async function paint(browser: Browser, address: string): Promise<Paint> {
  return inPage(browser, async (page, session) => {
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", NETWORK);
    await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_RATE });
    await page.addInitScript(OBSERVE);
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    return page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  });
}

async function inPage<T>(browser: Browser, body: (page: Page, session: CDPSession) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: SIZES.phone, deviceScaleFactor: 1.75, isMobile: true });
  try {
    const page = await context.newPage();
    return await body(page, await context.newCDPSession(page));
  } finally {
    await context.close();
  }
}

/** Lighthouse 13's curves of its mobile metrics: what scores 0.9, what scores 0.5, and the weight. */
const CURVES: Record<keyof Paint, [p10: number, median: number, weight: number]> = {
  fcp: [1800, 3000, 10],
  lcp: [2500, 4000, 25],
  tbt: [200, 600, 30],
  cls: [0.1, 0.25, 25],
};

/** Lighthouse's performance score, 0 to 100, of these metrics by its log-normal curves; without its speed index. */
export function score(seen: Paint): number {
  const parts = Object.entries(CURVES).map(([name, [p10, median, weight]]) => ({
    weight,
    value: logNormal(seen[name as keyof Paint], p10, median),
  }));
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  return Math.round((parts.reduce((sum, { weight, value }) => sum + weight * value, 0) / weights) * 100);
}

const INVERSE_ERFC_OF_A_FIFTH = 0.9061938024368232;

function logNormal(value: number, p10: number, median: number): number {
  if (value <= 0) return 1;
  const spread = -Math.log(p10 / median) / (Math.SQRT2 * INVERSE_ERFC_OF_A_FIFTH);
  return (1 - erf(Math.log(value / median) / (Math.SQRT2 * spread))) / 2;
}

/** Abramowitz and Stegun 7.1.26, to 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - poly * Math.exp(-x * x));
}
