import { askAll } from "@stylegence/core/affiliate/pull";
import { handler as handle } from "../platform/handler.ts";

/** Every quarter of an hour: has the list of each network read that has one. */
export const handler = handle("pull-affiliates", async () => ({ networks: await askAll() }));
