import type { Clicked } from "@stylegence/core/affiliate/affiliate.events";
import * as Offer from "@stylegence/core/affiliate/offer";
import { newClickId, wayTo } from "@stylegence/core/affiliate/way";
import * as Ways from "@stylegence/core/affiliate/ways";
import { context } from "@stylegence/core/platform/context";
import type { Answered, Asked } from "../api/exchange.ts";
import { HEADERS, unasked, unknown } from "./page.ts";
import { isPerson, isUnasked } from "./visitor.ts";

export interface LeaveTools {
  /** The shopper whose session the visit carries; null for nobody's, or none that holds. */
  visitor(): Promise<string | null>;
  /** Hands a click over. It is not waited for. */
  tell(click: Clicked): void;
}

const PATH = /^\/go\/(lst_[0-9A-HJKMNP-TV-Z]{26})$/;

/** Leads a visitor to an offer's shop: through its network with a click of their own, or plainly where there is nobody to tell. */
export async function leave({ method, path, header }: Asked, { visitor, tell }: LeaveTools): Promise<Answered> {
  const listingId = PATH.exec(path)?.[1];
  if (!listingId) return unknown();
  if (isUnasked(header)) return unasked();
  const clickId = isPerson(method, header) ? newClickId() : null;
  const [offer, ways, userId] = await Promise.all([Offer.find(listingId), Ways.current(), clickId ? visitor() : null]);
  const way = offer && wayTo(offer.url, ways, clickId);
  if (!way) return unknown();
  if (way.through && clickId) tell({ ...clickOf(offer, way.through, clickId), ...(userId && { userId }) });
  return { status: 302, headers: { ...HEADERS, location: way.location }, body: null };
}

function clickOf(
  { listingId, groupId, variantId, price }: Offer.Offer,
  through: { network: string; shop: string },
  clickId: string,
): Clicked {
  const clickedAt = context().now().toISOString();
  return { kind: "click", clickId, ...through, listingId, groupId, variantId, ...(price && { price }), clickedAt };
}
