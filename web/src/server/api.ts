import { app } from "@stylegence/functions/http/public/app";
import { createClient } from "../api/client.ts";

/** The public API in this very process: a page costs no extra hop, and there is one contract. */
export const api = createClient(async (path, init) => app.request(path, init));
