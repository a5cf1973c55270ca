import { gateway } from "./gateway.ts";
import { app } from "./shopper/app.ts";

/** The API of shoppers behind an HTTP API. */
export const handler = gateway(app);
