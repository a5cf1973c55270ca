/** What is known of how often a page changes; older looks fade. */
export interface Watched {
  lookCount: number;
  /** Looks that found a change. */
  changeCount: number;
  /** Between the looks, together. */
  watchedHours: number;
}

export interface Bounds {
  minIntervalMinutes: number;
  maxIntervalMinutes: number;
}

/** How much of the past remains after each look: about the last twenty count. */
const FADE = 0.95;
/** Before anything is known: one look after a day, that may or may not have found a change. */
const PRIOR: Watched = { lookCount: 1, changeCount: 0.5, watchedHours: 24 };

/** A page that changes once a day is looked at after so many hours, where the domain's budget is just enough. */
const USUAL_HOURS = 12;
const USUAL_RATE = 1 / 24;
/**
 * How much of a page's rate its visits follow. All of it (1) sees most changes early and forgets the pages that seldom change; the
 * square root (0.5) makes the mean delay shortest. Chosen by `pnpm bench schedule`.
 */
const POWER = 0.85;

/** After a look that found a change, since prices change in spells: sales begin and end, stock runs out and comes back. */
const AFTER_CHANGE = 0.5;

/** Adds one look: `hours` since the last, and whether it found a change. */
export function watch(before: Watched, hours: number, changed: boolean): Watched {
  return {
    lookCount: before.lookCount * FADE + 1,
    changeCount: before.changeCount * FADE + (changed ? 1 : 0),
    watchedHours: before.watchedHours * FADE + Math.max(hours, 0),
  };
}

/**
 * Changes an hour. A look finds one change however many there were, so they are estimated from the share of looks that found none
 * (Cho and Garcia-Molina 2003).
 */
export function rateOf(watched: Watched): number {
  const looks = watched.lookCount + PRIOR.lookCount;
  const changes = Math.min(watched.changeCount + PRIOR.changeCount, looks);
  const hours = (watched.watchedHours + PRIOR.watchedHours) / looks;
  return -Math.log((looks - changes + 0.5) / (looks + 0.5)) / hours;
}

/**
 * Minutes until the next look at a page that changes `rate` times an hour, within the domain's bounds. `stretch` makes all
 * intervals of a domain longer or shorter, so that together they use its budget. A priority of 1 (a product that shoppers wish
 * for) halves the time, and so does `changed`, a change that was found just now.
 */
export function intervalOf(
  rate: number,
  bounds: Bounds,
  { priority = 0, stretch = 1, changed = false }: { priority?: number; stretch?: number; changed?: boolean } = {},
): number {
  const hours = USUAL_HOURS * stretch * (USUAL_RATE / rate) ** POWER * (changed ? AFTER_CHANGE : 1);
  const minutes = (hours * 60) / (1 + Math.max(priority, 0));
  return Math.round(Math.min(Math.max(minutes, bounds.minIntervalMinutes), bounds.maxIntervalMinutes));
}

/** How a domain's budget was used of late. */
export interface Use {
  /** 0 to 1: the share of its requests for which there was nothing due. */
  spare: number;
  /** By how much the visit that waits longest is late. */
  lateMinutes: number;
}

const MOST_STRETCH = 16;
const LATE_MIN = 30;
/** By how much of itself a stretch changes in an hour at most: slower than intervals of days follow it, or it would swing. */
const STRETCH_AN_HOUR = 0.01;

/** The stretch after so many minutes of such use: shorter intervals while requests are left over, longer ones while visits are late. */
export function stretchAfter(before: number, { spare, lateMinutes }: Use, minutes: number): number {
  const turn = spare > 0 ? -Math.min(spare, 1) : lateMinutes > LATE_MIN ? 1 : 0;
  const after = before * Math.exp((turn * STRETCH_AN_HOUR * minutes) / 60);
  return Math.min(MOST_STRETCH, Math.max(1 / MOST_STRETCH, after));
}

const FIRST_BACKOFF_MIN = 5;
const MAX_BACKOFF_MIN = 24 * 60;

/** Minutes to wait after the n-th failure in a row, doubling from five up to a day; `spread` (0..1) keeps pages from coming back as one. */
export function backoffOf(errorCount: number, spread: number): number {
  const minutes = Math.min(FIRST_BACKOFF_MIN * 2 ** Math.min(errorCount - 1, 20), MAX_BACKOFF_MIN);
  return minutes * (0.75 + spread / 2);
}
