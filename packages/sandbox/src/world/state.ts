import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dayOf, startOf } from "./festivals.ts";
import type { Listing } from "./listing.ts";
import type { Stock } from "./market.ts";

export interface PriceOverride {
  /** Paise; null leaves the shop's own. */
  price: number | null;
  mrp: number | null;
  /** How the page words it, where the shop has more than one way; null leaves the listing's own. */
  form: Listing["priceForm"] | null;
  at: string;
}

export interface StockOverride {
  availability: Stock | "discontinued";
  /** Only the variants of this colour (the shop's word or ours) and size; all when null. */
  colour: string | null;
  size: string | null;
  at: string;
}

interface Saved {
  /** The day of the first start, counted in India from 1970: the world's day 0. */
  epoch: number;
  advances: { at: string; days: number }[];
  prices: Record<string, PriceOverride>;
  stock: Record<string, StockOverride[]>;
}

export interface State {
  readonly epoch: number;
  /** Rises with every change, so that what was computed from the state can be kept until then. */
  readonly version: number;
  now(): Date;
  /** Today at the shops, counted in India from 1970. */
  today(): number;
  /** The instant at which the shops reached the day. */
  reached(day: number): Date;
  advance(days: number): void;
  price(listingId: string): PriceOverride | undefined;
  stock(listingId: string): readonly StockOverride[];
  setPrice(listingId: string, price: Omit<PriceOverride, "at"> | null): void;
  setStock(listingId: string, stock: Omit<StockOverride, "at"> | null): void;
}

const load = (file: string | null): Partial<Saved> => {
  if (!file) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Saved;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
};

/** What the shops remember: the clock, and prices and stock set by hand. Kept in `dir` when one is given. */
export function openState(dir: string | null, clock: () => Date): State {
  const file = dir ? join(dir, "sandbox.json") : null;
  if (dir) mkdirSync(dir, { recursive: true });
  const saved: Saved = { epoch: dayOf(clock()), advances: [], prices: {}, stock: {}, ...load(file) };
  let version = 0;

  const save = () => {
    version++;
    if (!file) return;
    writeFileSync(`${file}.tmp`, JSON.stringify(saved));
    renameSync(`${file}.tmp`, file);
  };
  const at = () => clock().toISOString();
  save();

  const reached = (day: number): Date => {
    let offset = 0;
    for (const step of saved.advances) {
      const before = dayOf(new Date(step.at)) + offset;
      if (day <= before) break;
      if (day <= before + step.days) return new Date(step.at);
      offset += step.days;
    }
    return startOf(day - offset);
  };

  return {
    epoch: saved.epoch,
    get version() {
      return version;
    },
    now: clock,
    today: () => dayOf(clock()) + saved.advances.reduce((sum, step) => sum + step.days, 0),
    reached,
    advance(days) {
      saved.advances.push({ at: at(), days });
      save();
    },
    price: (id) => saved.prices[id],
    stock: (id) => saved.stock[id] ?? [],
    setPrice(id, price) {
      if (price) saved.prices[id] = { ...price, at: at() };
      else delete saved.prices[id];
      save();
    },
    setStock(id, stock) {
      if (stock) saved.stock[id] = [...(saved.stock[id] ?? []), { ...stock, at: at() }];
      else delete saved.stock[id];
      save();
    },
  };
}
