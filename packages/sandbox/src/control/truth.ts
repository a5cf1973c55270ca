import type { Shop } from "../shops/shop.ts";
import type { Catalogue } from "../world/catalogue.ts";
import { dateOf } from "../world/festivals.ts";
import type { Garment } from "../world/garment.ts";
import type { Listing, ShopId } from "../world/listing.ts";
import { FEEDS, type FeedName, feedListings } from "./feeds.ts";

export interface TruthOptions {
  catalogue: Catalogue;
  shops: ReadonlyMap<ShopId, { shop: Shop; origin: string }>;
  /** How many past days of prices each listing tells; 0 for none. */
  historyDays: number;
}

interface Options extends TruthOptions {
  feeds: ReadonlyMap<Garment, { feed: FeedName; itemGroupId: string }[]>;
}

/** The days on which the page was up, oldest first. Prices set by hand are not in it. */
function history({ catalogue, historyDays }: TruthOptions, listing: Listing) {
  const today = catalogue.state.today();
  const days = Array.from({ length: historyDays }, (_, i) => today - historyDays + 1 + i);
  return days
    .map((day) => ({ day, ...catalogue.on(listing, day) }))
    .filter(({ status }) => status === "live")
    .map(({ day, price, mrp, stock }) => ({
      day: day - catalogue.state.epoch,
      date: dateOf(day),
      price,
      mrp,
      availability: stock,
    }));
}

function listingTruth(options: TruthOptions, listing: Listing) {
  const view = options.catalogue.view(listing);
  const at = options.shops.get(listing.shop);
  const hidden = view.priceForm !== "plain";
  return {
    shop: listing.shop,
    url: `${at?.origin}${at?.shop.path(listing)}`,
    title: listing.title,
    status: view.status,
    gives: listing.gives,
    priceForm: view.priceForm,
    price: hidden ? null : view.price,
    mrp: hidden ? null : view.mrp,
    availability: view.stock,
    coupon: view.coupon,
    variants: view.variants.map((v) => ({
      colour: v.colourName,
      colourFamily: v.colour.family,
      size: { system: v.size.system, label: v.size.label, raw: v.sizeName },
      gtin: v.gtin,
      price: hidden ? null : v.price,
      mrp: hidden ? null : v.mrp,
      availability: v.stock,
    })),
    ...(options.historyDays > 0 && { history: history(options, listing) }),
  };
}

const garmentTruth = (options: Options, garment: Garment, listings: readonly Listing[]) => ({
  id: garment.id,
  brand: garment.brand.name,
  category: garment.kind.category,
  gender: garment.kind.gender,
  styleCode: garment.styleCode,
  colours: garment.colours.map((c) => ({ id: c.id, family: c.family, hex: c.hex })),
  link: garment.link,
  pack: garment.pack,
  family: garment.family,
  /** The `item_group_id` of the garment in each feed that carries it. */
  feeds: options.feeds.get(garment) ?? [],
  listings: listings.map((l) => listingTruth(options, l)),
});

/** Pairs of garments that look alike and are not the same. */
export function hardNegatives(garments: readonly Garment[]): [string, string][] {
  const families = Map.groupBy(garments, (g) => g.family);
  return [...families.values()].flatMap((family) =>
    family.flatMap((a, i) => family.slice(i + 1).map((b): [string, string] => [a.id, b.id])),
  );
}

/** What a perfect crawl and a perfect join would find today. Prices in paise. */
export function truth(options: TruthOptions) {
  const { world, state } = options.catalogue;
  const carried = (Object.keys(FEEDS) as FeedName[]).flatMap((feed) =>
    feedListings(world, feed).map((l) => ({ garment: l.garment, entry: { feed, itemGroupId: l.id } })),
  );
  const feeds = new Map<Garment, { feed: FeedName; itemGroupId: string }[]>();
  for (const { garment, entry } of carried) feeds.set(garment, [...(feeds.get(garment) ?? []), entry]);
  const byGarment = Map.groupBy(world.listings, (l) => l.garment);
  return {
    seed: world.seed,
    day: state.today() - state.epoch,
    date: dateOf(state.today()),
    garments: world.garments.map((g) => garmentTruth({ ...options, feeds }, g, byGarment.get(g) ?? [])),
    hardNegatives: hardNegatives(world.garments),
  };
}
