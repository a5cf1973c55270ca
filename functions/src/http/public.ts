import { gateway } from "./gateway.ts";
import { app } from "./public/app.ts";

/** The public API behind an HTTP API. */
export const handler = gateway(app);
