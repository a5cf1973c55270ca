import { createApp } from "../api/create.ts";
import { asPublic } from "../context.ts";
import { logRequest } from "../log.ts";
import { reads } from "./core-reads.ts";
import { routes } from "./routes.ts";

/** The public API as deployed; the site's pages call it in their own process. No route of it knows who asks. */
export const app = createApp({ routes, services: { reads }, within: (_, __, body) => asPublic(body), log: logRequest });
