import { compile } from "css-select";
import type { AnyNode } from "domhandler";
import { currencyCode } from "../currency.ts";
import { parsePrice } from "../price.ts";
import type { CanonicalPromotion, CssRule } from "../product.ts";
import { absolute } from "../url.ts";
import { availabilityIn, availabilityOf } from "./availability.ts";
import { distinct } from "./distinct.ts";
import { attribute, textOf } from "./dom.ts";
import type { PageElement } from "./element.ts";
import { type FieldName, Findings, type FoundSize } from "./finding.ts";
import { gtinOf } from "./gtin.ts";
import { type Page, plainText } from "./page.ts";
import { parsePromotion } from "./promotions.ts";
import { choiceOf } from "./visible-choices.ts";

const TEXT_FIELDS: readonly FieldName[] = [
  "name",
  "description",
  "brand",
  "sku",
  "mpn",
  "styleCode",
  "colour",
  "gender",
];

/** Of what a selector matches, no more is looked at. */
const MOST = 200;

/** What a domain's own rules find. A rule that is broken or finds nothing says nothing. */
export function readCssRules(page: Page, rules: readonly CssRule[]): Findings {
  const findings = new Findings("css");
  for (const rule of rules) {
    const found = select(page, rule.selector);
    const written = found.flatMap((element) => valueIn(element, rule) ?? []);
    if (written.length > 0) add(rule, { found, written }, page, findings);
  }
  return findings;
}

function select(page: Page, selector: string): PageElement[] {
  const matches = compiled(selector);
  const found: PageElement[] = [];
  for (const element of page.elements) {
    if (matches(element) && found.push(element) >= MOST) break;
  }
  return found;
}

type Matcher = (element: PageElement) => boolean;

/** A domain's rules are the same from page to page. One that is no selector matches nothing. */
const matchers = new Map<string, Matcher>();

function compiled(selector: string): Matcher {
  const known = matchers.get(selector);
  if (known) return known;
  if (matchers.size >= 5000) matchers.clear();
  const matcher = tryCompile(selector);
  matchers.set(selector, matcher);
  return matcher;
}

function tryCompile(selector: string): Matcher {
  try {
    return compile<AnyNode, PageElement>(selector);
  } catch {
    return () => false;
  }
}

function valueIn(element: PageElement, rule: CssRule): string | null {
  return (rule.attr ? attribute(element, rule.attr) : textOf(element)) || null;
}

interface Hits {
  found: readonly PageElement[];
  written: readonly string[];
}

function sizesOf(found: readonly PageElement[]): FoundSize[] {
  const choices = found.flatMap((element) => choiceOf(element) ?? []);
  return distinct(choices, ({ raw }) => raw);
}

function promotionsOf(written: readonly string[], page: Page): CanonicalPromotion[] {
  return written.slice(0, 20).flatMap((text) => parsePromotion(text, page.now, page.defaultCurrency ?? "INR") ?? []);
}

function add(rule: CssRule, { found, written }: Hits, page: Page, findings: Findings): void {
  const [first] = written as [string];
  const { field, selector } = rule;
  const confidence = 0.8;
  const say: typeof findings.add = (name, value, sure) => findings.add(name, value, sure, selector);
  if (TEXT_FIELDS.includes(field as FieldName)) say(field as "name", plainText(first), confidence);
  else if (field === "price" || field === "mrp") {
    const price = parsePrice(first, { locale: page.lang, currencyHint: page.defaultCurrency });
    if (price && Number(price.amount) > 0) say(field, { amount: price.amount, currency: price.currency }, confidence);
  } else if (field === "availability") {
    const state = availabilityOf(first) === "unknown" ? availabilityIn(first) : availabilityOf(first);
    if (state !== "unknown") say("availability", state, confidence);
  } else if (field === "currency") say("currency", currencyCode(first), confidence);
  else if (field === "gtin") say("gtin", gtinOf(first), confidence);
  else if (field === "category")
    say("category", written.length > 1 ? [...written] : first.split(/\s*[>/»›]\s*/), confidence);
  else if (field === "sizes") say("sizes", sizesOf(found), confidence);
  else if (field === "images")
    say(
      "images",
      written.flatMap((url) => imageOf(url, page)),
      confidence,
    );
  else if (field === "promotions") say("promotions", promotionsOf(written, page), confidence);
  else if (field.startsWith("attributes."))
    say("attributes", { [field.slice("attributes.".length)]: first }, confidence);
}

function imageOf(written: string, page: Page): { url: string }[] {
  const url = absolute(written.split(/[\s,]/, 1)[0]!, page.base);
  return url ? [{ url }] : [];
}
