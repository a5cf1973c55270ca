import * as Add from "@stylegence/core/crawl/add";
import * as Domain from "@stylegence/core/crawl/domain";
import * as Frontier from "@stylegence/core/crawl/frontier";
import { visit } from "@stylegence/core/crawl/visit";
import { Command, Option } from "commander";
import { type Answer, answer } from "./command.ts";
import { domainOf, type ShopOptions, shopOptions } from "./crawl-options.ts";
import { Failure } from "./failure.ts";
import { factsOf, tableOf } from "./print.ts";

const KINDS = ["page", "sitemap", "products_json", "feed"] as const;
const SHOWN = 20;

/** `crawl add | pause | resume | status | visit` */
export function crawl(): Command {
  const noun = new Command("crawl").description("shops and addresses to crawl");
  const add = noun
    .command("add <url>")
    .description("a shop by its front page, with how it is to be crawled; any other address is queued by itself")
    .addOption(new Option("--kind <kind>", "what the address is, where it does not show").choices(KINDS));
  for (const option of shopOptions()) add.addOption(option);
  add.action((url: string, options: ShopOptions & { kind?: (typeof KINDS)[number] }, self: Command) =>
    answer(self, () => (isFront(url) ? addShop(url, options) : addAddress(url, options.kind))),
  );
  for (const [verb, isPaused] of [["pause", true] as const, ["resume", false] as const]) {
    noun
      .command(`${verb} <domain-or-url>`)
      .description(`${verb} a whole shop, or one address`)
      .action((what: string, _, self: Command) => answer(self, () => setPaused(what, isPaused)));
  }
  noun
    .command("status [domain]")
    .description("how the crawl stands; of one shop also what went wrong last")
    .action((domain: string | undefined, _, self: Command) => answer(self, () => (domain ? one(domain) : all())));
  noun
    .command("visit <url>")
    .description("visit a known address now, from here, and tell what came of it")
    .action((url: string, _, self: Command) => answer(self, () => visitNow(url)));
  return noun;
}

function isFront(url: string): boolean {
  return ["", "/"].includes(URL.parse(url)?.pathname ?? "") && !URL.parse(url)?.search;
}

async function addShop(baseUrl: string, options: ShopOptions): Promise<Answer> {
  const data = await Add.addDomain({ baseUrl, ...(await domainOf(options)) });
  return { data, text: `${data.domain} is crawled as "${data.sourceId}", at most ${data.maxRps} requests a second.` };
}

async function addAddress(url: string, kind?: (typeof KINDS)[number]): Promise<Answer> {
  const data = await Add.addUrl(url, kind);
  return { data, text: `${data.url} is queued as a ${data.kind} of ${data.domain}.` };
}

async function setPaused(what: string, isPaused: boolean): Promise<Answer> {
  const done = isPaused ? "paused" : "resumed";
  if (/^https?:\/\//.test(what) && !isFront(what)) {
    const data = await (isPaused ? Frontier.pause : Frontier.resume)(Frontier.idOf(what));
    return { data, text: `${data.url} is ${done}.` };
  }
  const domain = nameOf(what);
  await Domain.setPaused(domain, isPaused);
  return { data: { domain, paused: isPaused }, text: `${domain} is ${done}.` };
}

function nameOf(domain: string): string {
  return (/^https?:\/\//.test(domain) ? Domain.hostOf(domain) : domain).replace(/^www\./, "");
}

async function all(): Promise<Answer> {
  const data = await Add.status();
  const rows = data.map(({ config, entries, nextFreeAt }) => ({
    domain: config.domain,
    source: config.sourceId,
    state: config.paused ? "paused" : "crawled",
    queued: entries.queued,
    "in progress": entries.in_progress,
    error: entries.error,
    paused: entries.paused,
    "max rps": config.maxRps,
    "next free": nextFreeAt === 0 ? null : new Date(nextFreeAt).toISOString(),
  }));
  return { data, text: tableOf(rows) || "No shop is crawled: add one with `crawl add <url>`." };
}

async function one(name: string): Promise<Answer> {
  const domain = nameOf(name);
  const status = (await Add.status()).find(({ config }) => config.domain === domain);
  if (!status) throw new Failure(`No shop "${domain}" is crawled.`);
  const { items } = await Frontier.list(domain, "error", { limit: SHOWN });
  const { config, entries } = status;
  const { rules, allowedPaths, disallowedPaths, sitemaps, list: _, ...plain } = config;
  const facts = factsOf({
    ...Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, String(value)])),
    sitemaps: sitemaps?.join(" "),
    allowedPaths: allowedPaths?.join(" "),
    disallowedPaths: disallowedPaths?.join(" "),
    rules: rules?.length ?? 0,
    ...entries,
  });
  const errors = items.map(({ url, errorCount, lastError, nextCheckAt }) => ({
    errors: errorCount,
    again: nextCheckAt,
    reason: lastError,
    url,
  }));
  const text = [facts, tableOf(errors)].filter(Boolean).join("\n\n");
  return { data: { ...status, errors: items }, text };
}

async function visitNow(url: string): Promise<Answer> {
  const data = await visit(Frontier.idOf(url), { force: true });
  const { outcome, groupId, notes, added, nextCheckAt } = data;
  const text = factsOf({
    url,
    outcome,
    product: groupId,
    notes: notes.join("; "),
    found: added,
    "next check": nextCheckAt,
  });
  return { data, text };
}
