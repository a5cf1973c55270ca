import { passBoundaries } from "@stylegence/core/catalog/expiry";
import { handler as handle } from "../platform/handler.ts";

/** Every quarter of an hour: what an offer that began or ended since changes is indexed again, with no crawl. */
export const handler = handle("expire-offers", async () => ({ ...(await passBoundaries()) }));
