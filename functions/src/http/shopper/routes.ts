import type { Route } from "../api/route.ts";
import { dashboardRoutes } from "./routes/dashboard.ts";
import { familyRoutes } from "./routes/family.ts";
import { linkRoutes } from "./routes/links.ts";
import { liveRoutes } from "./routes/live.ts";
import { meRoutes } from "./routes/me.ts";
import { notificationRoutes } from "./routes/notifications.ts";
import { privacyRoutes } from "./routes/privacy.ts";
import { profileRoutes } from "./routes/profile.ts";
import { purchaseRoutes } from "./routes/purchases.ts";
import { reviewRoutes } from "./routes/reviews.ts";
import { rewardRoutes } from "./routes/rewards.ts";
import { uploadRoutes } from "./routes/uploads.ts";
import { wishlistRoutes } from "./routes/wishlist.ts";

/** Every route that needs a shopper. */
export const routes: Route[] = [
  ...meRoutes,
  ...profileRoutes,
  ...linkRoutes,
  ...familyRoutes,
  ...liveRoutes,
  ...notificationRoutes,
  ...privacyRoutes,
  ...wishlistRoutes,
  ...dashboardRoutes,
  ...rewardRoutes,
  ...uploadRoutes,
  ...purchaseRoutes,
  ...reviewRoutes,
];
