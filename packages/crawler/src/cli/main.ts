import { readFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import { extract } from "../extract.ts";
import { parseResolve } from "../resolve.ts";
import { parseRobots } from "../robots.ts";
import { runBatch, toJson } from "./batch.ts";
import { load, robotsFor } from "./load.ts";
import { printed } from "./print.ts";
import { extractLine, priceLine, robotsLine, shaped, verdict } from "./shape.ts";

const BATCH = "read NDJSON on stdin, write one NDJSON result a line";
const AGENT = "StylegenceBot/1.0 (+https://stylegence.com/bot)";

const program = new Command("crawl").description("Reads shops: product pages, price texts, robots.txt");

program
  .command("extract [source]")
  .description("the product of a page: an address or a file; in batches {url, html}")
  .option("--batch", BATCH)
  .option("--json", "print JSON")
  .option("--url <address>", "address to take a file's page for")
  .option("--currency <code>", "currency of the shop where the page names none")
  .option("--resolve <pairs>", "host=address pairs that may be private", process.env.CRAWL_RESOLVE ?? "")
  .option("--user-agent <text>", "who asks", process.env.CRAWL_USER_AGENT ?? AGENT)
  .action(async (source: string | undefined, options) => {
    if (options.batch) return runBatch(process.stdin, process.stdout, extractLine);
    const table = parseResolve(options.resolve);
    const page = await load(wanted(source, "an address or a file"), {
      userAgent: options.userAgent,
      resolve: table,
      url: options.url,
    });
    const extraction = extract({ ...page, defaultCurrency: options.currency ?? null });
    console.log(options.json ? toJson(shaped(extraction), 2) : printed(extraction));
    if (!extraction.product) process.exitCode = 1;
  });

program
  .command("price [text]")
  .description("the price that a text names; in batches {text, currencyHint?, decimalSeparator?}")
  .option("--batch", BATCH)
  .option("--hint <currency>", "currency where the text leaves it open")
  .action(async (text: string | undefined, options) => {
    if (options.batch) return runBatch(process.stdin, process.stdout, priceLine);
    console.log(toJson(priceLine({ text: wanted(text, "a text"), currencyHint: options.hint ?? null })));
  });

program
  .command("robots [url]")
  .description("whether an address may be fetched; in batches {robots, agent, url}")
  .option("--batch", BATCH)
  .option("--agent <text>", "who asks", AGENT)
  .option("--robots <file>", "a robots.txt to go by instead of the site's")
  .option("--resolve <pairs>", "host=address pairs that may be private", process.env.CRAWL_RESOLVE ?? "")
  .action(async (url: string | undefined, options) => {
    if (options.batch) return runBatch(process.stdin, process.stdout, robotsLine);
    const address = wanted(url, "an address");
    const who = { userAgent: options.agent, resolve: parseResolve(options.resolve) };
    const robots = options.robots ? parseRobots((await load(options.robots, who)).html) : await robotsFor(address, who);
    console.log(toJson(verdict(robots, options.agent, address)));
  });

program
  .command("site <source>")
  .description(
    "every page of a shop (its front page or a sitemap), or of a file of addresses; one line of NDJSON a page",
  )
  .option("--state <file>", "remember the pages there: the next crawl tells what changed")
  .option("--max <n>", "pages, at most", countOf)
  .option("--rps <n>", "requests a second and domain, at most", numberOf, 1)
  .option("--delay <seconds>", "between two requests to a domain, at least", numberOf)
  .option("--concurrency <n>", "pages at once, over all domains", countOf, 16)
  .option("--per-domain <n>", "pages at once of one domain", countOf, 4)
  .option("--timeout <seconds>", "for one page", numberOf, 20)
  .option("--currency <code>", "currency of the shop where a page names none")
  .option("--rules <file>", "JSON list of CSS rules for what its pages do not mark up")
  .option("--resolve <pairs>", "host=address pairs that may be private", process.env.CRAWL_RESOLVE ?? "")
  .option("--user-agent <text>", "who asks", process.env.CRAWL_USER_AGENT ?? AGENT)
  .action(async (source: string, options) => {
    const [{ openMemory }, { runSite, sourceOf }] = await Promise.all([
      import("../engine/memory.ts"),
      import("./site.ts"),
    ]);
    const memory = openMemory(options.state);
    const stop = new AbortController();
    process.once("SIGINT", () => stop.abort());
    const started = performance.now();
    const counts = await runSite(sourceOf(source, process.stdin), process.stdout, {
      memory,
      userAgent: options.userAgent,
      resolve: parseResolve(options.resolve),
      maxRps: options.rps,
      crawlDelaySeconds: options.delay,
      concurrency: options.concurrency,
      perDomain: options.perDomain,
      max: options.max,
      timeoutMs: options.timeout * 1000,
      defaultCurrency: options.currency,
      rules: options.rules && JSON.parse(await readFile(options.rules, "utf8")),
      signal: stop.signal,
    });
    memory.close();
    console.error(summary(counts, performance.now() - started));
  });

function numberOf(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError("A number above 0 is needed.");
  return value;
}

function countOf(text: string): number {
  const value = numberOf(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError("A whole number is needed.");
  return value;
}

function summary(counts: Record<string, number>, ms: number): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const parts = Object.entries(counts).map(([outcome, count]) => `${outcome} ${count}`);
  return `${total} pages in ${(ms / 1000).toFixed(1)} s (${parts.join(", ") || "none"})`;
}

function wanted(given: string | undefined, what: string): string {
  if (given === undefined) program.error(`error: ${what} is needed, or --batch`);
  return given as string;
}

// Whoever reads our output may stop early.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
