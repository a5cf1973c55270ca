import { AffiliateDue } from "@stylegence/core/affiliate/affiliate.events";
import { perform } from "@stylegence/core/affiliate/perform";
import { affiliateTools } from "../platform/affiliate-tools.ts";
import { consumer, each } from "../platform/consumer.ts";

/** Queue `affiliate`: stores clicks, reads what networks sent, and their lists. */
export const handler = consumer(
  "affiliate",
  AffiliateDue,
  each((due) => perform(due, affiliateTools)),
);
