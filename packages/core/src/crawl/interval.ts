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

/** How much of the past remains after each look: about the last ten count. */
const FADE = 0.9;
/** Before anything is known: one look after a day, that may or may not have found a change. */
const PRIOR: Watched = { lookCount: 1, changeCount: 0.5, watchedHours: 24 };
/** A look when half a change is to be expected. */
const EXPECTED_CHANGES = 0.5;

/** Adds one look: `hours` since the last, and whether it found a change. */
export function watch(before: Watched, hours: number, changed: boolean): Watched {
  return {
    lookCount: before.lookCount * FADE + 1,
    changeCount: before.changeCount * FADE + (changed ? 1 : 0),
    watchedHours: before.watchedHours * FADE + Math.max(hours, 0),
  };
}

/**
 * Minutes until the next look: the time in which half a change is to be expected, within the domain's bounds. A look finds one change
 * however many there were, so the rate is estimated from the share of looks that found none (Cho and Garcia-Molina 2003). A
 * priority of 1 (a product that shoppers wish for) halves the time.
 */
export function intervalOf(watched: Watched, bounds: Bounds, priority = 0): number {
  const looks = watched.lookCount + PRIOR.lookCount;
  const changes = Math.min(watched.changeCount + PRIOR.changeCount, looks);
  const hours = (watched.watchedHours + PRIOR.watchedHours) / looks;
  const rate = -Math.log((looks - changes + 0.5) / (looks + 0.5)) / hours;
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
