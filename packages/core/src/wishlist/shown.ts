import { context } from "../platform/context.ts";
import type { Money } from "../platform/money.ts";
import type { WishLink } from "./link.entity.ts";
import type { WishRow } from "./wish.entity.ts";
import type { ShownOffer, Subject } from "./wish.ts";

/** A wish as the API shows it. */
export function shown(row: WishRow) {
  const { variantId, addedAt, alerts, groupId, subject, offer, availability, addedPrice, fall, targetMet } = row;
  return {
    variantId,
    addedAt,
    note: row.note ?? null,
    targetPrice: row.targetPrice ?? null,
    alerts,
    product: { groupId, title: subject.title, brand: subject.brand ?? null },
    variant: {
      colour: subject.colour ?? null,
      colourFamily: subject.colourFamily ?? null,
      size: subject.size ?? null,
    },
    image: imageOf(subject),
    offer: offer ? offerOf(offer) : null,
    availability,
    addedPrice: addedPrice ?? null,
    change: changeOf(addedPrice, offer?.price),
    drop: fall ? { from: fall.from, at: fall.at } : null,
    targetMet,
    updatedAt: row.updatedAt,
  };
}

/** Address of a wish's picture. */
export function imageUrlOf({ image }: Subject): string | undefined {
  return image?.key ? `${context().config.MEDIA_BASE_URL}/${image.key}` : image?.url;
}

function imageOf(subject: Subject) {
  const url = imageUrlOf(subject);
  if (!url) return null;
  const { width = null, height = null, dominantColour = null } = subject.image ?? {};
  return { url, width, height, dominantColour };
}

function offerOf({ listingId, source, url, price, mrp, discount, availability }: ShownOffer) {
  return { listingId, source, url, price, mrp: mrp ?? null, discount, availability };
}

/** Whole per cent towards zero, so that no change looks greater than it is. */
function changeOf(before: Money | undefined, now: Money | undefined): { amount: number; percent: number } | null {
  if (!before || !now || before.currency !== now.currency || before.amount === 0) return null;
  const amount = now.amount - before.amount;
  return { amount, percent: Math.trunc((amount * 100) / before.amount) || 0 };
}

/** A pasted link as the API shows it. */
export function shownLink({ linkId, url, state, reason, addedAt }: WishLink) {
  return { linkId, url, state, reason: reason ?? null, addedAt };
}
