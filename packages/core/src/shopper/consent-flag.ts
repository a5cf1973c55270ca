export const CONSENT_FLAGS = ["storeBodyMetrics", "shareReviewsPublic", "analytics", "personalisation"] as const;
export type ConsentFlag = (typeof CONSENT_FLAGS)[number];

/** What nobody under 18 can consent to: measurements, tracking, targeting. */
export const ADULT_FLAGS: ReadonlySet<ConsentFlag> = new Set(["storeBodyMetrics", "analytics", "personalisation"]);

export interface ConsentState {
  granted: boolean;
  /** The record that began this grant. A copy of a consented value carries it, and counts under that grant alone. */
  grantId: string;
  /** Of the text that was shown. */
  version: string;
  at: string;
}

export type Consents = Partial<Record<ConsentFlag, ConsentState>>;
