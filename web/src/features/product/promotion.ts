import type { ShopOffer } from "@stylegence/contracts/product";
import { formatInstant } from "../../format/time.ts";

type Promotion = ShopOffer["promotions"][number];

export interface PromotionText {
  before: string;
  /** Set apart, so that it can be copied. */
  code: string;
  after: string;
}

/** A shop's own words for its offer, the code in them set apart; code and end are added where the words leave them out. */
export function promotionText({ description, code, validTo }: Promotion): PromotionText {
  const words = description.trim().replace(/\.$/, "");
  const end =
    validTo && !/\b(valid|until|till|ends?|expires?)\b/i.test(words) ? ` until ${formatInstant(validTo)}` : "";
  const at = code ? words.indexOf(code) : -1;
  if (!code) return { before: words + end, code: "", after: "" };
  if (at < 0) return { before: `${words} with code `, code, after: end };
  return { before: words.slice(0, at), code, after: words.slice(at + code.length) + end };
}
