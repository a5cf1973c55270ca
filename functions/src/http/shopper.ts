import { gateway } from "./gateway.ts";
import { app } from "./shopper/app.ts";

/** The API of shoppers behind an HTTP API. It does not start where sessions could not be verified. */
export const handler = gateway(app);
