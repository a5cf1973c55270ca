import { schedule } from "@stylegence/core/crawl/schedule";
import { handler as handle } from "../platform/handler.ts";

/** Every minute: hands out what is due of each domain, within its budget. */
export const handler = handle("schedule-crawl", async () => ({ ...(await schedule()) }));
