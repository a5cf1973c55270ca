import type { Availability } from "../product.ts";
import { STOCK } from "./words.ts";

/** schema.org's states and the words that shops put in their place. */
const STATES: Readonly<Record<string, Availability>> = {
  instock: "in_stock",
  limitedavailability: "in_stock",
  onlineonly: "in_stock",
  instoreonly: "in_stock",
  lowstock: "in_stock",
  available: "in_stock",
  instocknow: "in_stock",
  availablefororder: "in_stock",
  madetoorder: "in_stock",
  true: "in_stock",
  yes: "in_stock",
  outofstock: "out_of_stock",
  soldout: "out_of_stock",
  reserved: "out_of_stock",
  unavailable: "out_of_stock",
  notavailable: "out_of_stock",
  oos: "out_of_stock",
  false: "out_of_stock",
  preorder: "pre_order",
  presale: "pre_order",
  presell: "pre_order",
  backorder: "back_order",
  availableonbackorder: "back_order",
  onbackorder: "back_order",
  discontinued: "discontinued",
};

/** A state from structured data ("https://schema.org/InStock", "in stock", "oos"). What it does not know is unknown. */
export function availabilityOf(written: string | null | undefined): Availability {
  const word = (written ?? "")
    .trim()
    .replace(/^.*[/#:]/, "")
    .toLowerCase()
    .replace(/[\s_-]+/g, "");
  return STATES[word] ?? "unknown";
}

/** A state from words a visitor reads. A text that says two things says nothing. */
export function availabilityIn(words: string): Availability {
  const found = STOCK.find(([, phrase]) => phrase.test(words));
  return found?.[0] ?? "unknown";
}
