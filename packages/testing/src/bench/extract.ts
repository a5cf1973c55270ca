import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { extract } from "@stylegence/crawler/extract";
import { load } from "cheerio/slim";
import type { Peer } from "./crawl/peers.ts";
import { extruct, metascraper } from "./extract/peers.ts";
import { type Answer, FIELDS, f1, publishedScores, type RealPage, realPages } from "./extract/real-pages.ts";
import type { Bench } from "./result.ts";
import { samplePages } from "./sample.ts";

const SAMPLE = 300;
const ROUNDS = 5;
const STATES: Readonly<Record<string, string>> = { in_stock: "InStock", out_of_stock: "OutOfStock" };

interface Run {
  answers: Answer[];
  cpuMs: number;
}

/** How right and how quick pages become products, beside what one would take instead. */
const bench: Bench = async () => {
  const real = realPages();
  const sandbox = await speedOnSandbox();
  const peers: [name: string, peer: Peer][] = [
    ["extruct", await extruct()],
    ["metascraper", await metascraper()],
  ];
  const own = readByUs(real);
  const rows = [rowOf("this", real, own)];
  for (const [name, peer] of peers) {
    if ("missing" in peer) rows.push([`${name} (not installed: ${peer.missing})`, "", "", "", "", ""]);
    else rows.push(rowOf(`${name} ${peer.version}`, real, await readByPeer(peer, real)));
  }
  for (const [name, scores] of Object.entries(publishedScores())) {
    rows.push([`${name}, as published`, ...FIELDS.map((field) => scores[field].toFixed(3)), ""]);
  }
  return {
    title: "pages to products",
    columns: ["F1 on real pages", ...FIELDS, "pages/s of CPU"],
    rows: real.length > 0 ? rows : [["../shared/data/product_pages is absent", "", "", "", "", ""]],
    notes: `${real.length} real product pages of 20 countries, ${Math.round(sizeOf(real) / 1000)} kB on average, in one run. A peer reads the same pages in a process of its own; the second of two passes is measured, in CPU time. Extruct: JSON-LD, microdata, RDFa and OpenGraph, the first product, its price by price-parser. Figures "as published" come with the pages (a public benchmark of extraction) and were not run here.\n\n${sandbox}`,
  };
};

function readByUs(pages: readonly RealPage[]): Run {
  const read = () =>
    pages.map(({ url, html }): Answer => {
      const { product, amounts } = extract({ url, html });
      return {
        price: product && amounts.price,
        availability: (product && STATES[product.availability]) ?? null,
        brand: product?.brand ?? null,
        sku: product?.sku ?? null,
      };
    });
  read();
  const before = process.cpuUsage();
  const answers = read();
  return { answers, cpuMs: since(before) };
}

async function readByPeer(peer: Extract<Peer, { command: string }>, pages: readonly RealPage[]): Promise<Run> {
  const folder = mkdtempSync(path.join(tmpdir(), "stylegence-bench-"));
  try {
    const file = path.join(folder, "pages.ndjson");
    writeFileSync(file, pages.map(({ url, html }) => JSON.stringify({ url, html })).join("\n"));
    const { stdout } = await promisify(execFile)(peer.command, [...peer.args, file], { maxBuffer: 1e8 });
    return JSON.parse(stdout.trim().split("\n").at(-1)!) as Run;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowOf(name: string, pages: readonly RealPage[], { answers, cpuMs }: Run): string[] {
  const scores = FIELDS.map((field) => f1(field, pages, answers).toFixed(3));
  return [name, ...scores, ((pages.length * 1000) / cpuMs).toFixed(1)];
}

/** A page of the sandbox's shops beside parsing it and doing nothing more; the least of some rounds of each. */
async function speedOnSandbox(): Promise<string> {
  const pages = await samplePages(SAMPLE);
  const read = () => pages.map(({ url, html, rules }) => extract({ url, html, rules, defaultCurrency: "INR" }));
  const parse = () => pages.map(({ html }) => load(html));
  const costs = { parse: Number.POSITIVE_INFINITY, read: Number.POSITIVE_INFINITY };
  for (let round = 0; round <= ROUNDS; round++) {
    const [parsed, whole] = [cost(parse), cost(read)];
    // The first round pays for the compilation of both.
    if (round > 0) {
      costs.parse = Math.min(costs.parse, parsed);
      costs.read = Math.min(costs.read, whole);
    }
  }
  const found = read().filter(({ product }) => product?.price).length;
  const line = (name: string, ms: number) =>
    `| ${name} | ${Math.round((pages.length * 1000) / ms)} | ${(ms / pages.length).toFixed(2)} | ${(ms / costs.parse).toFixed(1)} |`;
  return [
    `${pages.length} pages of the sandbox's shops (JSON-LD, microdata, text prices; ${Math.round(sizeOf(pages) / 1000)} kB on average), ${found} with a price, on one thread, the least CPU time of ${ROUNDS} rounds:`,
    "",
    "| what | pages/s of CPU | ms a page | ratio to parsing |",
    "| --- | --- | --- | --- |",
    line("cheerio parse alone", costs.parse),
    line("extract", costs.read),
  ].join("\n");
}

function cost(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return since(before);
}

function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const sizeOf = (pages: readonly { html: string }[]) =>
  pages.reduce((sum, { html }) => sum + html.length, 0) / (pages.length || 1);

export default bench;
