import { retry } from "@stylegence/core/review/waiting";
import { handler as handle } from "../platform/handler.ts";

/** Every hour: reviews that wait for a translator are looked at once more. */
export const handler = handle("retry-reviews", async () => ({ ...(await retry()) }));
