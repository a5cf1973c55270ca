/** The entities whose changes are messages: the stream brings no other to the function that publishes. */
export const PUBLISHED = {
  /** Only when new: an outbox item never changes, and its expiry is no message. */
  inserts: ["outbox", "mail"],
  writes: [
    "productGroup",
    "crawlFrontier",
    "notification",
    "wishlistItem",
    "wishLink",
    "familyGroup",
    "familyMember",
    "payment",
    "membership",
    "rewardBalance",
    "upload",
    "receipt",
    "purchase",
  ],
  /** Only when they go. */
  removals: ["wishlistItem", "wishLink", "familyGroup", "familyMember", "shopper"],
} as const;
