import { asPublic } from "../context.ts";
import { logRequest } from "../log.ts";
import { reads } from "./core-reads.ts";
import { createApp } from "./create.ts";

/** The public API as deployed; the site's pages call it in their own process. */
export const app = createApp({ reads, within: asPublic, log: logRequest });
