import { toDecimal } from "../money.ts";
import type { CanonicalProduct, Extraction, Money } from "../product.ts";

/** A product as a person reads it, with where each field came from. */
export function printed({ product, amounts, canonicalUrl, links, warnings }: Extraction): string {
  if (!product) return [`No product on ${canonicalUrl}`, `${links.length} links`, ...warnings.map(flag)].join("\n");
  const rows: [string, string | null][] = [
    ["address", product.url],
    ["brand", product.brand],
    ["price", money(product.price) ?? (amounts.price && `${amounts.price} (no currency)`)],
    ["mrp", money(product.mrp)],
    ["availability", product.availability],
    ["sku", product.sku],
    ["gtin", product.gtin],
    ["mpn", product.mpn],
    ["style code", product.styleCode],
    ["category", product.category.join(" > ") || null],
    ["colour", product.colour],
    ["gender", product.gender],
    ["images", product.images.map(({ url }) => url).join("\n") || null],
    ["offers", product.promotions.map(({ description }) => description).join("\n") || null],
  ];
  const facts = rows.flatMap(([label, value]) => (value ? [row(label, value, sourceOf(product, label))] : []));
  return [product.name || "(no name)", "", ...facts, ...variants(product), ...product.warnings.map(flag)].join("\n");
}

function variants(product: CanonicalProduct): string[] {
  if (product.variants.length < 2) return [];
  const lines = product.variants.map(({ size, colour, price, availability, sku }) =>
    [
      "  ",
      (size?.raw ?? "").padEnd(10),
      (colour ?? "").padEnd(16),
      (money(price) ?? "no price").padEnd(16),
      availability.padEnd(14),
      sku ?? "",
    ]
      .join(" ")
      .trimEnd(),
  );
  return ["", `${product.variants.length} variants`, ...lines];
}

function row(label: string, value: string, source: string): string {
  const [first, ...more] = value.split("\n");
  return [`  ${label.padEnd(13)}${first}${source}`, ...more.map((line) => `  ${" ".repeat(13)}${line}`)].join("\n");
}

function sourceOf(product: CanonicalProduct, label: string): string {
  const fields: Record<string, string> = { "style code": "styleCode", offers: "promotions" };
  const source = product.sources[fields[label] ?? label];
  return source ? `  (${source.from} ${source.confidence})` : "";
}

function money(given: Money | null): string | null {
  return given && `${toDecimal(given)} ${given.currency}`;
}

function flag(warning: string): string {
  return `  ! ${warning}`;
}
