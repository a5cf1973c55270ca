import type { Element } from "domhandler";
import { Findings, type FoundPrice } from "./finding.ts";
import { shortest } from "./offer.ts";
import { isOpen, type PriceSpot } from "./price-spots.ts";

/** Fewer points are no price of the page's product. */
const ENOUGH = 3;
/** How many points the likeliest price must lead by. */
const LEAD = 0.6;

/** The price near title and buy button, and the struck-through one beside it. Nothing where two are as likely. */
export function readVisiblePrice(spots: readonly PriceSpot[]): Findings {
  const findings = new Findings("visible");
  const ranked = rank(spots.filter(({ struck, amount }) => !struck && isOpen(amount)));
  const [best, rival] = ranked;
  if (!best || best.score < ENOUGH) return findings;
  const lead = best.score - (rival?.score ?? 0);
  const price = lead >= LEAD ? best : lower(best, rival!);
  if (!price) return findings;
  const confidence = Math.min(0.82, 0.45 + Math.min(best.score, 10) * 0.02 + Math.min(lead, 4) * 0.05);
  findings.add("price", found(price), confidence, describe(price.element));
  const was = spots.find((spot) => isFormer(spot, price));
  if (was) findings.add("mrp", found(was), confidence - 0.05, describe(was.element));
  return findings;
}

/** One spot for each amount; standing in several good places speaks for it. */
function rank(spots: readonly PriceSpot[]): PriceSpot[] {
  const byValue = new Map<string, PriceSpot>();
  for (const spot of spots) {
    const known = byValue.get(spot.amount.value);
    if (!known) byValue.set(spot.amount.value, { ...spot });
    else if (spot.score >= ENOUGH) known.score += 0.25;
  }
  return [...byValue.values()].sort((a, b) => b.score - a.score);
}

/**
 * Two amounts side by side in one block of prices: a visitor takes the lower for the price where it comes last, or where
 * the two look different, and the higher where the other is next to nothing. Of an amount and the same in another currency it is the first.
 */
function lower(best: PriceSpot, rival: PriceSpot): PriceSpot | null {
  if (Math.abs(best.at - rival.at) > 12) return null;
  const first = best.at < rival.at ? best : rival;
  if (best.currency !== rival.currency && best.currency && rival.currency) return first;
  const [low, high] = Number(best.amount.value) < Number(rival.amount.value) ? [best, rival] : [rival, best];
  // What is earned back, or paid on top, is written beside the price as well.
  if (Number(high.amount.value) > Number(low.amount.value) * 20) return high;
  const plausible = Number(high.amount.value) < Number(low.amount.value) * 3 && Math.abs(best.at - rival.at) <= 6;
  return plausible && (low.at > high.at || looks(low) !== looks(high)) ? low : null;
}

function looks({ element }: PriceSpot): string {
  return `${element.name} ${element.attribs.class ?? ""} ${element.attribs.style ?? ""}`;
}

function isFormer(spot: PriceSpot, price: PriceSpot): boolean {
  const [high, low] = [Number(spot.amount.value), Number(price.amount.value)];
  const near = Math.abs(spot.at - price.at) < 40;
  return spot.struck && spot.amount.label !== "saving" && near && high > low && high < low * 20;
}

function found({ amount, currency }: PriceSpot): FoundPrice {
  return { amount: shortest(amount.value), currency };
}

function describe(element: Element): string {
  const name = (element.attribs.class ?? element.attribs.id ?? "").trim().split(/\s+/)[0];
  return `${element.name}${name ? `.${name}` : ""}`;
}
