import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import * as Colour from "@stylegence/core/catalog/colour";
import { root } from "@stylegence/local/parts/cache";

const DATA = path.join(root, "../shared/data");
const STYLES = path.join(DATA, "catalogue_kaggle_styles/styles.csv.gz");
const RANGE = path.join(DATA, "catalogue_shoppersstop_fashiondataset/products.jsonl.gz");

/** Columns of Google's product feed. */
const COLUMNS = [
  ...["id", "item_group_id", "title", "link", "brand", "gender", "age_group", "color", "size", "product_type"],
  ...["price", "sale_price", "availability"],
] as const;
export type FeedRow = Partial<Record<(typeof COLUMNS)[number], string>>;

/** A shop's whole feed, its rows in the order of the data. */
export interface ShopFeed {
  source: string;
  products: number;
  rows: FeedRow[];
}

/** Whether the real catalogues lie beside the repository. */
export const isPresent = (): boolean => existsSync(STYLES) && existsSync(RANGE);

/** Where the garment with this id of the judged data has its page. */
export const styleUrl = (id: number | string): string => `https://styles.example/p/${id}`;

/** 44,424 garments of all kinds. They have neither price nor brand of their own: the price is made of the id. */
export function styles(): ShopFeed {
  const lines = gunzipSync(readFileSync(STYLES)).toString("utf8").trim().split("\n").slice(1);
  const good = lines.map((line) => line.trim().split(",")).filter((cells) => cells.length === 10);
  const rows = good.map(([id = "", gender = "", master, sub, type, colour, , , , title = ""]): FeedRow => {
    const mrp = 299 + ((Number(id) * 7919) % 97) * 50;
    const off = (Number(id) % 4) * 15;
    return {
      ...{ id, title, link: styleUrl(id), color: colour, ...wearer(gender) },
      product_type: [master, sub, type].join(" > "),
      ...{ price: `${mrp} INR`, sale_price: off > 0 ? `${Math.round((mrp * (100 - off)) / 100)} INR` : "" },
    };
  });
  return { source: "Styles", products: rows.length, rows };
}

function wearer(gender: string): Pick<FeedRow, "gender" | "age_group"> {
  if (gender === "Unisex") return { gender: "unisex", age_group: "adult" };
  const isChild = gender === "Boys" || gender === "Girls";
  return { gender: ["Men", "Boys"].includes(gender) ? "male" : "female", age_group: isChild ? "kids" : "adult" };
}

interface RangeProduct {
  id: string;
  brand: string;
  title: string;
  sizes: string[];
  mrp: number;
  price: number;
  category: string;
}

/** 27,924 garments of women's ranges, a row a size. */
export function range(): ShopFeed {
  const lines = gunzipSync(readFileSync(RANGE)).toString("utf8").trim().split("\n");
  const rows = lines.flatMap((line) => {
    const { id, brand, title, sizes, mrp, price, category } = JSON.parse(line) as RangeProduct;
    const told = / - ([a-z &/]+)$/.exec(title)?.[1];
    const row: FeedRow = {
      ...{ item_group_id: id, title, link: `https://range.example/p/${id}`, brand, gender: "female" },
      ...{ age_group: "adult", color: told && Colour.familyOf(told) ? told : "" },
      product_type: category.split("-").toReversed().join(" > "),
      ...{ price: `${Math.max(mrp, price)} INR`, sale_price: price < mrp ? `${price} INR` : "" },
    };
    return (sizes.length > 0 ? sizes : [""]).map((size) => ({ ...row, id: `${id}-${size}`, size }));
  });
  return { source: "Range", products: lines.length, rows };
}

/** The feed as a file of tab-separated values. */
export async function* bytesOf(rows: readonly FeedRow[]): AsyncGenerator<Uint8Array> {
  const text = (value: string) => value.replace(/[\t\r\n]+/g, " ");
  yield Buffer.from(`${COLUMNS.join("\t")}\n`);
  for (let at = 0; at < rows.length; at += 500) {
    const lines = rows
      .slice(at, at + 500)
      .map((row) => COLUMNS.map((name) => text(row[name] ?? (name === "availability" ? "in_stock" : ""))).join("\t"));
    yield Buffer.from(`${lines.join("\n")}\n`);
  }
}
