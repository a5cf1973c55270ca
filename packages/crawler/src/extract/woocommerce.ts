import type { Element } from "domhandler";
import { absolute } from "../url.ts";
import { availabilityIn } from "./availability.ts";
import { attribute, elements, textOf } from "./dom.ts";
import { Findings, type FoundPrice, type FoundVariant } from "./finding.ts";
import { gtinOf } from "./gtin.ts";
import { readJson } from "./lenient-json.ts";
import { shortest } from "./offer.ts";
import { type Page, plainText } from "./page.ts";
import { chosenVariant } from "./shopify.ts";

/** The variations that WooCommerce writes into its form. Their amounts are decimals in major units. */
export function readWooCommerce(page: Page): Findings {
  const findings = new Findings("woocommerce");
  const form = page.visible.find((element) => element.attribs["data-product_variations"]?.startsWith("["));
  if (!form) return findings;
  const labels = optionLabels(form);
  const [written] = readJson(form.attribs["data-product_variations"]!);
  const variants = (Array.isArray(written) ? written : [])
    .filter(isRecord)
    .slice(0, 500)
    .map((variation) => readVariation(variation, labels, page));
  findings.add("variants", variants, 0.94);
  const chosen = chosenVariant(variants, page.url);
  const amounts = new Set(variants.flatMap(({ price }) => price?.amount ?? []));
  const certain = amounts.size === 1 ? 0.93 : 0.7;
  findings.add("price", chosen?.price, certain);
  findings.add("mrp", chosen?.mrp, certain);
  const states = new Set(variants.map(({ availability }) => availability));
  if (states.has("in_stock")) findings.add("availability", "in_stock", 0.93);
  else if (states.size === 1 && !states.has("unknown")) findings.add("availability", chosen?.availability, 0.93);
  return findings;
}

function readVariation(
  variation: Record<string, unknown>,
  labels: ReadonlyMap<string, string>,
  page: Page,
): FoundVariant {
  const price = amount(variation.display_price);
  const regular = amount(variation.display_regular_price);
  const option = (name: RegExp) => optionOf(variation, name, labels);
  const image = isRecord(variation.image) ? (variation.image.full_src ?? variation.image.src) : null;
  const address = typeof image === "string" ? absolute(image, page.base) : null;
  const gtin = gtinOf(string(variation.gtin) ?? string(variation.global_unique_id));
  const words = plainText(string(variation.availability_html) ?? "");
  const said = availabilityIn(words);
  return {
    ...(variation.variation_id !== undefined && { id: String(variation.variation_id) }),
    ...(string(variation.sku) && { sku: string(variation.sku)! }),
    ...(gtin && { gtin }),
    ...(option(/colou?r|shade/) && { colour: option(/colou?r|shade/)! }),
    ...(option(/size|waist/) && { size: option(/size|waist/)! }),
    ...(address && { image: address }),
    price,
    mrp: regular && price && Number(regular.amount) > Number(price.amount) ? regular : null,
    availability: stateOf(variation, said),
  };
}

function stateOf(
  variation: Record<string, unknown>,
  said: FoundVariant["availability"],
): NonNullable<FoundVariant["availability"]> {
  if (variation.backorders_allowed === true && said === "back_order") return "back_order";
  if (typeof variation.is_in_stock === "boolean") return variation.is_in_stock ? "in_stock" : "out_of_stock";
  return said ?? "unknown";
}

function optionOf(
  variation: Record<string, unknown>,
  name: RegExp,
  labels: ReadonlyMap<string, string>,
): string | null {
  if (!isRecord(variation.attributes)) return null;
  for (const [key, value] of Object.entries(variation.attributes)) {
    if (name.test(key) && string(value)) return labels.get(`${key}=${value}`) ?? string(value);
  }
  return null;
}

/** What a visitor reads for each option's slug. */
function optionLabels(form: Element): Map<string, string> {
  const labels = new Map<string, string>();
  for (const select of elements(form)) {
    const name =
      select.name === "select" ? (attribute(select, "data-attribute_name") ?? attribute(select, "name")) : null;
    if (!name) continue;
    for (const option of elements(select)) {
      if (option.name === "option" && option.attribs.value)
        labels.set(`${name}=${option.attribs.value}`, textOf(option, 100));
    }
  }
  return labels;
}

function amount(value: unknown): FoundPrice | null {
  const decimal = typeof value === "number" ? String(Number(value.toFixed(4))) : string(value);
  return decimal && /^\d+(?:\.\d+)?$/.test(decimal) && Number(decimal) > 0
    ? { amount: shortest(decimal), currency: null }
    : null;
}

function string(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
