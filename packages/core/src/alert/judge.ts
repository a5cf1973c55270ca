import type { Availability } from "../platform/attributes.ts";
import type { Money } from "../platform/money.ts";
import type { Alerts, Fall } from "../wishlist/wish.ts";

/** What a wish remembers of what it saw, and of what its shopper was told. */
export interface Memory {
  alerts: Alerts;
  targetPrice?: Money | undefined;
  base?: Money | undefined;
  inStock?: boolean | undefined;
  targetMet: boolean;
  fall?: Fall | undefined;
  fellAt: string;
  told?: { price: Money; at: string } | undefined;
  stockToldAt?: string | undefined;
}

/** What holds now. */
export interface Sighting {
  /** Null while nobody can buy it. */
  price: Money | null;
  availability: Availability;
}

export type AlertKind = "target_reached" | "lowest_ever" | "back_in_stock" | "price_drop";

export interface Alert {
  kind: AlertKind;
  /** All that holds, the most important first. */
  reasons: AlertKind[];
  price: Money | null;
  /** What it cost before, where it fell. */
  from: Money | null;
}

/** By what the wish changes, and what its shopper is to be told; null for nothing. */
export interface Judgement {
  memory: Memory;
  alert: Alert | null;
}

/** What was told is not told again for so long, however often it comes and goes. */
const QUIET_MS = 24 * 3_600_000;

const STOCK: Partial<Record<Availability, boolean>> = { in_stock: true, out_of_stock: false, discontinued: false };

/** Whether the price is now below the one before: only then need anybody know whether it is the lowest ever. */
export function fell({ base }: Pick<Memory, "base">, price: Money | null): boolean {
  return price !== null && base !== undefined && base.currency === price.currency && price.amount < base.amount;
}

/**
 * Compares what holds now with what the wish remembers, by the rules in docs/wishlist.md. The same sight a second time changes nothing
 * and tells nothing.
 */
export function judge(memory: Memory, now: Sighting, isLowest: boolean, at: Date): Judgement {
  const { price } = now;
  const time = at.toISOString();
  const inStock = STOCK[now.availability] ?? memory.inStock;
  const reasons = priceReasons(memory, price, isLowest, at);
  const toldPrice = reasons.length > 0 && price !== null;
  const toldStock = isBack(memory, inStock, at);
  if (toldStock) reasons.splice(rankOf(reasons), 0, "back_in_stock");
  const fall = fallAfter(memory, price, at);
  const [kind] = reasons;
  return {
    memory: {
      ...memory,
      base: price ?? memory.base,
      inStock,
      targetMet: isMet(memory, price),
      fall,
      fellAt: fall?.at ?? "never",
      told: toldPrice ? { price, at: time } : memory.told,
      stockToldAt: toldStock ? time : memory.stockToldAt,
    },
    alert: kind ? { kind, reasons, price, from: fell(memory, price) ? memory.base! : null } : null,
  };
}

function priceReasons(memory: Memory, price: Money | null, isLowest: boolean, at: Date): AlertKind[] {
  if (isQuiet(memory, price, at)) return [];
  const { alerts, targetMet } = memory;
  const isFall = fell(memory, price);
  const holds: [AlertKind, boolean][] = [
    ["target_reached", alerts.belowTarget && !targetMet && isMet(memory, price)],
    ["lowest_ever", alerts.lowestEver && isFall && isLowest],
    ["price_drop", alerts.anyDrop && isFall],
  ];
  return holds.flatMap(([kind, is]) => (is ? [kind] : []));
}

/** From known to be out of stock to known to be in stock. */
function isBack({ alerts, inStock: before, stockToldAt }: Memory, inStock: boolean | undefined, at: Date): boolean {
  return alerts.backInStock && before === false && inStock === true && !isWithin(stockToldAt, at);
}

/** A mere drop says less than that it can be had again. */
function rankOf(reasons: readonly AlertKind[]): number {
  const at = reasons.indexOf("price_drop");
  return at === -1 ? reasons.length : at;
}

/** Without a price nobody knows: it stays as it was. */
function isMet({ targetPrice, targetMet }: Pick<Memory, "targetPrice" | "targetMet">, price: Money | null) {
  if (!targetPrice) return false;
  if (!price) return targetMet;
  return price.currency === targetPrice.currency && price.amount <= targetPrice.amount;
}

/** This price, or a lower one, was told lately. */
function isQuiet({ told }: Memory, price: Money | null, at: Date): boolean {
  if (!told || !price || told.price.currency !== price.currency) return false;
  return price.amount >= told.price.amount && isWithin(told.at, at);
}

function isWithin(toldAt: string | undefined, at: Date): boolean {
  return toldAt !== undefined && at.getTime() - Date.parse(toldAt) < QUIET_MS;
}

function fallAfter(memory: Memory, price: Money | null, at: Date): Fall | undefined {
  const { base, fall } = memory;
  if (fell(memory, price)) return { from: base!, at: at.toISOString() };
  const isOver = fall && price && (price.currency !== fall.from.currency || price.amount >= fall.from.amount);
  return isOver ? undefined : fall;
}
