/** What is known of how often a page changes. */
export interface Watched {
  changeCount: number;
  watchedHours: number;
}

export interface Bounds {
  minIntervalMinutes: number;
  maxIntervalMinutes: number;
}

/** How much of the past remains after each look: about the last ten count. */
const FADE = 0.9;
/** Before anything is known a page is taken to change once in three days. */
const PRIOR: Watched = { changeCount: 1, watchedHours: 72 };
/** A look when half a change is to be expected. */
const EXPECTED_CHANGES = 0.5;

/** Adds one look: `hours` since the last, and whether it found a change. */
export function watch(before: Watched | null, hours: number, changed: boolean): Watched {
  const { changeCount, watchedHours } = before ?? { changeCount: 0, watchedHours: 0 };
  return {
    changeCount: changeCount * FADE + (changed ? 1 : 0),
    watchedHours: watchedHours * FADE + Math.max(hours, 0),
  };
}

/**
 * Minutes until the next look: the time in which half a change is to be expected from the rate seen so far, within the domain's
 * bounds. A priority of 1 (a product that shoppers wish for) halves it.
 */
export function intervalOf(watched: Watched, bounds: Bounds, priority = 0): number {
  const rate = (watched.changeCount + PRIOR.changeCount) / (watched.watchedHours + PRIOR.watchedHours);
  const minutes = ((EXPECTED_CHANGES / rate) * 60) / (1 + Math.max(priority, 0));
  return Math.round(Math.min(Math.max(minutes, bounds.minIntervalMinutes), bounds.maxIntervalMinutes));
}

const FIRST_BACKOFF_MIN = 5;
const MAX_BACKOFF_MIN = 24 * 60;

/** Minutes to wait after the n-th failure in a row, doubling from five up to a day; `spread` (0..1) keeps pages from coming back as one. */
export function backoffOf(errorCount: number, spread: number): number {
  const minutes = Math.min(FIRST_BACKOFF_MIN * 2 ** Math.min(errorCount - 1, 20), MAX_BACKOFF_MIN);
  return minutes * (0.75 + spread / 2);
}
