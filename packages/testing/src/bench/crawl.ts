import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "@stylegence/local/parts/cache";
import { crawlee, type Peer, scrapy } from "./crawl/peers.ts";
import { openShop, type Run, race, type Shop } from "./crawl/race.ts";
import type { Bench } from "./result.ts";

const PAGES = Number(process.env.BENCH_PAGES ?? 5000);
const CONCURRENCY = 16;
const STOPS = [Math.round(PAGES / 5), PAGES];
const NO_LIMIT = 100_000;

/** Of the run that shows the budget: so many requests a second, for so many pages. */
const BUDGET_RPS = 40;
const BUDGET_PAGES = 240;

interface Entrant {
  name: string;
  peer: Peer;
  args: (list: string, output: string) => string[];
  /** Addresses that it visits; all where absent. */
  most?: number;
}

const EXTRACT = fileURLToPath(import.meta.resolve("@stylegence/crawler/extract"));
/** As in the script of package.json. */
const FLAGS = ["--max-semi-space-size=4", "--disable-warning=ExperimentalWarning"];
const CLI = path.join(root, "packages/crawler/src/cli/main.ts");

/** Our own crawler as its command line starts it. */
function ours(name: string, state: string, rps = NO_LIMIT, most = PAGES): Entrant {
  const common = ["--resolve", "127.0.0.1=127.0.0.1", "--currency", "INR", "--state", state];
  const limits = ["--rps", String(rps), "--concurrency", String(CONCURRENCY), "--per-domain", String(CONCURRENCY)];
  return {
    name,
    most,
    peer: { command: "sh", args: ["-c", 'out=$1; shift; exec "$@" > "$out"', "sh"], version: "" },
    args: (list, output) => [output, process.execPath, ...FLAGS, CLI, "site", list, ...common, ...limits],
  };
}

/** Fetching, reading and comparing a shop's pages, by us and by those whom one would take instead. */
const bench: Bench = async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "stylegence-bench-"));
  const shop = await openShop(PAGES);
  try {
    const state = path.join(folder, "state");
    const cheerio = await crawlee();
    const python = await scrapy();
    const plain = (list: string, output: string) => [list, output, String(CONCURRENCY)];
    const entrants: Entrant[] = [
      ours("ours, first crawl", state),
      ours("ours, again (304)", state),
      {
        name: "Crawlee CheerioCrawler, our extract()",
        peer: cheerio,
        args: (...f) => [...plain(...f), "cheerio", EXTRACT],
      },
      { name: "Crawlee HttpCrawler, our extract()", peer: cheerio, args: (...f) => [...plain(...f), "http", EXTRACT] },
      { name: "Scrapy, extruct and price-parser", peer: python, args: plain },
    ];
    const rows: string[][] = [];
    let best = 0;
    for (const entrant of entrants) {
      const run = await go(shop, entrant, folder);
      if (typeof run === "string") rows.push([entrant.name, run, "", "", "", "", ""]);
      else {
        const perCore = (run.lines * 1000) / run.cpuMs;
        if (rows.length === 0) best = perCore;
        rows.push(rowOf(entrant.name, run, best));
      }
    }
    const polite = await go(shop, ours("", path.join(folder, "polite"), BUDGET_RPS, BUDGET_PAGES), folder);
    return {
      title: `${PAGES} product pages of one shop, ${CONCURRENCY} at once`,
      columns: ["who", "pages/s per core", "ratio", "pages/s", "CPU ms a page", "MB at 1/5 and at the end", "peak MB"],
      rows,
      notes: notesOf(shop, cheerio, python, typeof polite === "string" ? polite : politeness(polite)),
    };
  } finally {
    shop.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

interface Raced extends Run {
  lines: number;
  priced: number;
}

async function go(shop: Shop, { peer, args, most = PAGES }: Entrant, folder: string): Promise<Raced | string> {
  if ("missing" in peer) return `not installed: ${peer.missing}`;
  const list = path.join(folder, "addresses");
  const output = path.join(folder, "lines");
  writeFileSync(list, `${shop.addresses.slice(0, most).join("\n")}\n`);
  rmSync(output, { force: true });
  const run = await race(shop, peer.command, [...peer.args, ...args(list, output)], STOPS);
  if (run.error) return `failed: ${run.error}`;
  const lines = readFileSync(output, "utf8").split("\n").filter(Boolean);
  const priced = lines.filter((line) => /"(?:price|amount)":\s*(?:\{|"[\d.,]+")/.test(line)).length;
  return { ...run, lines: lines.length, priced };
}

function rowOf(name: string, run: Raced, best: number): string[] {
  const perCore = (run.lines * 1000) / run.cpuMs;
  const told = run.lines === PAGES ? name : `${name} (${run.lines} lines)`;
  return [
    told,
    perCore.toFixed(0),
    (perCore / best).toFixed(2),
    ((run.lines * 1000) / run.wallMs).toFixed(0),
    (run.cpuMs / run.lines).toFixed(2),
    run.rss.map(({ mb }) => mb.toFixed(0)).join(" → "),
    run.peakMb.toFixed(0),
  ];
}

/** What the server saw of a crawl with a budget. */
function politeness({ seen: { times } }: Run): string {
  const gaps = times.slice(1).map((at, n) => at - times[n]!);
  const inSecond = times.map((from) => times.filter((at) => at >= from && at < from + 1000).length);
  const seconds = (times.at(-1)! - times[0]!) / 1000;
  const rate = (times.length - 1) / seconds;
  return `With a budget of ${BUDGET_RPS} requests a second the server saw ${rate.toFixed(1)} a second on average, at most ${Math.max(...inSecond)} in any second, and ${Math.min(...gaps).toFixed(1)} ms between two at least (${times.length} pages).`;
}

function notesOf(shop: Shop, cheerio: Peer, python: Peer, polite: string): string {
  const versions = [cheerio, python].map((peer) => ("missing" in peer ? "absent" : peer.version));
  return [
    `Each is a process of its own from start to end, keeps robots.txt, and writes one line of JSON a page: ${(shop.pageBytes / 1024).toFixed(1)} KB a page, gzipped, from one server in another process on the same two cores (its own CPU time is not counted).`,
    "Ours is `crawl site` with a state file: it also hashes, takes the fingerprint of the product, compares and stores it.",
    `Crawlee ${versions[0]} calls our extract() in its handler and keeps nothing on disk; HttpCrawler is it without a parse of its own. ${versions[1]} read JSON-LD, microdata and OpenGraph, and take a price: less than extract() does.`,
    polite,
  ].join("\n");
}

export default bench;
