import type { SearchResponse } from "@stylegence/contracts/search";
import type { Browser } from "playwright-core";
import { barriers } from "../barriers.ts";
import { launch, SIZES } from "../browser.ts";
import { freePort } from "../services.setup.ts";
import { lighthouse, rate, VERSION } from "./pages/lighthouse.ts";
import { type Paint, paint, score, weigh } from "./pages/load.ts";
import { type Bench, quantile } from "./result.ts";

const SITE = process.env.SITE ?? "http://127.0.0.1:4321";
const LOADS = 3;

/** What pages weigh, how they come up on a slow phone, and what Lighthouse and axe say of them. */
const bench: Bench = async () => {
  const addresses = await pagesOf(SITE);
  const port = await freePort();
  const browser = await launch([`--remote-debugging-port=${port}`]);
  const auditor = await lighthouse();
  try {
    const rows: string[][] = [];
    for (const [name, address] of Object.entries(addresses)) {
      const { html, css, script, all } = await weigh(browser, address);
      const { fcp, lcp, cls, tbt } = await median(browser, address);
      const rated = async (category: string) =>
        "missing" in auditor ? "–" : String((await rate(auditor, address, category, port)) ?? "–");
      rows.push([
        name,
        ...[html, css, script, all].map((bytes) => (bytes / 1024).toFixed(1)),
        ...[fcp, lcp, tbt].map((ms) => ms.toFixed(0)),
        cls.toFixed(3),
        String(score({ fcp, lcp, cls, tbt })),
        await rated("accessibility"),
        await rated("seo"),
        String(await violations(browser, address)),
      ]);
    }
    const missing = "missing" in auditor ? ` Lighthouse is not installed: ${auditor.missing}.` : "";
    return {
      title: "the storefront's pages on a phone",
      columns: [
        "page",
        "HTML KB",
        "CSS KB",
        "script KB",
        "all but pictures KB",
        "FCP ms",
        "LCP ms",
        "TBT ms",
        "CLS",
        "performance",
        "accessibility",
        "SEO",
        "axe violations",
      ],
      rows,
      notes: `First visit to a running \`pnpm dev\` (\`SITE=\` names another), sizes as transferred, 390 pixels wide. FCP, LCP, TBT and CLS are the browser's own, median of ${LOADS} loads with Lighthouse's mobile throttling (150 ms, 1.6 Mbit/s, processor ÷ 4) applied for real; "performance" is Lighthouse's score of them by its curves, without its speed index. Accessibility and SEO are Lighthouse ${VERSION} in the same Chromium. Its performance and best-practices categories need a trace, during which this headless build aborts the load, so they can't run here. Search pages keep out of search engines on purpose, which Lighthouse's SEO counts against them. axe counts both themes.${missing}`,
    };
  } finally {
    await browser.close();
  }
};

async function pagesOf(site: string): Promise<Record<string, string>> {
  const response = await fetch(`${site}/api/v1/search?q=kurta&sort=price_drop&limit=60`).catch(() => null);
  if (!response?.ok) throw new Error(`Nothing answers at ${site}: start \`pnpm dev\`, or name a site by SITE=.`);
  const { items } = (await response.json()) as SearchResponse;
  const [best] = items.toSorted((a, b) => b.offers - a.offers);
  if (!best) throw new Error(`${site} has no products yet.`);
  const { url: product } = await fetch(`${site}/p/${best.groupId}`);
  return {
    home: `${site}/`,
    search: `${site}/search?q=kurta`,
    category: `${site}/c/${best.category}`,
    product,
    brands: `${site}/brands`,
    about: `${site}/about`,
  };
}

async function median(browser: Browser, address: string): Promise<Paint> {
  const loads: Paint[] = [];
  for (let load = 0; load < LOADS; load++) loads.push(await paint(browser, address));
  const of = (name: keyof Paint) =>
    quantile(
      loads.map((one) => one[name]).sort((a, b) => a - b),
      0.5,
    );
  return { fcp: of("fcp"), lcp: of("lcp"), cls: of("cls"), tbt: of("tbt") };
}

async function violations(browser: Browser, address: string): Promise<number> {
  let count = 0;
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ viewport: SIZES.phone, colorScheme, reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    count += (await barriers(page)).length;
    await context.close();
  }
  return count;
}

export default bench;
