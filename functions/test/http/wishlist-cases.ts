import * as Wishlist from "@stylegence/core/wishlist/wishlist";
import type { ShopperCase } from "./shopper-cases.ts";
import type { World } from "./shopper-world.ts";

const nobodys = `var_${"0".repeat(26)}`;
const inr = (amount: number) => ({ amount, currency: "INR" });

/** Path of a wish of Ana's, which Bela has not. */
async function own(world: World): Promise<string> {
  const variantId = world.variantIds[0]!;
  await world.as("ana", () => Wishlist.put(variantId));
  await world.as("bela", () => Wishlist.remove(variantId));
  return `/me/wishlist/${variantId}`;
}

export const wishlistCases: Record<string, (world: World) => Promise<ShopperCase>> = {
  getWishlist: async (world) => {
    await own(world);
    return {
      good: { path: "/me/wishlist?limit=10" },
      bad: [
        { call: { path: "/me/wishlist?cursor=AAAA" }, field: "cursor" },
        { call: { path: "/me/wishlist?limit=51" }, field: "limit" },
        { call: { path: "/me/wishlist?groupId=prd_1" }, field: "groupId" },
      ],
    };
  },
  getWish: async (world) => ({
    good: { path: await own(world) },
    foreign: [{ path: `/me/wishlist/${nobodys}` }, { path: "/me/wishlist/var_1" }],
  }),
  putWish: async (world) => {
    const path = await own(world);
    return {
      good: { path, body: { targetPrice: inr(90_000), note: "For the wedding" } },
      bad: [
        { call: { path, body: { targetPrice: inr(0) } }, field: "targetPrice.amount" },
        { call: { path, body: { targetPrice: inr(1.5) } }, field: "targetPrice.amount" },
        { call: { path, body: { targetPrice: { amount: 1, currency: "rupees" } } }, field: "targetPrice.currency" },
        { call: { path, body: { note: "x".repeat(501) } }, field: "note" },
        { call: { path, body: { alerts: { anyDrop: true } } }, field: "alerts.belowTarget" },
      ],
      foreign: [{ path: `/me/wishlist/${nobodys}`, body: {} }],
    };
  },
  // Of what is not there, or is another's, it says that nothing was removed.
  removeWish: async (world) => ({
    good: { path: await own(world) },
    foreign: [{ path: "/me/wishlist/var_1" }],
  }),
  pasteWish: async () => {
    const path = "/me/wishlist";
    const at = (url: string) => ({ call: { path, body: { url } }, field: "url" });
    return {
      good: { path, body: { url: "shop-unknown.example/products/kurta" } },
      status: 202,
      bad: [
        at("kurta"),
        at("ftp://shop.example/kurta"),
        at("javascript:alert(1)"),
        at("http://127.0.0.1/kurta"),
        at("http://169.254.169.254/latest/meta-data"),
        at("https://someone:secret@shop.example/kurta"),
        at("https://shop.example:6379/"),
      ],
    };
  },
  removeWishLink: async () => ({
    good: { path: `/me/wishlist/links/frn_${"0".repeat(26)}` },
    foreign: [{ path: "/me/wishlist/links/frn_1" }],
  }),
  getDashboard: async (world) => {
    await own(world);
    return { good: { path: "/me/dashboard" } };
  },
  noteVisit: async () => ({ good: { path: "/me/visits" } }),
};
