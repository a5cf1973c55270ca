import type { Fetch } from "../fetch.ts";
import { createFetch } from "../fetch.ts";
import type { ResolveTable } from "../fetch-result.ts";
import type { CssRule } from "../product.ts";
import { canonicalise } from "../url.ts";
import { type Job, type LaneOptions, Lanes } from "./lanes.ts";
import type { Memory } from "./memory.ts";
import { openOutlet } from "./outlet.ts";
import type { PageLine } from "./page-line.ts";
import { RobotsBook } from "./robots-book.ts";
import { type Needs, visitor } from "./visit.ts";

export interface CrawlOptions extends Partial<Omit<LaneOptions, "userAgent">> {
  userAgent: string;
  memory: Memory;
  /** Pages that are fetched at once, over all domains. Default 16. */
  concurrency?: number;
  /** Pages to visit, at most. */
  max?: number;
  /** Of one page, redirects and body together. Default 20 s. */
  timeoutMs?: number;
  /** Of one page, unpacked. Default 8 MB. */
  maxBytes?: number;
  resolve?: ResolveTable;
  rules?: readonly CssRule[];
  defaultCurrency?: string | null;
  fetch?: Fetch;
  /** Ends the crawl: pages under way are given up, and no more begin. */
  signal?: AbortSignal;
}

/** Addresses of pages, or lines to be passed on; or what makes them, within the same budget as the pages. */
export type Addresses = Items | ((needs: Needs) => Items);
type Items = AsyncIterable<string | PageLine> | Iterable<string | PageLine>;

const DEFAULTS = {
  maxRps: 1,
  perDomain: 4,
  concurrency: 16,
  maxWaiting: 10_000,
  patienceMs: 120_000,
  timeoutMs: 20_000,
  maxBytes: 8 * 1024 * 1024,
};

/**
 * Visits addresses, each once, as politely as their domains ask for, and gives one line for each, in the order in which they are
 * done. Reads no further ahead than it has room for and waits for whoever takes the lines, so that it stays the same size however
 * many pages there are. Throws what `addresses` throws; what a server does is a line.
 */
export async function* crawl(addresses: Addresses, options: CrawlOptions): AsyncGenerator<PageLine> {
  const settings = { ...DEFAULTS, fetch: createFetch(), ...defined(options) };
  const lanes = new Lanes(settings);
  const needs: Needs = { ...settings, lanes, robots: new RobotsBook() };
  const visit = visitor(needs);
  const outlet = openOutlet<PageLine>(settings.concurrency);
  const { signal, memory, max = Number.POSITIVE_INFINITY } = settings;

  const isOver = () => signal?.aborted || outlet.isClosed;
  signal?.addEventListener("abort", () => lanes.stop(), { once: true });

  async function read(): Promise<void> {
    let met = 0;
    for await (const address of typeof addresses === "function" ? addresses(needs) : addresses) {
      if (isOver() || met >= max) break;
      if (typeof address !== "string") {
        await outlet.put(address);
        continue;
      }
      const url = canonicalise(address);
      if (!url) await outlet.put(unreadable(address));
      else if (memory.meet(url)) {
        met++;
        await lanes.add(url);
      }
    }
    lanes.end();
  }

  async function work(): Promise<void> {
    for (let job = await lanes.take(); job && !isOver(); job = await lanes.take()) await one(job);
  }

  async function one(job: Job): Promise<void> {
    try {
      const line = await visit(job);
      if (line) await outlet.put(line);
    } finally {
      lanes.done(job);
    }
  }

  const all = Promise.all([read(), ...Array.from({ length: settings.concurrency }, work)]);
  all.then(() => outlet.end(), outlet.fail);
  try {
    yield* outlet.lines();
  } finally {
    lanes.stop();
  }
}

function unreadable(url: string): PageLine {
  return { url, outcome: "bad_address", at: new Date().toISOString(), ms: 0 };
}

function defined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
