import { readFile } from "node:fs/promises";
import type { DomainInput } from "@stylegence/core/crawl/domain";
import { Option } from "commander";
import { Failure } from "./failure.ts";
import { numberOf } from "./options.ts";

const YES_OR_NO = ["yes", "no"] as const;
type YesOrNo = (typeof YES_OR_NO)[number];

export interface ShopOptions {
  name?: string;
  source?: string;
  maxRps?: number;
  delay?: number;
  render?: YesOrNo;
  followLinks?: YesOrNo;
  sitemap?: string[];
  allow?: string[];
  disallow?: string[];
  currency?: string;
  minInterval?: number;
  maxInterval?: number;
  rules?: string;
}

const several = (value: string, before: string[] = []): string[] => [...before, value];

/** How a shop is crawled. What is not given stays as it is, or gets a careful default. */
export function shopOptions(): Option[] {
  return [
    new Option("--name <name>", "as shoppers see it"),
    new Option("--source <id>", "of a source that exists already"),
    new Option("--max-rps <n>", "requests a second, at most").argParser(numberOf),
    new Option("--delay <seconds>", "between two requests, at least").argParser(numberOf),
    new Option("--render <yes-or-no>", "load its pages in a browser").choices(YES_OR_NO),
    new Option("--follow-links <yes-or-no>", "of pages that show no product").choices(YES_OR_NO),
    new Option("--sitemap <url>", "may be repeated").argParser(several),
    new Option("--allow <path>", "crawl only below it; may be repeated").argParser(several),
    new Option("--disallow <path>", "leave out; may be repeated").argParser(several),
    new Option("--currency <code>", "of prices that name none"),
    new Option("--min-interval <minutes>", "between two checks of a page, at least").argParser(numberOf),
    new Option("--max-interval <minutes>", "between two checks of a page, at most").argParser(numberOf),
    new Option("--rules <file>", "JSON list of CSS rules for what its pages do not mark up"),
  ];
}

/** The options in the domain's own words; those not given are left out. */
export async function domainOf(options: ShopOptions): Promise<Omit<DomainInput, "baseUrl">> {
  const fields: Omit<DomainInput, "baseUrl"> = {
    name: options.name,
    sourceId: options.source,
    maxRps: options.maxRps,
    crawlDelaySeconds: options.delay,
    useRenderer: options.render && options.render === "yes",
    followLinks: options.followLinks && options.followLinks === "yes",
    sitemaps: options.sitemap,
    allowedPaths: options.allow,
    disallowedPaths: options.disallow,
    defaultCurrency: options.currency,
    minIntervalMinutes: options.minInterval,
    maxIntervalMinutes: options.maxInterval,
    rules: options.rules === undefined ? undefined : await rulesIn(options.rules),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

async function rulesIn(file: string): Promise<NonNullable<DomainInput["rules"]>> {
  try {
    const rules: unknown = JSON.parse(await readFile(file, "utf8"));
    if (
      Array.isArray(rules) &&
      rules.every((rule) => typeof rule?.field === "string" && typeof rule.selector === "string")
    )
      return rules as NonNullable<DomainInput["rules"]>;
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${(error as Error).message}`);
  }
  throw new Failure(`${file} holds no list of rules with "field" and "selector".`);
}
