/** The queues that an outbox item may be published to. */
export const topics = [
  "crawl",
  "index",
  "embed",
  "media",
  "alert",
  "notify",
  "live",
  "privacy",
  "inbox",
  "affiliate",
  "upload",
  "review",
] as const;
export type Topic = (typeof topics)[number];
