import * as Notification from "../notification/notification.ts";
import * as Wishlist from "../wishlist/wishlist.ts";
import { lastVisitAt } from "./visit.ts";

const SHOWN = 6;
/** How far falls are counted. */
const CAP = 99;
/** Before everything: on the first visit all falls are new. */
const EVER = "0";

/** There is no wardrobe and there are no outfits yet: nobody has any. */
const NOT_YET = { wardrobe: 0, outfits: 0 };

export interface Dashboard {
  counts: { wishlist: number; wardrobe: number; outfits: number };
  lastVisitAt: string | null;
  drops: { count: number; more: boolean; items: Wishlist.WishRow[] };
  unread: Notification.Unread;
  newest: Wishlist.WishRow[];
}

/** What the acting shopper is greeted with. Reading it changes nothing; `visit.note` says that they are here. */
export async function read(): Promise<Dashboard> {
  const since = await lastVisitAt();
  const [wishlist, fallen, unread, newest] = await Promise.all([
    Wishlist.count(),
    Wishlist.fallenSince(since ?? EVER, CAP + 1),
    Notification.unread(),
    Wishlist.list({ limit: SHOWN }),
  ]);
  return {
    counts: { wishlist, ...NOT_YET },
    lastVisitAt: since,
    drops: { count: Math.min(fallen.length, CAP), more: fallen.length > CAP, items: fallen.slice(0, SHOWN) },
    unread,
    newest: newest.items,
  };
}
