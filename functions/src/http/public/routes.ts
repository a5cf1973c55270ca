import type { Route } from "./route.ts";
import { browseRoutes } from "./routes/browse.ts";
import { healthRoutes } from "./routes/health.ts";
import { productRoutes } from "./routes/products.ts";
import { searchRoutes } from "./routes/search.ts";

/** Every route of the public API. */
export const routes: Route[] = [...searchRoutes, ...productRoutes, ...browseRoutes, ...healthRoutes];
