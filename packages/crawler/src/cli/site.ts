import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { type Addresses, type CrawlOptions, crawl } from "../engine/crawl.ts";
import type { PageLine } from "../engine/page-line.ts";
import { siteAddresses } from "../engine/site.ts";
import { shaped } from "./shape.ts";

/** Where the pages to visit come from: a shop or sitemap, a file with one address a line, or "-" for standard input. */
export function sourceOf(source: string, input: Readable): Addresses {
  if (/^https?:\/\//i.test(source)) return (needs) => siteAddresses(source, needs);
  return linesOf(source === "-" ? input : createReadStream(source));
}

async function* linesOf(input: Readable): AsyncGenerator<string> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== "" && !line.startsWith("#")) yield line.trim();
  }
}

/** Visits and writes one line of NDJSON a page, no faster than `output` takes them. Returns how many there were of each outcome. */
export async function runSite(
  addresses: Addresses,
  output: Writable,
  options: CrawlOptions,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for await (const line of crawl(addresses, options)) {
    counts[line.outcome] = (counts[line.outcome] ?? 0) + 1;
    if (!output.write(`${JSON.stringify(printedLine(line))}\n`)) await once(output, "drain");
  }
  return counts;
}

function printedLine({ extraction, ...line }: PageLine): Record<string, unknown> {
  if (!extraction) return { ...line };
  if (!extraction.product) return { ...line, links: extraction.links.length };
  return { ...line, product: shaped(extraction) };
}
