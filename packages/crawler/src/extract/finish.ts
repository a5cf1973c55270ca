import { fromDecimal } from "../money.ts";
import type { CanonicalProduct, CanonicalSize, CanonicalVariant, Money } from "../product.ts";
import { keepSize } from "../size.ts";
import type { SizeContext } from "../size-parts.ts";
import { canonicalise } from "../url.ts";
import { distinct } from "./distinct.ts";
import type { FoundPrice, FoundSize, FoundVariant } from "./finding.ts";
import type { Page } from "./page.ts";
import type { Settled, Settlement } from "./settle.ts";
import { chosenVariant } from "./shopify.ts";

const HOME =
  /^(?:home|homepage|start|startseite|accueil|inicio|main page|shop|all|domov|главная|úvod|etusivu|avaleht)$/i;

/** The canonical product of what was settled: money in minor units, sizes understood, one variant at the least. */
export function finish({ fields, sources, warnings }: Settlement, page: Page): CanonicalProduct {
  const currency = fields.price?.currency ?? fields.currency ?? fields.mrp?.currency ?? page.defaultCurrency;
  const problems = [...warnings];
  const money = (price: FoundPrice | null | undefined) => moneyOf(price, currency, problems);
  const name = fields.name ?? "";
  const category = trail(fields.category ?? [], name);
  const gender = genderOf(fields.gender, category, name);
  const context: SizeContext = { category: [...category, name], gender, country: countryOf(currency) };
  const { price, mrp } = pricesOf(fields, page, money);
  if (!name) problems.push("no name");
  if (price && mrp && price.amount > mrp.amount) problems.push("price above MRP");
  const base = {
    colour: fields.colour,
    price,
    mrp: above(mrp, price),
    availability: fields.availability ?? stateOfAll(fields.variants ?? []),
  };
  const variants = variantsOf(fields.variants ?? [], fields.sizes ?? [], base, context, money);
  return {
    url: canonicalise(page.url) ?? page.url,
    name,
    ...identity(fields, variants),
    description: fields.description ?? null,
    category,
    colour: fields.colour ?? null,
    gender,
    price,
    mrp: above(mrp, price),
    priceContext: fields.priceContext ?? "public",
    availability: base.availability,
    images: fields.images ?? [],
    sizes: distinctSizes(variants),
    variants,
    promotions: fields.promotions ?? [],
    attributes: fields.attributes ?? {},
    currency: currency ?? null,
    sources,
    warnings: problems,
  };
}

function identity(
  fields: Settled,
  variants: readonly CanonicalVariant[],
): Pick<CanonicalProduct, "brand" | "sku" | "mpn" | "gtin" | "styleCode"> {
  const only = variants.length === 1 ? variants[0] : undefined;
  return {
    brand: fields.brand?.trim() || null,
    sku: fields.sku ?? only?.sku ?? null,
    mpn: fields.mpn ?? null,
    gtin: fields.gtin ?? only?.gtin ?? null,
    styleCode: fields.styleCode ?? null,
  };
}

/** An MRP that equals the price says nothing. One below it is kept, to be flagged. */
function above(mrp: Money | null, price: Money | null): Money | null {
  return mrp && price && mrp.amount === price.amount ? null : mrp;
}

/** Where only the variants have prices, that of the one on view is the product's. */
function pricesOf(
  fields: Settled,
  page: Page,
  money: (price: FoundPrice | null | undefined) => Money | null,
): { price: Money | null; mrp: Money | null } {
  const shown = fields.price ? undefined : chosenVariant(fields.variants ?? [], page.url);
  return { price: money(fields.price ?? shown?.price), mrp: money(fields.mrp ?? shown?.mrp) };
}

/** Something of it can be had if a variant can; otherwise what all variants say. */
function stateOfAll(variants: readonly FoundVariant[]): CanonicalVariant["availability"] {
  const states = new Set(variants.map(({ availability }) => availability ?? "unknown"));
  if (states.has("in_stock")) return "in_stock";
  return states.size === 1 ? [...states][0]! : "unknown";
}

type Base = {
  colour: string | undefined;
  price: Money | null;
  mrp: Money | null;
  availability: CanonicalVariant["availability"];
};

function variantsOf(
  found: readonly FoundVariant[],
  sizes: readonly FoundSize[],
  base: Base,
  context: SizeContext,
  money: (price: FoundPrice | null | undefined) => Money | null,
): CanonicalVariant[] {
  if (found.length === 0) {
    const written = sizes.length > 0 ? sizes : [undefined];
    return written.map((size) => ({
      ...(base.colour && { colour: base.colour }),
      size: keepSize(size?.raw, context),
      price: base.price,
      mrp: base.mrp,
      availability: size ? stateOf(size, sizes.length, base.availability) : base.availability,
    }));
  }
  return found.map(({ id: _, size, price, mrp, availability, ...rest }) => {
    const own = money(price);
    return {
      ...(base.colour && { colour: base.colour }),
      ...rest,
      size: keepSize(size, context),
      price: own ?? (price === undefined ? base.price : null),
      mrp: money(mrp) ?? (own && base.mrp && own.amount === base.price?.amount ? base.mrp : null),
      availability: availability ?? "unknown",
    };
  });
}

/** A list that only names sizes does not say which of them are there. */
function stateOf(
  size: FoundSize,
  count: number,
  whole: CanonicalVariant["availability"],
): CanonicalVariant["availability"] {
  if (size.offered === false) return "out_of_stock";
  return size.offered === null && count > 1 && whole === "in_stock" ? "unknown" : whole;
}

function moneyOf(
  price: FoundPrice | null | undefined,
  currency: string | null | undefined,
  problems: string[],
): Money | null {
  if (!price) return null;
  const code = price.currency ?? currency;
  if (!code) {
    if (!problems.includes("no currency")) problems.push("no currency");
    return null;
  }
  const money = fromDecimal(price.amount, code);
  if (!money) problems.push(`${price.amount} is no amount of ${code}`);
  return money && money.amount > 0 ? money : null;
}

function trail(parts: readonly string[], name: string): string[] {
  const clean = parts.filter((part, index) => part.length <= 80 && !(index === 0 && HOME.test(part)));
  const last = clean.at(-1)?.toLowerCase();
  return (
    last && name && (last === name.toLowerCase() || (last.length > 15 && name.toLowerCase().startsWith(last)))
      ? clean.slice(0, -1)
      : clean
  ).slice(0, 8);
}

function genderOf(written: string | undefined, category: readonly string[], name: string): string | null {
  const words = `${written ?? ""} ${category.join(" ")} ${name}`.toLowerCase().replace(/['’]/g, "");
  if (/\b(?:unisex)\b/.test(words)) return "unisex";
  if (/\b(?:girls?)\b/.test(words)) return "girls";
  if (/\b(?:boys?)\b/.test(words)) return "boys";
  if (/\b(?:kids?|children|infants?|baby|babies|toddlers?)\b/.test(words)) return "kids";
  const women = /\b(?:women|womens|woman|female|ladies|her)\b/.test(words);
  const men = /\b(?:men|mens|man|male|gents|him)\b/.test(words);
  if (women === men) return women ? "unisex" : null;
  return women ? "women" : "men";
}

function distinctSizes(variants: readonly CanonicalVariant[]): CanonicalSize[] {
  const sizes = variants.flatMap(({ size }) => size ?? []);
  return distinct(sizes, ({ system, label }) => `${system} ${label}`);
}

/** The country whose sizes a bare number is in, by the currency of the shop. */
function countryOf(currency: string | null | undefined): string {
  const countries: Record<string, string> = { INR: "IN", GBP: "UK", USD: "US", EUR: "EU", AUD: "AU", CAD: "US" };
  return countries[currency ?? "INR"] ?? "EU";
}
