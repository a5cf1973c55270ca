import {
  LinkId,
  VariantId,
  Wish,
  WishInput,
  WishLinkAnswer,
  WishLinkInput,
  Wishlist as WishlistAnswer,
  WishlistParams,
  WishRemoved,
} from "@stylegence/contracts/wishlist";
import { actingShopper } from "@stylegence/core/shopper/shopper";
import * as Count from "@stylegence/core/wishlist/count";
import { shown, shownLink } from "@stylegence/core/wishlist/shown";
import * as Wishlist from "@stylegence/core/wishlist/wishlist";
import * as z from "zod/mini";
import { PRIVATE, type Route, route } from "../../api/route.ts";

// Reading what somebody pasted needs what the crawl needs; only those who paste wait for it to load.
const links = () => import("@stylegence/core/wishlist/link");
const listed = () => import("@stylegence/core/wishlist/links");

const OfVariant = z.object({ variantId: VariantId });
const own = { security: "shopper", cacheControl: PRIVATE } as const;

export const wishlistRoutes: Route[] = [
  route({
    ...own,
    path: "/me/wishlist",
    id: "getWishlist",
    summary: "The shopper's wishes, newest first, with their best offers; or those for one product",
    params: undefined,
    query: WishlistParams,
    response: WishlistAnswer,
    responseName: "Wishlist",
    answer: async ({ query }) => {
      const isFirst = query.cursor === undefined && query.groupId === undefined;
      const [page, count, limit, pasted] = await Promise.all([
        Wishlist.list(query),
        Wishlist.count(),
        Count.limitOf(actingShopper()),
        isFirst ? listed().then((Links) => Links.list()) : [],
      ]);
      const items = page.items.map(shown);
      return {
        body: { items, nextCursor: page.nextCursor, count, limit, links: pasted.map(shownLink) },
      };
    },
  }),
  route({
    ...own,
    method: "POST",
    path: "/me/wishlist",
    id: "pasteWish",
    summary: "Wish for what a product's page at any shop shows; a page that is not known is read first",
    params: undefined,
    query: undefined,
    body: WishLinkInput,
    response: WishLinkAnswer,
    responseName: "WishLinkAnswer",
    answer: async ({ body }) => {
      const added = await (await links()).add(body.url);
      if ("wish" in added) return { status: 201, body: { wish: shown(added.wish), link: null } };
      return { status: 202, body: { wish: null, link: shownLink(added.link) } };
    },
  }),
  route({
    ...own,
    path: "/me/wishlist/{variantId}",
    id: "getWish",
    summary: "One wish",
    params: OfVariant,
    query: undefined,
    response: Wish,
    responseName: "Wish",
    answer: async ({ params }) => ({ body: shown(await Wishlist.get(params.variantId)) }),
  }),
  route({
    ...own,
    method: "PUT",
    path: "/me/wishlist/{variantId}",
    id: "putWish",
    summary: "Wish for a variant of a product, or change what to be told of",
    params: OfVariant,
    query: undefined,
    body: WishInput,
    response: Wish,
    responseName: "Wish",
    answer: async ({ params, body }) => ({ body: shown(await Wishlist.put(params.variantId, body)) }),
  }),
  route({
    ...own,
    method: "DELETE",
    path: "/me/wishlist/{variantId}",
    id: "removeWish",
    summary: "Take a wish back",
    params: OfVariant,
    query: undefined,
    response: WishRemoved,
    responseName: "WishRemoved",
    answer: async ({ params }) => ({ body: { removed: await Wishlist.remove(params.variantId) } }),
  }),
  route({
    ...own,
    method: "DELETE",
    path: "/me/wishlist/links/{linkId}",
    id: "removeWishLink",
    summary: "Take a pasted link away that is no wish yet",
    params: z.object({ linkId: LinkId }),
    query: undefined,
    response: WishRemoved,
    responseName: "WishRemoved",
    answer: async ({ params }) => ({ body: { removed: await (await listed()).remove(params.linkId) } }),
  }),
];
