import { familyCases } from "./family-cases.ts";
import { notificationCases } from "./notification-cases.ts";
import { paymentCases } from "./payment-cases.ts";
import { privacyCases } from "./privacy-cases.ts";
import { profileCases } from "./profile-cases.ts";
import { purchaseCases } from "./purchase-cases.ts";
import { reviewCases } from "./review-cases.ts";
import { rewardCases } from "./reward-cases.ts";
import type { Call, Person, World } from "./shopper-world.ts";
import { wishlistCases } from "./wishlist-cases.ts";

/** What the security suite asks of one route. */
export interface ShopperCase {
  /** Works for Ana. */
  good: Call;
  /** Of the answer to `good`; 200 where it is absent. */
  status?: number;
  /** Answer 400; the field that the problem must name. */
  bad?: { call: Call; field: string }[];
  /** Name a thing that is Bela's, or that nobody has: the one 404, byte for byte. */
  foreign?: Call[];
  /** Name Bela's thing where a route says nothing of what is not there: the answer is that of `good`, and nothing changes. */
  harmless?: Call[];
  /** Undoes what `good` ended, for the rows after it. */
  after?: () => Promise<void>;
  /** Somebody who may see the thing but not do this: 403. */
  forbidden?: { who: Person; call: Call }[];
}

/** A row for every route that needs a shopper, by its operation's id; it makes what it needs. A route without a row fails the suite. */
export const shopperCases: Record<string, (world: World) => Promise<ShopperCase>> = {
  ...notificationCases,
  ...profileCases,
  ...familyCases,
  ...privacyCases,
  ...wishlistCases,
  ...paymentCases,
  ...rewardCases,
  ...purchaseCases,
  ...reviewCases,
  postLiveTicket: async () => ({ good: { path: "/me/live-tickets" }, status: 201 }),
  getMe: async () => ({ good: { path: "/me" } }),
};
