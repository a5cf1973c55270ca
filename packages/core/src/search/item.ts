import type { Availability } from "../platform/attributes.ts";
import type { Money } from "../platform/money.ts";
import type { SearchDocument } from "./document.ts";

/** One product group in a list of results. */
export interface SearchItem {
  groupId: string;
  title: string;
  brand: string | null;
  category: string | null;
  image: string | null;
  imageWidth: number | null;
  imageHeight: number | null;
  imageColour: string | null;
  colours: string[];
  price: Money | null;
  mrp: Money | null;
  discount: number;
  offers: number;
  sources: string[];
  availability: Availability;
  drop: number;
}

/** What of a stored document a list shows. */
export const ITEM_FIELDS = [
  "groupId",
  "title",
  "brand",
  "category",
  "image",
  "colours",
  "price",
  "currency",
  "mrp",
  "discount",
  "offers",
  "sources",
  "availability",
  "drop",
  "steps",
] as const satisfies (keyof SearchDocument)[];

export type StoredItem = Pick<SearchDocument, (typeof ITEM_FIELDS)[number]>;

/** The document as it counts now: an offer that has ended since it was indexed no longer lowers the price. */
export function toItem(stored: StoredItem, now: string): SearchItem {
  const step = stored.steps?.findLast(({ from }) => from <= now) ?? stored;
  const money = (amount: number | undefined): Money | null =>
    amount === undefined || !stored.currency ? null : { amount, currency: stored.currency };
  return {
    groupId: stored.groupId,
    title: stored.title,
    brand: stored.brand ?? null,
    category: stored.category ?? null,
    image: stored.image?.url ?? null,
    imageWidth: stored.image?.width ?? null,
    imageHeight: stored.image?.height ?? null,
    imageColour: stored.image?.colour ?? null,
    colours: stored.colours,
    price: money(step.price),
    mrp: money(step.mrp),
    discount: step.discount,
    offers: stored.offers,
    sources: stored.sources,
    availability: stored.availability,
    drop: stored.drop,
  };
}
