import { currencyCode } from "../currency.ts";
import { absolute } from "../url.ts";
import { availabilityOf } from "./availability.ts";
import { Findings } from "./finding.ts";
import { gtinOf } from "./gtin.ts";
import { amountOf } from "./offer.ts";
import { meta, type Page, plainText } from "./page.ts";

/** OpenGraph, its product extension, Twitter cards and plain meta elements. */
export function readOpenGraph(page: Page): Findings {
  const findings = new Findings("opengraph");
  const isProduct = /product/i.test(meta(page, "og:type") ?? "");
  const currency = currencyCode(
    meta(
      page,
      "product:price:currency",
      "og:price:currency",
      "product:sale_price:currency",
      "product:original_price:currency",
    ),
  );
  const sale = amountOf(meta(page, "product:sale_price:amount"), currency);
  const price = amountOf(meta(page, "product:price:amount", "og:price:amount"), currency);
  const original = amountOf(
    meta(page, "product:original_price:amount", "og:price:standard_amount", "og:standard_price:amount"),
    currency,
  );
  findings.add("price", sale ?? price, 0.85);
  findings.add("mrp", original ?? (sale && price && Number(price.amount) > Number(sale.amount) ? price : null), 0.8);
  findings.add("currency", currency, 0.85);
  const state = availabilityOf(meta(page, "product:availability", "og:availability", "product:availibility"));
  if (state !== "unknown") findings.add("availability", state, 0.85);
  findings.add("brand", meta(page, "product:brand", "og:brand"), 0.85);
  const id = meta(page, "product:retailer_item_id", "product:sku");
  findings.add("sku", id, id && gtinOf(id) && id.length >= 12 ? 0.35 : 0.75);
  findings.add("mpn", meta(page, "product:mfr_part_no"), 0.8);
  findings.add(
    "gtin",
    gtinOf(meta(page, "product:gtin", "product:ean", "product:upc", "product:isbn", "og:isbn")),
    0.8,
  );
  findings.add("colour", meta(page, "product:color"), 0.8);
  findings.add("gender", meta(page, "product:target_gender"), 0.8);
  findings.add(
    "category",
    (meta(page, "product:category") ?? "").split(/\s*(?:>|›|»)\s*/).filter((part) => part && !/^\d+$/.test(part)),
    0.7,
  );
  const title = meta(page, "og:title");
  findings.add("name", title && plainText(title), isProduct ? 0.8 : 0.55);
  const description = meta(page, "og:description", "description", "twitter:description");
  findings.add("description", description && plainText(description), 0.6);
  findings.add("images", images(page), 0.7);
  readTwitterLabels(page, findings);
  return findings;
}

function images(page: Page): { url: string }[] {
  const written = ["og:image:secure_url", "og:image", "og:image:url", "twitter:image"].flatMap(
    (name) => page.metas.get(name) ?? [],
  );
  const found = written.flatMap((url) => absolute(url, page.base) ?? []);
  return [...new Set(found)].slice(0, 20).map((url) => ({ url }));
}

/** twitter:label1 = "Price", twitter:data1 = "₹1,299". */
function readTwitterLabels(page: Page, findings: Findings): void {
  for (const index of ["1", "2"]) {
    const label = meta(page, `twitter:label${index}`)?.toLowerCase() ?? "";
    const data = meta(page, `twitter:data${index}`);
    if (/^(?:price|preis|prix|precio|prezzo)$/.test(label)) findings.add("price", amountOf(data, null), 0.7, "twitter");
    if (label === "availability" && data) {
      const state = availabilityOf(data);
      if (state !== "unknown") findings.add("availability", state, 0.7, "twitter");
    }
    if (label === "brand") findings.add("brand", data, 0.6, "twitter");
  }
}
