import { context } from "../platform/context.ts";
import { dayOf, shift } from "../platform/day.ts";
import { notFound } from "../platform/errors.ts";
import { type Deal, dealOf } from "./deal.ts";
import type { Listing } from "./listing.entity.ts";
import { type PricePoint, pricePoint } from "./price-point.entity.ts";
import { type DayPrice, dailyMinimum, dropOf, type Step } from "./price-series.ts";
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
 * today's price is. Only prices that everybody can have, in the currency that most listings have. Throws `not_found`.
 */
export async function read(groupId: string, options: { sinceDays: number }): Promise<History> {
  const [product, points, nameOf] = await Promise.all([Product.find(groupId), pointsOf(groupId), Source.names()]);
  if (!product) throw notFound({ groupId });
  const today = dayOf(context().now());
  const first = shift(today, 1 - options.sinceDays);
  const currency = currencyOf(points);
  const steps = stepsOf(points, currency);
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
  const now = currentOf(product.listings, currency);
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
    [...stepsOf(points, currency).values()].map((one) => one.steps),
    today,
  );
  const first = shift(today, -DROP_DAYS);
  return {
    drop: dropOf(all.filter(({ day }) => day >= first)),
    dealScore: dealOf(before(all, today), currentOf(product.listings, currency)).score,
  };
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

function stepsOf(points: readonly PricePoint[], currency: string): Map<string, ListingSteps> {
  const byListing = new Map<string, ListingSteps>();
  for (const point of points) {
    const one = byListing.get(point.listingId) ?? { sourceId: point.sourceId, steps: [] };
    one.steps.push(stepOf(point, currency));
    byListing.set(point.listingId, one);
  }
  return byListing;
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

/** The lowest price now, of all listings that their shops still show. */
function currentOf(listings: readonly Listing[], currency: string): number | null {
  const amounts = listings
    .filter((item) => item.availability !== "discontinued" && item.priceContext === "public")
    .flatMap((item) => (item.price?.currency === currency ? [item.price.amount] : []));
  return amounts.length > 0 ? Math.min(...amounts) : null;
}

/** The day of an extreme price, the latest where several share it. */
function extreme(days: readonly DayPrice[], isBetter: (a: number, b: number) => boolean): DayPrice | null {
  return days.reduce<DayPrice | null>((best, day) => (!best || !isBetter(best.amount, day.amount) ? day : best), null);
}
