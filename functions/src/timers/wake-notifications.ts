import { handOut } from "@stylegence/core/notification/waiting";
import { handler as handle } from "../platform/handler.ts";

/** Every minute: whose quiet hours ended, or whose digest is due. */
export const handler = handle("wake-notifications", async () => ({ ...(await handOut()) }));
