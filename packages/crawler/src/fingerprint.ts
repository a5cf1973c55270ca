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

function factsOf(product: CanonicalProduct): Record<ChangeKind, Facts> {
  const variants = keyed(product.variants);
  const perVariant = (read: (variant: CanonicalVariant) => Facts) =>
    Object.assign({}, ...[...variants].map(([key, variant]) => prefixed(`variants.${key}`, read(variant)))) as Facts;
  const { name, description, brand, colour, gender, category } = product;
  return {
    price: {
      ...present({ price: money(product.price), mrp: money(product.mrp), priceContext: product.priceContext }),
      ...perVariant(({ price, mrp }) => present({ price: money(price), mrp: money(mrp) })),
      ...present({
        promotions: list(product.promotions.map((promotion) => JSON.stringify(Object.entries(promotion).sort()))),
      }),
    },
    availability: {
      availability: product.availability,
      ...perVariant(({ availability }) => ({ availability })),
    },
    content: present({ name, description, brand, colour, gender, category: category.join(" > ") }),
    images: present({ images: product.images.map(({ url }) => url).join("\n") }),
    metadata: {
      ...present({
        sku: product.sku,
        mpn: product.mpn,
        gtin: product.gtin,
        styleCode: product.styleCode,
        currency: product.currency,
      }),
      ...prefixed("attributes", product.attributes),
      ...perVariant(({ sku, gtin, mpn, url, image }) => present({ sku, gtin, mpn, url, image })),
    },
  };
}

/** Variants by what a shopper calls them; those that share a name are told apart by their number. */
function keyed(variants: readonly CanonicalVariant[]): Map<string, CanonicalVariant> {
  const named = variants.map((variant) => {
    const name = [variant.colour, variant.size?.raw].filter(Boolean).join(" ");
    return { variant, name: name || variant.sku || "only", rank: JSON.stringify(variant) };
  });
  const found = new Map<string, CanonicalVariant>();
  for (const { variant, name } of named.sort((a, b) => (a.rank < b.rank ? -1 : 1))) {
    let key = name;
    for (let copy = 2; found.has(key); copy++) key = `${name} ${copy}`;
    found.set(key, variant);
  }
  return found;
}

function present(facts: Record<string, string | null | undefined>): Facts {
  return Object.fromEntries(Object.entries(facts).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

function prefixed(prefix: string, facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [`${prefix}.${name}`, value]));
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
