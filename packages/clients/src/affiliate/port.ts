/** Where a pull has come to: an adapter's own words, empty at the very first. Kept between pulls. */
export type PullState = Readonly<Record<string, string>>;

export interface PullPage {
  /** The answer as it came; the core's dialect reads it. */
  raw: string;
  /** Where to go on from once this page is stored. */
  next: PullState;
}

export interface PullSettings {
  /** Where the network's list is asked for, no trailing slash; the adapter knows the usual one where absent. */
  apiUrl?: string | undefined;
  /** From the stage's secret, by the names that the adapter documents. */
  credentials: Readonly<Record<string, string>>;
  /** The network's and its account's ids from its configuration. */
  values: Readonly<Record<string, string>>;
  now: Date;
}

/** A network's own list of what it pays for. */
export interface Puller {
  /**
   * What changed since the state, oldest first, a page at a time; an empty first page is given too where it moves the state on.
   * Overlaps what was read before as far as the network may still have changed it: who reads it knows a row again.
   * Throws ServiceError.
   */
  since(state: PullState): AsyncIterable<PullPage>;
}

/** Makes an adapter of a dialect's network. Throws ServiceError `rejected` where credentials are missing. */
export type MakePuller = (settings: PullSettings) => Puller;
