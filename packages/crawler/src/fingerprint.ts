import { createHash } from "node:crypto";
import { toDecimal } from "./money.ts";
import type { CanonicalProduct, CanonicalVariant, Money } from "./product.ts";

export type ChangeKind = "price" | "availability" | "content" | "images" | "metadata";

export interface ProductChange {
  kind: ChangeKind;
  /** Names of what changed, such as "price" or "variants.M.availability". */
  fields: string[];
  /** For people: "price ₹… → ₹…". */
  summary: string;
  /** 0 to 1: how much it matters to whoever follows the product. */
  score: number;
}

type Facts = Record<string, string>;

/**
 * A short stable hash of all that a shopper would notice. Equal for equal products whatever the order of their variants,
 * attributes and sizes, and whatever rule found them.
 */
export function fingerprint(product: CanonicalProduct): string {
  const facts = Object.values(factsOf(product)).map((group) =>
    Object.entries(group).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return createHash("sha256").update(JSON.stringify(facts)).digest("base64url").slice(0, 22);
}

/** What changed from one reading of a product to the next, by kind; empty exactly when their fingerprints are equal. */
export function diff(before: CanonicalProduct, after: CanonicalProduct): ProductChange[] {
  const old = factsOf(before);
  const now = factsOf(after);
  return (Object.keys(now) as ChangeKind[]).flatMap((kind) => {
    const names = [...new Set([...Object.keys(old[kind]), ...Object.keys(now[kind])])].sort();
    const fields = names.filter((name) => old[kind][name] !== now[kind][name]);
    if (fields.length === 0) return [];
    const parts = fields.slice(0, 4).map((name) => describe(name, old[kind][name], now[kind][name]));
    const more = fields.length > 4 ? `, and ${fields.length - 4} more` : "";
    return [
      { kind, fields, summary: parts.join(", ") + more, score: score(kind, fields, names.length, { before, after }) },
    ];
  });
}

/** Written out plainly: every page of every crawl comes through here. */
function factsOf(product: CanonicalProduct): Record<ChangeKind, Facts> {
  const { name, description, brand, colour, gender, category, sku, mpn, gtin, styleCode, currency } = product;
  const price: Facts = {};
  const availability: Facts = { availability: product.availability };
  const content: Facts = {};
  const images: Facts = {};
  const metadata: Facts = {};
  put(price, "price", money(product.price));
  put(price, "mrp", money(product.mrp));
  put(price, "priceContext", product.priceContext);
  const promotions = product.promotions.map((promotion) => JSON.stringify(Object.entries(promotion).sort()));
  put(price, "promotions", list(promotions));
  putAll(content, "", { name, description, brand, colour, gender });
  put(content, "category", category.join(" > "));
  put(images, "images", product.images.map(({ url }) => url).join("\n"));
  putAll(metadata, "", { sku, mpn, gtin, styleCode, currency });
  for (const key in product.attributes) metadata[`attributes.${key}`] = product.attributes[key]!;
  for (const [key, variant] of keyed(product.variants)) {
    const of = `variants.${key}.`;
    put(price, `${of}price`, money(variant.price));
    put(price, `${of}mrp`, money(variant.mrp));
    availability[`${of}availability`] = variant.availability;
    putAll(metadata, of, {
      sku: variant.sku,
      gtin: variant.gtin,
      mpn: variant.mpn,
      url: variant.url,
      image: variant.image,
    });
  }
  return { price, availability, content, images, metadata };
}

function put(facts: Facts, name: string, value: string | null | undefined): void {
  if (value) facts[name] = value;
}

function putAll(facts: Facts, prefix: string, values: Record<string, string | null | undefined>): void {
  for (const name in values) put(facts, prefix + name, values[name]);
}

/** Variants by what a shopper calls them; those that share a name are told apart by their number. */
function keyed(variants: readonly CanonicalVariant[]): Map<string, CanonicalVariant> {
  const nameOf = ({ colour, size, sku }: CanonicalVariant) =>
    [colour, size?.raw].filter(Boolean).join(" ") || sku || "only";
  const plain = new Map(variants.map((variant) => [nameOf(variant), variant]));
  if (plain.size === variants.length) return plain;
  const ranked = variants.map((variant) => ({ variant, rank: JSON.stringify(variant) }));
  const found = new Map<string, CanonicalVariant>();
  for (const { variant } of ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1))) {
    const name = nameOf(variant);
    let key = name;
    for (let copy = 2; found.has(key); copy++) key = `${name} ${copy}`;
    found.set(key, variant);
  }
  return found;
}

function list(values: readonly string[]): string {
  return [...values].sort().join("\n");
}

function money(value: Money | null): string | null {
  return value && `${toDecimal(value)} ${value.currency}`;
}

function describe(name: string, before: string | undefined, after: string | undefined): string {
  const label = name.replace(/^variants\.(.*)\.(\w+)$/, "$2 of $1").replace(/^attributes\./, "");
  const short = (text: string) => (text.length > 60 || text.includes("\n") ? null : text);
  if (before === undefined) return `${label} added${after && short(after) ? `: ${after}` : ""}`;
  if (after === undefined) return `${label} removed`;
  return short(before) && short(after) ? `${label} ${before} → ${after}` : `${label} changed`;
}

const WEIGHTS: Readonly<Record<ChangeKind, number>> = {
  price: 0.8,
  availability: 0.7,
  content: 0.4,
  images: 0.3,
  metadata: 0.15,
};

/** A price by how far it moved, the rest by how many of the fields changed. */
function score(
  kind: ChangeKind,
  fields: readonly string[],
  total: number,
  { before, after }: Record<"before" | "after", CanonicalProduct>,
): number {
  const share = fields.length / Math.max(total, 1);
  const moved =
    kind === "price" && before.price && after.price && before.price.currency === after.price.currency
      ? Math.min(1, Math.abs(after.price.amount - before.price.amount) / before.price.amount)
      : 0;
  const gone = kind === "availability" && fields.includes("availability") ? 0.3 : 0;
  return Number(Math.min(1, WEIGHTS[kind] * (0.5 + 0.5 * share) + 0.4 * moved + gone).toFixed(3));
}
