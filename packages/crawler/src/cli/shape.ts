import { type ExtractInput, extract } from "../extract.ts";
import { toDecimal } from "../money.ts";
import { parsePrice } from "../price.ts";
import type { CanonicalVariant, CssRule, Extraction, Money } from "../product.ts";
import { crawlDelay, isAllowed, parseRobots, type Robots } from "../robots.ts";
import { optionalText, textField } from "./batch.ts";

type Line = Record<string, unknown>;

interface Price {
  amount: string;
  currency: string | null;
}

/** `{url, html, defaultCurrency?, rules?}` → the canonical product, amounts as decimals in major units. */
export function extractLine(line: Line): unknown {
  const rules = line.rules as CssRule[] | undefined;
  if (rules !== undefined && !Array.isArray(rules)) throw new Error("rules must be a list");
  const input: ExtractInput = {
    url: textField(line, "url"),
    html: textField(line, "html"),
    defaultCurrency: optionalText(line, "defaultCurrency"),
    ...(rules && { rules }),
  };
  return shaped(extract(input));
}

/** `{text, currencyHint?, decimalSeparator?}` → `{amount, currency}` or null. */
export function priceLine(line: Line): unknown {
  if (line.text === null) return null;
  const price = parsePrice(textField(line, "text"), {
    currencyHint: optionalText(line, "currencyHint", "currency_hint"),
    decimalSeparator: optionalText(line, "decimalSeparator", "decimal_separator"),
    locale: optionalText(line, "locale"),
  });
  return price && { amount: price.amount, currency: price.currency ?? price.symbol, symbol: price.symbol };
}

/** `{robots, agent, url}` → `{allowed, crawlDelay?}`. */
export function robotsLine(line: Line): unknown {
  return verdict(parseRobots(textField(line, "robots")), textField(line, "agent"), optionalText(line, "url") ?? "/");
}

export function verdict(robots: Robots, agent: string, url: string): { allowed: boolean; crawlDelay?: number } {
  const delay = crawlDelay(robots, agent);
  return { allowed: isAllowed(robots, agent, url), ...(delay !== null && { crawlDelay: delay }) };
}

/** A page without a product gives the same fields, empty, and `found: false`. */
export function shaped({ product, amounts, canonicalUrl, warnings }: Extraction): Record<string, unknown> {
  if (!product) {
    const none = {
      name: null,
      brand: null,
      sku: null,
      mpn: null,
      gtin: null,
      price: null,
      mrp: null,
      availability: "unknown",
    };
    return { found: false, url: canonicalUrl, ...none, images: [], sizes: [], colour: null, variants: [], warnings };
  }
  return {
    found: true,
    ...product,
    name: product.name || null,
    // A page may name no currency: what it shows is told all the same, though it is no observation of a price.
    price: printed(product.price) ?? bare(amounts.price, product.currency),
    mrp: printed(product.mrp) ?? (product.price ? null : bare(amounts.mrp, product.currency)),
    variants: product.variants.map(variant),
  };
}

function variant(given: CanonicalVariant): unknown {
  return { ...given, price: printed(given.price), mrp: printed(given.mrp) };
}

function printed(money: Money | null): Price | null {
  return money && { amount: toDecimal(money), currency: money.currency };
}

function bare(amount: string | null, currency: string | null): Price | null {
  return amount === null ? null : { amount, currency };
}
