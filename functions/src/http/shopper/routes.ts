import type { Route } from "../api/route.ts";
import { liveRoutes } from "./routes/live.ts";
import { meRoutes } from "./routes/me.ts";
import { notificationRoutes } from "./routes/notifications.ts";

/** Every route that needs a shopper. */
export const routes: Route[] = [...meRoutes, ...liveRoutes, ...notificationRoutes];
