import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { root } from "@stylegence/local/parts/cache";

export const FIELDS = ["price", "availability", "brand", "sku"] as const;
export type Field = (typeof FIELDS)[number];

/** What an extractor says of a page; availability in schema.org's words. */
export type Answer = Record<Field, string | null>;

export interface RealPage {
  url: string;
  html: string;
  truth: Record<Field, readonly string[]>;
}

interface Expected {
  url: string;
  html: string;
  all_prices: string[] | null;
  availability: string | null;
  brand: string | null;
  sku: string | null;
}

const FOLDER = path.join(root, "../shared/data/product_pages");

/** Real product pages with what people read on them; none where the material does not lie beside the repository. */
export function realPages(): RealPage[] {
  if (!existsSync(FOLDER)) return [];
  const expected = JSON.parse(readFileSync(path.join(FOLDER, "expected.json"), "utf8")) as Expected[];
  return expected.map(({ url, html, all_prices, availability, brand, sku }) => ({
    url,
    html: gunzipSync(readFileSync(path.join(FOLDER, html))).toString("utf8"),
    truth: {
      price: all_prices ?? [],
      availability: availability ? [availability] : [],
      brand: brand ? [brand.trim()] : [],
      sku: sku ? [sku] : [],
    },
  }));
}

/** F1 of each as published with the pages, by extractor. */
export function publishedScores(): Record<string, Record<Field, number>> {
  const file = path.join(FOLDER, "reference_f1.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<Field, number>>) : {};
}

/** F1 of a field: prices compare as decimals, all else exactly, and any of the true values counts. */
export function f1(field: Field, pages: readonly RealPage[], answers: readonly Answer[]): number {
  let right = 0;
  let wrong = 0;
  let missed = 0;
  for (const [index, { truth }] of pages.entries()) {
    const said = answers[index]?.[field] ?? null;
    const wanted = truth[field];
    const same = (one: string) => (field === "price" ? Number(one) === Number(said) : one === said);
    if (said !== null && wanted.some(same)) right++;
    else {
      if (said !== null) wrong++;
      if (wanted.length > 0) missed++;
    }
  }
  return (2 * right) / (2 * right + wrong + missed);
}
