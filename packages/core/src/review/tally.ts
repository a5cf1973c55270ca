import { BODY_TYPES } from "../shopper/metric.ts";

export const FITS = ["runs_small", "true_to_size", "runs_large"] as const;
export type Fit = (typeof FITS)[number];
export type FitCounts = Record<Fit, number>;
export type BodyType = (typeof BODY_TYPES)[number];
export { BODY_TYPES };

/** What one review adds to its product's figures; kept with the review as it was counted, so that it can be taken away exactly. */
export interface Share {
  rating: number;
  verified: boolean;
  fit?: Fit | undefined;
  /** A key of `sizes`. */
  size?: string | undefined;
  bodyType?: BodyType | undefined;
}

/** A product's figures: integers alone, each the sum of its counted reviews. */
export interface Tally {
  count: number;
  /** Of the stars. */
  sum: number;
  /** How many gave one star, two, … five. */
  stars: number[];
  verified: number;
  fit: FitCounts;
  /** By system and label of the size, `IN|M`; what has no more room, under `OTHER`. */
  sizes: Record<string, FitCounts>;
  bodyTypes: Partial<Record<BodyType, FitCounts & { count: number; sum: number }>>;
}

/** More sizes of one garment than these are counted together. */
export const MAX_SIZES = 40;
export const OTHER = "|other";

const NO_FITS: FitCounts = { runs_small: 0, true_to_size: 0, runs_large: 0 };

export const EMPTY: Tally = {
  count: 0,
  sum: 0,
  stars: [0, 0, 0, 0, 0],
  verified: 0,
  fit: NO_FITS,
  sizes: {},
  bodyTypes: {},
};

/** Under which key a size is counted. */
export function sizeKey(tally: Tally, size: { system: string; label: string } | undefined): string | undefined {
  if (!size) return undefined;
  const key = `${size.system}|${size.label}`;
  const isKnown = Object.hasOwn(tally.sizes, key);
  return isKnown || Object.keys(tally.sizes).length < MAX_SIZES ? key : OTHER;
}

/** The figures with a review's share. */
export function added(tally: Tally, share: Share): Tally {
  return moved(tally, share, 1);
}

/** The figures without it. */
export function without(tally: Tally, share: Share): Tally {
  return moved(tally, share, -1);
}

function moved(tally: Tally, { rating, verified, fit, size, bodyType }: Share, by: 1 | -1): Tally {
  return {
    count: tally.count + by,
    sum: tally.sum + by * rating,
    stars: tally.stars.map((count, at) => (at === rating - 1 ? count + by : count)),
    verified: tally.verified + (verified ? by : 0),
    fit: counted(tally.fit, fit, by),
    sizes: size && fit ? moveSize(tally.sizes, size, fit, by) : tally.sizes,
    bodyTypes: bodyType ? moveBody(tally.bodyTypes, { bodyType, rating, fit }, by) : tally.bodyTypes,
  };
}

function counted(fits: FitCounts, fit: Fit | undefined, by: number): FitCounts {
  return fit ? { ...fits, [fit]: fits[fit] + by } : fits;
}

/** What nobody counts under any more makes room. */
function moveSize(sizes: Tally["sizes"], size: string, fit: Fit, by: number): Tally["sizes"] {
  const { [size]: before = NO_FITS, ...others } = sizes;
  const after = counted(before, fit, by);
  return FITS.every((one) => after[one] === 0) ? others : { ...others, [size]: after };
}

function moveBody(
  types: Tally["bodyTypes"],
  { bodyType, rating, fit }: { bodyType: BodyType; rating: number; fit: Fit | undefined },
  by: number,
): Tally["bodyTypes"] {
  const { [bodyType]: before = { ...NO_FITS, count: 0, sum: 0 }, ...others } = types;
  const after = { ...counted(before, fit, by), count: before.count + by, sum: before.sum + by * rating };
  return after.count === 0 ? others : { ...others, [bodyType]: after };
}

/** Stars in hundredths, rounded half up: 433 is 4.33; null of none. */
export function averageOf({ count, sum }: { count: number; sum: number }): number | null {
  return count === 0 ? null : Math.floor((200 * sum + count) / (2 * count));
}

/** The stars alone; null without a review. */
export function ratingOf(tally: Tally | undefined): { average: number; count: number } | null {
  const average = tally ? averageOf(tally) : null;
  return tally && average !== null ? { average, count: tally.count } : null;
}

/** As many reviews, of so many hundredths of a star, are thought beside the real ones where products are compared. */
const THOUGHT = 5;
const THOUGHT_STARS = 350;

/** Where a product stands among others, in hundredths of a star: one review of five stars is less than many of 4.8. Undefined of none. */
export function standingOf(tally: Tally | undefined): number | undefined {
  if (!tally || tally.count === 0) return undefined;
  return Math.floor((100 * tally.sum + THOUGHT * THOUGHT_STARS) / (tally.count + THOUGHT));
}

/** The figures as they are answered, sizes and body types in a steady order. */
export function shown(tally: Tally) {
  const { count, stars, verified, fit, sizes, bodyTypes } = tally;
  const pairs = Object.entries(sizes).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    count,
    average: averageOf(tally),
    histogram: [...stars],
    verified,
    fit: { ...fit },
    fitBySize: pairs.map(([key, counts]) => ({ size: sizeOf(key), ...counts })),
    byBodyType: BODY_TYPES.flatMap((bodyType) => {
      const of = bodyTypes[bodyType];
      if (!of) return [];
      const { sum: _, ...counts } = of;
      return [{ bodyType, ...counts, average: averageOf(of)! }];
    }),
  };
}

function sizeOf(key: string): { system: string; label: string } {
  const bar = key.indexOf("|");
  return { system: key.slice(0, bar), label: key.slice(bar + 1) };
}
