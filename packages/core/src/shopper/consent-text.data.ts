import type { ConsentFlag } from "./consent-flag.ts";

/** Changes whenever a word below does. A consent says which version was read. */
export const TEXT_VERSION = "2026-11-23";

export const TEXTS: Record<ConsentFlag, { title: string; text: string }> = {
  storeBodyMetrics: {
    title: "Keep my measurements",
    text: "Stylegence keeps the measurements that I enter, and their history, to tell me which size fits. Nobody else sees them unless I also allow it for that person and in a group that we share. When I withdraw this, they are deleted everywhere.",
  },
  shareReviewsPublic: {
    title: "Show my reviews to everybody",
    text: "Reviews that I write can be read by everybody, with my name as I show it.",
  },
  analytics: {
    title: "Count what I look at",
    text: "Stylegence records what I view, search and click, to make the site better. Without this nothing is recorded with my account.",
  },
  personalisation: {
    title: "Order what I see by what I like",
    text: "Search results and suggestions follow my preferences, my wishlist and what I looked at. When I withdraw this, what was worked out about my taste is deleted.",
  },
};
