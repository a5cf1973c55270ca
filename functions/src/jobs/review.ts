import { perform } from "@stylegence/core/review/perform";
import { ReviewDue } from "@stylegence/core/review/review.events";
import { consumer, each } from "../platform/consumer.ts";

/** Queue `review`: looks at reviews and publishes them, and keeps them with their purchases and garments. */
export const handler = consumer(
  "review",
  ReviewDue,
  each((due) => perform(due)),
);
