import { visit } from "@stylegence/core/crawl/visit";
import { VisitRequested } from "@stylegence/core/crawl/visit.events";
import { consumer, each } from "../platform/consumer.ts";

export const handler = consumer(
  "crawl",
  VisitRequested,
  each(({ frontierId, slotAt }) => visit(frontierId, { slotAt })),
);
