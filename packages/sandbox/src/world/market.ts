import type { Colour } from "./colours.ts";
import { festivalOn } from "./festivals.ts";
import type { Listing, ShopId } from "./listing.ts";
import { fraction, hash } from "./random.ts";
import type { Size } from "./sizes.ts";

export type Stock = "in_stock" | "out_of_stock" | "pre_order" | "back_order";

/** Prices in paise. */
export interface Price {
  price: number;
  mrp: number;
}

/** How each shop likes its prices to end, in rupees. */
const ENDINGS: Record<ShopId, (rupees: number) => number> = {
  threadmill: (r) => Math.round(r / 50) * 50 - 1,
  vanika: (r) => Math.round(r / 10) * 10,
  bazaar24: (r) => Math.round(r),
  nebula: (r) => Math.round(r / 100) * 100 - 1,
  slowloom: (r) => Math.round(r / 50) * 50,
};

/** Each shop holds a sale of its own every so many days, for four days. */
const SALE_CYCLE: Record<ShopId, number> = { threadmill: 41, vanika: 33, bazaar24: 19, nebula: 47, slowloom: 58 };

const drift = (l: Listing, day: number): number => {
  const length = 9 + (hash(l.id, "length") % 17);
  const turn = Math.floor((day + hash(l.id, "phase")) / length);
  return 1 + (fraction(l.id, "drift", turn) - 0.5) * 0.16;
};

const markdown = (l: Listing, day: number): number => {
  const step = Math.floor(((day + hash(l.id, "season")) % 96) / 16);
  return [1, 1, 0.9, 0.8, 0.7, 0.62][step] as number;
};

const shopSale = (l: Listing, day: number): number => {
  const cycle = SALE_CYCLE[l.shop];
  const at = day + hash(l.shop, "sale");
  const joins = fraction(l.id, "joins", Math.floor(at / cycle)) < 0.6;
  return at % cycle < 4 && joins ? 0.85 - fraction(l.id, Math.floor(at / cycle)) * 0.2 : 1;
};

const weekend = (day: number): number => ([6, 0].includes((day + 4) % 7) ? 0.92 : 1);

const festival = (l: Listing, day: number): number => {
  const now = festivalOn(day);
  if (!now || fraction(l.id, now.name, now.from) < 0.35) return 1;
  return 1 - now.depth * (0.5 + fraction(l.id, now.from) * 0.5);
};

/** A short deep drop, a few times a year, so that price alerts have something to say. */
const flash = (l: Listing, day: number): number => {
  const block = Math.floor((day + hash(l.id, "flash")) / 60);
  const into = (day + hash(l.id, "flash")) % 60;
  const start = hash(l.id, "start", block) % 50;
  return fraction(l.id, "flashes", block) < 0.3 && into >= start && into < start + 3 + (block % 5) ? 0.66 : 1;
};

function factor(l: Listing, day: number): number {
  const special = Math.min(festival(l, day), shopSale(l, day), flash(l, day));
  switch (l.behaviour) {
    case "steady":
      return 1;
    case "drift":
      return drift(l, day) * festival(l, day);
    case "markdown":
      return Math.min(markdown(l, day), special);
    case "sale":
      return special;
    case "weekend":
      return Math.min(weekend(day), special);
  }
}

/** The shop's price for the smallest sizes on a day (counted in India from 1970). */
export function priceOn(l: Listing, day: number): Price {
  const rupees = ENDINGS[l.shop](l.usual * factor(l, day));
  return { price: Math.max(99, Math.min(rupees, l.mrp)) * 100, mrp: l.mrp * 100 };
}

const isOut = (l: Listing, key: string, day: number, share: number): boolean => {
  const length = 5 + (hash(l.id, key, "run") % 13);
  const turn = Math.floor((day + hash(l.id, key)) / length);
  return fraction(l.id, key, turn) < share;
};

/** The state of one colour and size on a day. `since` is how long the listing has been up. */
export function stockOn(l: Listing, colour: Colour, size: Size, day: number, since: number): Stock {
  if (since < 6 && fraction(l.id, "early") < 0.3) return "pre_order";
  if (isOut(l, "all", day, 0.03)) return "out_of_stock";
  const rare = 0.03 + fraction(l.id, colour.id, size.label, "rare") * 0.16;
  if (!isOut(l, `${colour.id}/${size.label}`, day, rare)) return "in_stock";
  return fraction(l.id, size.label, "back") < 0.08 ? "back_order" : "out_of_stock";
}
