import { extract } from "@stylegence/crawler/extract";
import { load } from "cheerio/slim";
import { samplePages } from "./sample.ts";
import { type Bench, quantile, sum, timed } from "./result.ts";

const PAGES = 300;

/** How long a page takes to become a product, beside parsing it and doing nothing more. */
const bench: Bench = async () => {
  const pages = await samplePages(PAGES);
  const parse = ({ html }: (typeof pages)[number]) => load(html);
  const read = ({ url, html, rules }: (typeof pages)[number]) => extract({ url, html, rules, defaultCurrency: "INR" });
  // Both once beforehand, so that neither pays for the other's compilation.
  await timed(pages, parse);
  await timed(pages, read);
  const parsed = await timed(pages, parse);
  const whole = await timed(pages, read);
  const row = (name: string, took: number[]) => [
    name,
    String(Math.round((pages.length * 1000) / sum(took))),
    quantile(took, 0.5).toFixed(2),
    quantile(took, 0.95).toFixed(2),
    (sum(took) / sum(parsed)).toFixed(2),
  ];
  const found = pages.filter((page) => read(page).product?.price).length;
  return {
    title: "pages to products, on one thread",
    columns: ["what", "pages/s", "p50 ms", "p95 ms", "ratio to parsing"],
    rows: [row("cheerio parse alone", parsed), row("extract", whole)],
    notes: `${pages.length} pages of the sandbox's shops (JSON-LD, microdata, text prices), ${found} with a price. Peers on real pages follow with the next issue.`,
  };
};

export default bench;
