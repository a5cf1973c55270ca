import { context } from "../platform/context.ts";
import { dayOf, shift } from "../platform/day.ts";
import { type Deal, dealOf } from "./deal.ts";
import { isBuyable, offersOf } from "./offer.ts";
import { type PricePoint, pricePoint } from "./price-point.entity.ts";
import { type DayPrice, dailyMinimum, dropOf, type Step, withPromotions } from "./price-series.ts";
import * as Product from "./product.ts";
import * as Source from "./source.ts";

/** Prices of a group over time, in minor units of `currency`; days of Asia/Kolkata. */
export interface History {
  groupId: string;
  currency: string;
  series: { source: { id: string; name: string }; points: DayPrice[] }[];
  daily: DayPrice[];
  lowest: DayPrice | null;
  highest: DayPrice | null;
  /** The lowest price at this moment: what the score judges. Null where there is none. */
  current: number | null;
  dealScore: Deal["score"];
  verdict: Deal["verdict"];
  lowConfidence: boolean;
}

/**
 * Daily lowest prices by shop and overall for the last `sinceDays` days, with the lowest and highest there ever was and how good
 * today's price is. Only prices that everybody can have, after the best public offer of their time, as everywhere; in the currency
 * that most listings have. Throws `not_found`.
 */
export async function read(groupId: string, options: { sinceDays: number }): Promise<History> {
  const { product, points } = await Product.readWithPrices(groupId);
  return of(product, points, options);
}

/** As `read`, for a group that was read with its price points. */
export async function of(
  product: Product.Product,
  points: readonly PricePoint[],
  options: { sinceDays: number },
): Promise<History> {
  const { groupId } = product.group;
  const sold = new Set(points.map(({ sourceId }) => sourceId));
  const nameOf = await Source.namesAmong(product.pages, sold);
  const today = dayOf(context().now());
  const first = shift(today, 1 - options.sinceDays);
  const currency = currencyOf(points);
  const steps = stepsOf(product, points, currency);
  const all = dailyMinimum(
    [...steps.values()].map((one) => one.steps),
    today,
  );
  const shown = (days: DayPrice[]) => days.filter(({ day }) => day >= first);
  const series = [...Map.groupBy(steps.values(), (one) => one.sourceId)].map(([id, ofSource]) => ({
    source: { id, name: nameOf(id) },
    points: shown(
      dailyMinimum(
        ofSource.map((one) => one.steps),
        today,
      ),
    ),
  }));
  const now = currentOf(product, currency);
  const { score, verdict, lowConfidence } = dealOf(before(all, today), now);
  return {
    groupId,
    currency,
    series: series.filter((one) => one.points.length > 0).sort((a, b) => (a.source.id < b.source.id ? -1 : 1)),
    daily: shown(all),
    lowest: extreme(all, (a, b) => a < b),
    highest: extreme(all, (a, b) => a > b),
    current: now,
    dealScore: score,
    verdict,
    lowConfidence,
  };
}

const DROP_DAYS = 30;

/**
 * What the search index keeps of a group's history: whole per cent that its lowest price fell in the last 30 days, or since it
 * was first seen (0 when it did not), and its deal score.
 */
export async function signals(product: Product.Product): Promise<{ drop: number; dealScore: number | null }> {
  const points = await pointsOf(product.group.groupId);
  const today = dayOf(context().now());
  const currency = currencyOf(points);
  const all = dailyMinimum(
    [...stepsOf(product, points, currency).values()].map((one) => one.steps),
    today,
  );
  const first = shift(today, -DROP_DAYS);
  return {
    drop: dropOf(all.filter(({ day }) => day >= first)),
    dealScore: dealOf(before(all, today), currentOf(product, currency)).score,
  };
}

/**
 * Whether a variant was never to be had for so little: what it costs now lies below all that it cost before, at any shop. The history
 * is short, and little to go by, where `lowConfidence` says so.
 */
export function lowestEver(
  { product, points }: { product: Product.Product; points: readonly PricePoint[] },
  variantId: string,
  price: { amount: number; currency: string },
): { isLowest: boolean; lowConfidence: boolean } {
  const own = new Set(product.listings.filter((one) => one.variantId === variantId).map(({ listingId }) => listingId));
  const known = points.filter(({ listingId }) => own.has(listingId));
  const listings = [...stepsOf(product, known, price.currency).values()].map(({ steps }) => steps.toSorted(byTime));
  const before = listings.flatMap((steps) => steps.slice(0, -1));
  const held = listings.flatMap((steps) => steps.slice(-1));
  const isLowest =
    before.every(({ amount }) => amount === null || amount > price.amount) &&
    held.every(({ amount }) => amount === null || amount >= price.amount);
  const days = dailyMinimum(listings, dayOf(context().now()));
  return { isLowest, lowConfidence: dealOf(days, price.amount).lowConfidence };
}

function byTime(a: Step, b: Step): number {
  return a.at < b.at ? -1 : 1;
}

/** The days that today's price is compared with: those before, or today itself when there is no other. */
function before(days: DayPrice[], today: string): DayPrice[] {
  return days.length === 1 ? days : days.filter(({ day }) => day < today);
}

async function pointsOf(groupId: string): Promise<PricePoint[]> {
  const { data } = await pricePoint().query.primary({ groupId }).go({ pages: "all" });
  return data;
}

interface ListingSteps {
  sourceId: string;
  steps: Step[];
}

function stepsOf(product: Product.Product, points: readonly PricePoint[], currency: string): Map<string, ListingSteps> {
  const pages = new Map(product.listings.map((item) => [item.listingId, item.pageKey]));
  const now = context().now().toISOString();
  const byListing = Map.groupBy(points, (point) => point.listingId);
  return new Map(
    [...byListing].map(([listingId, own]) => {
      const { sourceId } = own[0]!;
      const pageKey = pages.get(listingId);
      const promotions = product.promotions.filter((one) => one.sourceId === sourceId && one.pageKey === pageKey);
      const steps = own.map((point) => stepOf(point, currency));
      return [listingId, { sourceId, steps: withPromotions(steps, currency, promotions, now) }];
    }),
  );
}

function stepOf(point: PricePoint, currency: string): Step {
  const counts = point.priceContext === "public" && point.price?.currency === currency;
  return { at: point.at, amount: counts ? point.price!.amount : null };
}

function currencyOf(points: readonly PricePoint[]): string {
  const counts = new Map<string, number>();
  for (const { price } of points) if (price) counts.set(price.currency, (counts.get(price.currency) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "INR";
}

/** The lowest price now at which everybody can buy it. */
function currentOf(product: Product.Product, currency: string): number | null {
  const amounts = offersOf(product, context().now())
    .filter((offer) => isBuyable(offer) && offer.priceContext === "public")
    .flatMap(({ effectivePrice }) => (effectivePrice.currency === currency ? [effectivePrice.amount] : []));
  return amounts.length > 0 ? Math.min(...amounts) : null;
}

/** The day of an extreme price, the latest where several share it. */
function extreme(days: readonly DayPrice[], isBetter: (a: number, b: number) => boolean): DayPrice | null {
  return days.reduce<DayPrice | null>((best, day) => (!best || !isBetter(best.amount, day.amount) ? day : best), null);
}
