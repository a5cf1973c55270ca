import { decimal } from "../money.ts";
import { picturesOf } from "../shops/pictures.ts";
import type { Catalogue, ListingView } from "../world/catalogue.ts";
import { describe } from "../world/descriptions.ts";
import type { Garment } from "../world/garment.ts";
import type { Gender } from "../world/kind.ts";
import type { Listing } from "../world/listing.ts";
import { makeListing } from "../world/listings.ts";
import { fraction, hash } from "../world/random.ts";
import type { World } from "../world/world.ts";

/** Two affiliate networks, each with one merchant whose own site is not crawled. */
export const FEEDS = {
  trackhive: { merchant: "Rangmanch Retail", share: 0.25, alone: 1 },
  linkmela: { merchant: "City Wardrobe", share: 0.14, alone: 0.5 },
} as const;
export type FeedName = keyof typeof FEEDS;

export const isFeed = (name: string): name is FeedName => name in FEEDS;

/** One row by the attribute names of Google Merchant; absent is empty. */
export type Row = Record<string, string>;

const AVAILABILITY = {
  in_stock: "in_stock",
  out_of_stock: "out_of_stock",
  pre_order: "preorder",
  back_order: "backorder",
} as const;

const PEOPLE: Record<Gender, [gender: string, age: string]> = {
  women: ["female", "adult"],
  men: ["male", "adult"],
  girls: ["female", "kids"],
  boys: ["male", "kids"],
  kids: ["unisex", "kids"],
};

function carries(world: World, name: FeedName, garment: Garment): boolean {
  const sold = world.listings.some((l) => l.garment === garment);
  const { share, alone } = FEEDS[name];
  return fraction(world.seed, "feed", name, garment.id) < (sold ? share : alone);
}

/** What the merchant of a feed sells, worded in its own way. */
export function feedListings(world: World, name: FeedName): Listing[] {
  const wording = name === "trackhive" ? "vanika" : "threadmill";
  return world.garments
    .filter((g) => carries(world, name, g))
    .map((g, i) => {
      const listing = makeListing(g, wording, 1, 50_000 + i, `${world.seed}/${name}`);
      return { ...listing, id: `${name}-${g.id}`, oldHandles: [], from: null, until: null };
    });
}

const priceColumns = (view: ListingView, price: number, mrp: number): Row =>
  mrp > price
    ? { price: `${decimal(mrp)} INR`, sale_price: `${decimal(price)} INR` }
    : { price: `${decimal(price)} INR`, sale_price: "", custom_label_0: view.isNew ? "new" : "" };

function variantRows(view: ListingView, name: FeedName, origin: string): Row[] {
  const { listing } = view;
  const { garment } = listing;
  const [gender, age] = PEOPLE[garment.kind.gender];
  return view.variants.map((v) => {
    const pictures = picturesOf(view).filter((p) => p.colour === v.colour.id);
    return {
      id: v.sku,
      item_group_id: listing.id,
      title: listing.title,
      description: describe(garment).join(" "),
      link: `${origin}/out/${name}/${listing.id}?sku=${v.sku}&utm_source=${name}&utm_medium=affiliate`,
      image_link: origin + pictures[0]?.path,
      additional_image_link: pictures
        .slice(1)
        .map((p) => origin + p.path)
        .join(","),
      availability: AVAILABILITY[v.stock],
      ...priceColumns(view, v.price, v.mrp),
      brand: garment.brand.name,
      gtin: v.gtin ?? "",
      mpn: listing.gives.styleCode ? (garment.styleCode ?? "") : "",
      identifier_exists: v.gtin || listing.gives.styleCode ? "yes" : "no",
      product_type: view.categories.map((c) => c.name).join(" > "),
      color: v.colourName,
      size: v.sizeName,
      size_system: v.size.system === "UK" ? (name === "trackhive" ? "EU" : "UK") : "",
      gender,
      age_group: age,
      material: garment.fabric,
      condition: "new",
    };
  });
}

/** What goes wrong in feeds as they come: each spoils one row. */
const FAULTS: ((row: Row) => Row)[] = [
  (row) => ({ ...row, price: "" }),
  (row) => ({ ...row, price: "N/A", sale_price: "" }),
  (row) => ({ ...row, price: "0.00 INR", sale_price: "" }),
  (row) => ({ ...row, price: "-499.00 INR", sale_price: "" }),
  (row) => ({ ...row, id: "", item_group_id: "" }),
  (row) => ({ ...row, title: "" }),
  (row) => ({ ...row, link: "not an address" }),
  (row) => ({ ...row, price: "1,299.00 - 2,499.00 INR", sale_price: "" }),
];

export interface FeedRow {
  row: Row;
  /** Whether a careful reader takes it. */
  sound: boolean;
}

/** The rows of a feed today: about one in sixty is spoilt, always the same ones. */
export function feedRows(catalogue: Catalogue, name: FeedName, origin: string): FeedRow[] {
  const views = feedListings(catalogue.world, name).map((l) => catalogue.view(l));
  return views
    .flatMap((view) => variantRows(view, name, origin))
    .map((row): FeedRow => {
      const key = hash(name, row.item_group_id as string, row.size as string, row.color as string);
      if (key % 60 !== 0) return { row, sound: true };
      return { row: (FAULTS[key % FAULTS.length] as (r: Row) => Row)(row), sound: false };
    });
}
