import type { Availability } from "../platform/attributes.ts";
import type { Money } from "../platform/money.ts";

/** Of what a shopper wants to be told. */
export interface Alerts {
  anyDrop: boolean;
  belowTarget: boolean;
  backInStock: boolean;
  lowestEver: boolean;
}

export const EVERYTHING: Alerts = { anyDrop: true, belowTarget: true, backInStock: true, lowestEver: true };

/** What is wished for, as far as a list or a mail shows it. */
export interface Subject {
  title: string;
  brand?: { slug: string; name: string };
  colour?: string;
  colourFamily?: string;
  size?: { system: string; label: string };
  image?: {
    /** Of a stored picture; `url` where it is only linked. */
    key?: string;
    url?: string;
    width?: number;
    height?: number;
    dominantColour?: string;
  };
}

/** The best public way to buy it. Amounts are minor units. */
export interface ShownOffer {
  listingId: string;
  source: { id: string; name: string };
  url: string;
  price: Money;
  mrp?: Money;
  discount: number;
  availability: Availability;
}

export interface Fall {
  from: Money;
  at: string;
}
