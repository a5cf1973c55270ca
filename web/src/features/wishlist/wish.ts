import type { Wish, WishAlerts, WishLink, Wishlist } from "@stylegence/contracts/wishlist";
import { formatMoney } from "../../format/money.ts";

/** As in the contract, which brings its schemas along. */
export const NOTE_CHARACTERS = 500;

/** "Rani pink, size M"; empty where the garment comes in one kind. */
export function variantText({ colour, size }: Wish["variant"]): string {
  const sized = size && size.system !== "ONE" ? `size ${size.label}` : "";
  const text = [colour, sized].filter(Boolean).join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export interface Change {
  text: string;
  tone: "good" | "bad" | "";
}

/** How the price has moved since the wish was added; null where there is nothing to compare. */
export function changeOf({ change, offer, addedPrice }: Wish): Change | null {
  if (!change || !offer || !addedPrice) return null;
  if (change.amount === 0) return { text: "Same price as when you added it", tone: "" };
  const amount = formatMoney({ amount: Math.abs(change.amount), currency: offer.price.currency });
  const percent = change.percent === 0 ? "" : ` (${Math.abs(change.percent)}%)`;
  const way = change.amount < 0 ? "less" : "more";
  return { text: `${amount}${percent} ${way} than when you added it`, tone: change.amount < 0 ? "good" : "bad" };
}

export const ALERT_LABELS: Record<keyof WishAlerts, string> = {
  anyDrop: "Any price drop",
  belowTarget: "At or below my target price",
  backInStock: "Back in stock",
  lowestEver: "Lowest price ever",
};

/** What the shopper will be told of, for the line that opens the settings. */
export function alertSummary({ alerts, targetPrice }: Pick<Wish, "alerts" | "targetPrice">): string {
  const told: string[] = [];
  if (alerts.anyDrop) told.push("any drop");
  if (alerts.belowTarget && targetPrice) told.push(`${formatMoney(targetPrice)} or less`);
  if (alerts.backInStock) told.push("back in stock");
  if (alerts.lowestEver) told.push("lowest ever");
  if (told.length === 0) return "Off";
  const text = told.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const REASONS: Record<NonNullable<WishLink["reason"]>, string> = {
  not_a_product: "There is no product on that page. Paste the address of a single garment.",
  no_price: "The page names no price that we can read.",
  forbidden: "This shop does not let us read its pages.",
  gone: "The page is no longer there.",
  unreachable: "The shop did not answer. Try again later.",
  full: "Your wishlist is full.",
};

/** What became of a pasted link, in a sentence. */
export function linkText({ state, reason }: WishLink): string {
  if (state === "reading") return "Reading the page…";
  return reason ? REASONS[reason] : "Nothing could be made of this page.";
}

/** The host of an address, which says more at a glance than the whole of it. */
export function hostOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/^www\./, "") ?? url;
}

/** The wishlist without a wish. */
export function without(list: Wishlist, variantId: string): Wishlist {
  const items = list.items.filter((wish) => wish.variantId !== variantId);
  return { ...list, items, count: list.count - (list.items.length - items.length) };
}

/** The wishlist with a wish where it stood, or at the top. */
export function having(list: Wishlist, wish: Wish, at = 0): Wishlist {
  const rest = without(list, wish.variantId);
  const items = [...rest.items.slice(0, at), wish, ...rest.items.slice(at)];
  return { ...rest, items, count: rest.count + 1 };
}

/** The wishlist with a wish changed in its place; as it was where that is not shown. */
export function changed(list: Wishlist, variantId: string, change: (wish: Wish) => Wish): Wishlist {
  return { ...list, items: list.items.map((one) => (one.variantId === variantId ? change(one) : one)) };
}

/** The wishlist with a wish as it is now. */
export function replaced(list: Wishlist, wish: Wish): Wishlist {
  return changed(list, wish.variantId, () => wish);
}
