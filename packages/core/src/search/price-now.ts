import { bestOf, type Offer, offersOf } from "../catalog/offer.ts";
import type { Product } from "../catalog/product.ts";
import type { PriceStep } from "./document.ts";

const MAX_STEPS = 6;

/** The price as the index holds it. A price above MRP has no MRP to be measured by. */
export function priceOf(offer: Offer | null): Omit<PriceStep, "from"> {
  const mrp = offer?.listing.aboveMrp ? undefined : offer?.mrp?.amount;
  return { price: offer?.effectivePrice.amount, mrp, discount: offer?.discount ?? 0 };
}

/** How the price goes on from now as promotions begin and end; empty when nothing lies ahead. */
export function stepsOf(product: Product, now: Date): PriceStep[] {
  const times = product.promotions
    .flatMap(({ validFrom, validTo }) => [validFrom ? Date.parse(validFrom) : 0, validTo ? Date.parse(validTo) + 1 : 0])
    .filter((time) => time > now.getTime());
  const moments = [...new Set([now.getTime(), ...times])].sort((a, b) => a - b).slice(0, MAX_STEPS);
  const all = moments.map((time) => {
    const at = new Date(time);
    return { from: at.toISOString(), ...priceOf(bestOf(offersOf(product, at))) };
  });
  const changing = all.filter((step, at) => at === 0 || step.price !== all[at - 1]?.price);
  return changing.length > 1 ? changing : [];
}
