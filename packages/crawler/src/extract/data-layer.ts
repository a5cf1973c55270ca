import { currencyCode } from "../currency.ts";
import { Findings } from "./finding.ts";
import { gtinOf } from "./gtin.ts";
import { readJson } from "./lenient-json.ts";
import { amountOf } from "./offer.ts";
import type { Page } from "./page.ts";

/** Longer scripts are programs. */
const MAX_SCRIPT = 400_000;
/** Where the objects of Google's enhanced e-commerce begin: one product that is looked at. */
const DETAIL = /["']?(?:detail|view_item)["']?\s*[:,]\s*(?=\{)/g;
const MAX_OBJECT = 20_000;

type Item = Record<string, unknown>;

/** What the shop tells its own statistics of the product on view: dataLayer pushes of GTM, of either generation. */
export function readDataLayer(page: Page): Findings {
  const findings = new Findings("data-layer");
  const found = page.scripts.map(({ text }) => (text.length < MAX_SCRIPT ? viewed(text) : null)).find(Boolean);
  if (!found) return findings;
  const { item, currency } = found;
  findings.add("price", amountOf(written(item.price), currencyCode(written(item.currency)) ?? currency), 0.72);
  findings.add("brand", written(item.brand) ?? written(item.item_brand), 0.72);
  const id = written(item.id) ?? written(item.item_id);
  findings.add("sku", id, id && gtinOf(id) && id.length >= 12 ? 0.35 : 0.6);
  findings.add("name", written(item.name) ?? written(item.item_name), 0.58);
  return findings;
}

function viewed(script: string): { item: Item; currency: string | null } | null {
  for (const match of script.matchAll(DETAIL)) {
    const object = readJson(script.slice(match.index + match[0].length, match.index + MAX_OBJECT))[0];
    const list = isItem(object) ? (object.products ?? object.items) : null;
    const items = Array.isArray(list) ? list.filter(isItem) : [];
    const before = script.slice(Math.max(0, match.index - 300), match.index);
    const currency = isItem(object) ? written(object.currency) : null;
    const around = /["']?currency(?:Code)?["']?\s*:\s*["']([A-Z]{3})["']/.exec(before)?.[1] ?? null;
    if (items.length === 1) return { item: items[0]!, currency: currencyCode(currency ?? around) };
  }
  return null;
}

function written(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value.trim() !== "" && value.length < 200 ? value.trim() : null;
}

function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
