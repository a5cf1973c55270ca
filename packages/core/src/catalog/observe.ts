import type { Availability, PriceContext } from "../platform/attributes.ts";
import type { Money } from "../platform/money.ts";

/** What a crawl saw of one option. */
export interface Sight {
  price: Money | null;
  mrp: Money | null;
  priceContext: PriceContext;
  availability: Availability;
  at: string;
}

/** What is kept of a listing's price. */
export interface Known {
  price?: Money;
  mrp?: Money;
  priceContext: PriceContext;
  availability: Availability;
  aboveMrp: boolean;
  held?: { price?: Money; seenAt: string };
}

export interface Observation {
  next: Known;
  /** A point for the history: the price, MRP or context is another, or the first. */
  priceChanged: boolean;
  availabilityChanged: boolean;
  /** Anything at all is to be stored. */
  changed: boolean;
  /** Why a price was not taken. */
  reason: "no_price" | "absurd_price" | "held" | null;
}

/** One crore of minor units' worth: nothing worn costs more. */
const LIMIT = 1_000_000_000;
const MAX_JUMP = 5;
/** How far two crawls may differ and still agree on a price that jumped. */
const AGREEMENT = 0.1;

/** What one sight does to what is known of a listing: the rules of MRP, absurd prices and quarantine. */
export function observe(known: Known | null, sight: Sight): Observation {
  const price = sight.price && isSane(sight.price) ? sight.price : null;
  if (!price) return withoutPrice(known, sight, sight.price ? "absurd_price" : "no_price");
  if (known?.price && isJump(known.price, price) && !isConfirmed(known, price, sight.at)) {
    return hold(known, price, sight);
  }
  const mrp = sight.mrp && isSane(sight.mrp) && sight.mrp.currency === price.currency ? sight.mrp : undefined;
  return take(known, { price, mrp, priceContext: sight.priceContext }, sight);
}

function take(
  known: Known | null,
  seen: { price: Money; mrp: Money | undefined; priceContext: PriceContext },
  sight: Sight,
): Observation {
  const next: Known = {
    ...seen,
    availability: sight.availability,
    aboveMrp: seen.mrp !== undefined && seen.price.amount > seen.mrp.amount,
  };
  const priceChanged =
    !known?.price ||
    !equal(known.price, seen.price) ||
    !equal(known.mrp, seen.mrp) ||
    known.priceContext !== seen.priceContext ||
    known.availability === "discontinued";
  return result(known, next, priceChanged, null);
}

function withoutPrice(known: Known | null, sight: Sight, reason: "no_price" | "absurd_price"): Observation {
  const next: Known = known
    ? { ...known, availability: sight.availability }
    : { priceContext: sight.priceContext, availability: sight.availability, aboveMrp: false };
  return result(known, next, false, reason);
}

function hold(known: Known, price: Money, sight: Sight): Observation {
  const again = known.held?.price && equal(known.held.price, price) && known.held.seenAt >= sight.at;
  const held = again ? known.held : { price, seenAt: sight.at };
  return result(known, { ...known, availability: sight.availability, held }, false, "held");
}

function result(known: Known | null, next: Known, priceChanged: boolean, reason: Observation["reason"]): Observation {
  const availabilityChanged = known?.availability !== next.availability;
  const heldChanged = known?.held?.seenAt !== next.held?.seenAt;
  return {
    next,
    priceChanged,
    availabilityChanged,
    changed: priceChanged || availabilityChanged || heldChanged,
    reason,
  };
}

/** Whether an amount can be the price of something worn. */
export function isSane(money: Money): boolean {
  return Number.isSafeInteger(money.amount) && money.amount > 0 && money.amount <= LIMIT;
}

function isJump(from: Money, to: Money): boolean {
  if (from.currency !== to.currency) return true;
  return to.amount > from.amount * MAX_JUMP || to.amount * MAX_JUMP < from.amount;
}

function isConfirmed(known: Known, price: Money, at: string): boolean {
  const { held } = known;
  if (!held?.price || held.price.currency !== price.currency || held.seenAt >= at) return false;
  return Math.abs(held.price.amount - price.amount) <= held.price.amount * AGREEMENT;
}

function equal(a: Money | undefined, b: Money | undefined): boolean {
  return a?.amount === b?.amount && a?.currency === b?.currency;
}
