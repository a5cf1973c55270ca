import { type Category, pathOf } from "./categories.ts";
import type { Colour } from "./colours.ts";
import { type Coupon, couponOn } from "./coupons.ts";
import { variantKey } from "./garment.ts";
import type { Listing, ShopId } from "./listing.ts";
import { type Price, priceOn, type Stock, stockOn } from "./market.ts";
import { rawSize } from "./size-words.ts";
import type { Size } from "./sizes.ts";
import type { State, StockOverride } from "./state.ts";
import type { World } from "./world.ts";

export interface VariantView {
  id: number;
  sku: string;
  colour: Colour;
  /** The shop's words. */
  colourName: string;
  sizeName: string;
  size: Size;
  gtin: string | null;
  /** Paise. */
  price: number;
  mrp: number;
  stock: Stock;
}

export interface ListingView {
  listing: Listing;
  status: "coming" | "live" | "gone";
  variants: VariantView[];
  /** Paise: the lowest over the variants. */
  price: number;
  mrp: number;
  stock: Stock;
  coupon: Coupon | null;
  /** How the page words the price. */
  priceForm: Listing["priceForm"];
  categories: Category[];
  /** The instant of the last change of anything above. */
  changedAt: Date;
  isNew: boolean;
}

export interface Catalogue {
  readonly world: World;
  readonly state: State;
  /** Today's state; the same object until something changes. */
  view(listing: Listing): ListingView;
  /** What can be seen at the shop today, newest first. */
  live(shop: ShopId): ListingView[];
  /** The state on any day, overrides aside. */
  on(listing: Listing, day: number): Pick<ListingView, "status" | "price" | "mrp" | "stock">;
}

const BEST: Stock[] = ["in_stock", "back_order", "pre_order", "out_of_stock"];
const LOOK_BACK = 90;

const best = (stocks: Stock[]): Stock => BEST.find((s) => stocks.includes(s)) ?? "out_of_stock";

const statusOn = (l: Listing, since: number): ListingView["status"] => {
  if (l.from !== null && since < l.from) return "coming";
  return l.until !== null && since > l.until ? "gone" : "live";
};

const isLarge = (l: Listing, size: Size) => l.sizes.indexOf(size) >= l.sizes.length - 2;

const overridden = (stock: Stock, sets: readonly StockOverride[], v: { colours: string[]; sizes: string[] }): Stock =>
  sets.reduce<Stock>((now, set) => {
    const fits = (wanted: string | null, names: string[]) => wanted === null || names.includes(wanted);
    if (set.availability === "discontinued" || !fits(set.colour, v.colours) || !fits(set.size, v.sizes)) return now;
    return set.availability;
  }, stock);

/** The shops' goods as they stand today, computed from the world, the day and what was set by hand. */
export function openCatalogue(world: World, state: State): Catalogue {
  const cache = new Map<string, ListingView>();
  let cachedFor = "";

  const variantsOn = (l: Listing, day: number, price: Price): VariantView[] => {
    const since = day - state.epoch - (l.from ?? -1000);
    return l.garment.colours.flatMap((colour, c) =>
      l.sizes.map((size, s): VariantView => {
        const extra = isLarge(l, size) ? l.largeSizeSurcharge * 100 : 0;
        const sizeName = rawSize(size, l.shop, l.garment.kind.gender);
        return {
          id: l.number * 100 + c * 10 + s,
          sku: `${l.shop.slice(0, 2).toUpperCase()}${l.number}-${c + 1}${s + 1}`,
          colour,
          colourName: l.colourNames[c] as string,
          size,
          sizeName,
          gtin: l.gives.gtin ? (l.garment.gtins.get(variantKey(colour, size)) ?? null) : null,
          price: Math.min(price.price + extra, Math.max(price.mrp, price.price)),
          mrp: price.mrp,
          stock: stockOn(l, colour, size, day, since),
        };
      }),
    );
  };

  const signature = (l: Listing, day: number): string => {
    const since = day - state.epoch;
    const price = priceOn(l, day);
    const stock = variantsOn(l, day, price).map((v) => v.stock);
    return [statusOn(l, since), price.price, price.mrp, couponOn(l, day)?.text, ...stock].join();
  };

  const changedAt = (l: Listing, today: number): Date => {
    const now = signature(l, today);
    let day = today;
    while (day > today - LOOK_BACK && signature(l, day - 1) === now) day--;
    const sets = [state.price(l.id)?.at, ...state.stock(l.id).map((s) => s.at)].filter((at) => at !== undefined);
    return new Date(Math.max(state.reached(day).getTime(), ...sets.map((at) => Date.parse(at))));
  };

  const compute = (l: Listing): ListingView => {
    const today = state.today();
    const set = state.price(l.id);
    const usual = priceOn(l, today);
    const price = { price: set?.price ?? usual.price, mrp: set?.mrp ?? usual.mrp };
    const sets = state.stock(l.id);
    const variants = variantsOn(l, today, price).map((v) => ({
      ...v,
      stock: overridden(v.stock, sets, {
        colours: [v.colour.id, v.colourName],
        sizes: [v.size.label, v.sizeName],
      }),
    }));
    const gone = sets.at(-1)?.availability === "discontinued";
    return {
      listing: l,
      status: gone ? "gone" : statusOn(l, today - state.epoch),
      variants,
      price: Math.min(...variants.map((v) => v.price)),
      mrp: price.mrp,
      stock: best(variants.map((v) => v.stock)),
      coupon: couponOn(l, today),
      priceForm: set?.form ?? l.priceForm,
      categories: pathOf(l.garment.kind.category),
      changedAt: changedAt(l, today),
      isNew: l.from !== null && today - state.epoch - l.from < 30,
    };
  };

  const view = (l: Listing): ListingView => {
    const now = `${state.today()}/${state.version}`;
    if (now !== cachedFor) cache.clear();
    cachedFor = now;
    const known = cache.get(l.id);
    if (known) return known;
    const made = compute(l);
    cache.set(l.id, made);
    return made;
  };

  return {
    world,
    state,
    view,
    live: (shop) =>
      world
        .at(shop)
        .map(view)
        .filter((v) => v.status === "live")
        .sort((a, b) => (b.listing.from ?? -1) - (a.listing.from ?? -1)),
    on: (l, day) => {
      const price = priceOn(l, day);
      const stock = best(variantsOn(l, day, price).map((v) => v.stock));
      return { ...price, stock, status: statusOn(l, day - state.epoch) };
    },
  };
}
