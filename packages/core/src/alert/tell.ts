import type { Draft } from "../notification/notification.ts";
import { exponentOf, type Money } from "../platform/money.ts";
import { imageUrlOf } from "../wishlist/shown.ts";
import type { WishRow } from "../wishlist/wish.entity.ts";
import type { Alert, AlertKind } from "./judge.ts";

/** An alert with the wish that it is of, as it was when it was judged. */
export interface Told {
  row: WishRow;
  alert: Alert;
  /** Of "lowest ever": our history of it is short. */
  lowConfidence: boolean;
}

const RANK: readonly AlertKind[] = ["target_reached", "lowest_ever", "back_in_stock", "price_drop"];

/** One notification for all alerts of one shopper's wishes for one garment: of the most important one, with the number of the others. */
export function draftOf(userId: string, told: readonly Told[]): Draft {
  const [first, ...others] = told.toSorted(byRank);
  const { row, alert } = first!;
  const { groupId, variantId, subject, addedAt, rev } = row;
  const more = others.length > 0 ? ` And ${others.length} more of your wishes for it.` : "";
  return {
    userId,
    kind: alert.kind,
    // The state that the wish was judged from: it is judged once from each, since judging writes the next.
    key: `wish ${variantId} ${addedAt} ${rev}`,
    title: `${headline(first!)}: ${subject.title}`,
    body: `${sentences(first!)}${more}`,
    href: `/p/${groupId}`,
    image: imageUrlOf(subject),
    data: {
      groupId,
      variantId,
      reasons: alert.reasons,
      ...(alert.price && { price: alert.price }),
      ...(alert.from && { from: alert.from }),
    },
  };
}

function byRank(a: Told, b: Told): number {
  const rank = RANK.indexOf(a.alert.kind) - RANK.indexOf(b.alert.kind);
  return rank || (a.alert.price?.amount ?? 0) - (b.alert.price?.amount ?? 0);
}

function headline({ alert, lowConfidence }: Told): string {
  switch (alert.kind) {
    case "target_reached":
      return "Target price reached";
    case "lowest_ever":
      return lowConfidence ? "Lowest price so far" : "Lowest price ever";
    case "back_in_stock":
      return "Back in stock";
    case "price_drop":
      return "Price drop";
  }
}

function sentences({ row, alert, lowConfidence }: Told): string {
  const { offer, subject, targetPrice } = row;
  const { price, from, reasons } = alert;
  const where = offer ? ` at ${offer.source.name}` : "";
  const was = price && from ? `, was ${textOf(from)} (${percent(from, price)}% less)` : "";
  const option = [subject.colour, subject.size && `size ${subject.size.label}`].filter(Boolean).join(", ");
  return [
    price && `${textOf(price)}${where}${was}.`,
    option && `${option[0]!.toUpperCase()}${option.slice(1)}.`,
    reasons.includes("target_reached") && targetPrice && `Your target is ${textOf(targetPrice)}.`,
    reasons.includes("back_in_stock") && alert.kind !== "back_in_stock" && "It is in stock again.",
    reasons.includes("lowest_ever") && alert.kind !== "lowest_ever" && !lowConfidence && "It never cost less.",
    reasons.includes("lowest_ever") && lowConfidence && "We have known its price for less than two weeks.",
  ]
    .filter(Boolean)
    .join(" ");
}

function percent(from: Money, to: Money): number {
  return Math.floor(((from.amount - to.amount) * 100) / from.amount);
}

function textOf({ amount, currency }: Money): string {
  const exponent = exponentOf(currency);
  const value = amount / 10 ** exponent;
  const digits = Number.isInteger(value) ? 0 : exponent;
  return new Intl.NumberFormat("en-IN", {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}
