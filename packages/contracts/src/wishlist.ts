import * as z from "zod/mini";
import { Availability } from "./availability.ts";
import { Money } from "./money.ts";
import { Unread } from "./notification.ts";
import { GroupId } from "./query.ts";

export const VariantId = z.string().check(z.regex(/^var_[0-9A-HJKMNP-TV-Z]{26}$/));
/** Names a pasted link that is not a wish yet. */
export const LinkId = z.string().check(z.regex(/^frn_[0-9A-HJKMNP-TV-Z]{26}$/));

/** How many wishes a page of the list holds at most. */
export const MAX_WISHES_A_PAGE = 50;
export const MAX_NOTE_CHARACTERS = 500;

/** Of what a shopper wants to be told. */
export const WishAlerts = z.strictObject({
  anyDrop: z.boolean(),
  /** Only means something together with a target price. */
  belowTarget: z.boolean(),
  backInStock: z.boolean(),
  lowestEver: z.boolean(),
});
export type WishAlerts = z.infer<typeof WishAlerts>;

const TargetPrice = z.strictObject({
  /** Minor units. */
  amount: z.int().check(z.minimum(1), z.maximum(1_000_000_000)),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
});

/** Body of `PUT /me/wishlist/{variantId}`: what is left out stays as it is, or is told of everything where the wish is new. */
export const WishInput = z.strictObject({
  /** Null takes the target away. */
  targetPrice: z.optional(z.nullable(TargetPrice)),
  alerts: z.optional(WishAlerts),
  note: z.optional(z.nullable(z.string().check(z.maxLength(MAX_NOTE_CHARACTERS)))),
});
export type WishInput = z.infer<typeof WishInput>;

/** Query of `GET /me/wishlist`. */
export const WishlistParams = z.object({
  /** Only the wishes for variants of this product: what its page needs for its buttons. */
  groupId: z.optional(GroupId),
  cursor: z.optional(z.string().check(z.maxLength(400))),
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(MAX_WISHES_A_PAGE))),
});
export type WishlistParams = z.infer<typeof WishlistParams>;

export const WishOffer = z.object({
  listingId: z.string(),
  source: z.object({ id: z.string(), name: z.string() }),
  /** Where the shop sells it. */
  url: z.string(),
  /** What everybody pays there now, after the best public offer. */
  price: Money,
  /** Null where there is none, or the price lies above it. */
  mrp: z.nullable(Money),
  /** Whole per cent under MRP, computed. */
  discount: z.int(),
  availability: Availability,
});
export type WishOffer = z.infer<typeof WishOffer>;

/** A wish as the list shows it. It outlives its product: then it shows what was last known. */
export const Wish = z.object({
  /** Names the wish: for `PUT` and `DELETE`. */
  variantId: z.string(),
  addedAt: z.string(),
  note: z.nullable(z.string()),
  targetPrice: z.nullable(Money),
  alerts: WishAlerts,
  product: z.object({
    groupId: z.string(),
    title: z.string(),
    brand: z.nullable(z.object({ slug: z.string(), name: z.string() })),
  }),
  variant: z.object({
    colour: z.nullable(z.string()),
    colourFamily: z.nullable(z.string()),
    size: z.nullable(z.object({ system: z.string(), label: z.string() })),
  }),
  image: z.nullable(
    z.object({
      url: z.string(),
      width: z.nullable(z.int()),
      height: z.nullable(z.int()),
      dominantColour: z.nullable(z.string()),
    }),
  ),
  /** The best way to buy it now; null while there is none. */
  offer: z.nullable(WishOffer),
  availability: Availability,
  /** Best price when the wish was added; null where there was none. */
  addedPrice: z.nullable(Money),
  /** Since it was added: minor units and whole per cent, negative where it is cheaper now. Null without two prices to compare. */
  change: z.nullable(z.object({ amount: z.int(), percent: z.int() })),
  /** The last fall of the price that still holds. */
  drop: z.nullable(z.object({ from: Money, at: z.string() })),
  /** The price is at or below the target. */
  targetMet: z.boolean(),
  /** Since when all of this is so. */
  updatedAt: z.string(),
});
export type Wish = z.infer<typeof Wish>;

/** Why a pasted link became no wish. */
export const LINK_REFUSALS = ["not_a_product", "no_price", "forbidden", "gone", "unreachable", "full"] as const;

/** A pasted link whose page is still to be read, or was of no use. */
export const WishLink = z.object({
  linkId: z.string(),
  url: z.string(),
  state: z.enum(["reading", "refused"]),
  reason: z.nullable(z.enum(LINK_REFUSALS)),
  addedAt: z.string(),
});
export type WishLink = z.infer<typeof WishLink>;

/** Answer of `GET /me/wishlist`, newest first. */
export const Wishlist = z.object({
  items: z.array(Wish),
  nextCursor: z.nullable(z.string()),
  /** How many wishes there are, exactly, and how many there may be. */
  count: z.int(),
  limit: z.int(),
  /** Pasted links that are no wishes yet, newest first; with the first page only. */
  links: z.array(WishLink),
});
export type Wishlist = z.infer<typeof Wishlist>;

/** Answer of `DELETE /me/wishlist/{variantId}` and of `DELETE /me/wishlist/links/{linkId}`. */
export const WishRemoved = z.object({ removed: z.boolean() });
export type WishRemoved = z.infer<typeof WishRemoved>;

/** Body of `POST /me/wishlist`: a product's page at any shop. The scheme may be missing. */
export const WishLinkInput = z.strictObject({ url: z.string().check(z.minLength(4), z.maxLength(2000)) });
export type WishLinkInput = z.infer<typeof WishLinkInput>;

/** 201 with the wish where the page is known already; 202 with the link where it is read first. One of them is null. */
export const WishLinkAnswer = z.object({ wish: z.nullable(Wish), link: z.nullable(WishLink) });
export type WishLinkAnswer = z.infer<typeof WishLinkAnswer>;

/** Answer of `POST /me/visits` (no body), which says that the shopper is here. */
export const Visit = z.object({
  /** When the visit before this one ended; null on the first. Half an hour without one ends a visit. */
  lastVisitAt: z.nullable(z.string()),
});
export type Visit = z.infer<typeof Visit>;

/** Answer of `GET /me/dashboard`. */
export const Dashboard = z.object({
  counts: z.object({ wishlist: z.int(), wardrobe: z.int(), outfits: z.int() }),
  /** When the visit before this one ended; null on the first. */
  lastVisitAt: z.nullable(z.string()),
  /** Wishes whose price fell since then and is still down, latest first. */
  drops: z.object({
    /** Exact up to 99. */
    count: z.int(),
    more: z.boolean(),
    items: z.array(Wish),
  }),
  unread: Unread,
  /** A few. */
  newest: z.array(Wish),
});
export type Dashboard = z.infer<typeof Dashboard>;
