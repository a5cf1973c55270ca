import type { ShopId } from "../world/listing.ts";

export const NETWORK_IDS = ["admitad", "awin", "cuelinks", "impact", "rakuten", "cj", "vcommission"] as const;
export type NetworkId = (typeof NETWORK_IDS)[number];

/** Where a sale stands with the network; each has words of its own for it. */
export const STATES = ["pending", "approved", "payable", "paid", "declined", "reversed"] as const;
export type ConversionState = (typeof STATES)[number];

export interface Click {
  /** The network's own, which the shop is told. */
  id: string;
  network: NetworkId;
  shop: ShopId;
  /** What the publisher put into the link; "" where it put nothing. */
  subId: string;
  /** Where it led. */
  url: string;
  /** Milliseconds since 1970, as all times here. */
  at: number;
}

export interface Line {
  sku: string;
  title: string;
  quantity: number;
  /** Minor units, for all of the quantity. */
  amount: number;
}

/** One row of a network's books. Amounts are minor units; a correction's may be negative. */
export interface Conversion {
  /** The network's id of the row. */
  id: string;
  network: NetworkId;
  shop: ShopId;
  orderId: string;
  clickId: string;
  subId: string;
  clickAt: number;
  /** When the order was placed. */
  orderedAt: number;
  /** When the row was made: with its order, or when the order was corrected. */
  at: number;
  changedAt: number;
  currency: string;
  sale: number;
  commission: number;
  /** What they were at first. */
  firstSale: number;
  firstCommission: number;
  lines: Line[];
  state: ConversionState;
  /** A status word to tell in place of the one that the state has. */
  word: string | null;
  /** The row that this one corrects, at networks that never change a row. */
  correctionOf: string | null;
}

export interface Attempt {
  at: number;
  /** 0 where no answer came. */
  status: number;
  error: string | null;
}

/** One call-back of a network on its way to the publisher. */
export interface Push {
  id: string;
  network: NetworkId;
  conversionId: string;
  method: "GET" | "POST";
  url: string;
  contentType: string | null;
  body: string | null;
  state: "held" | "waiting" | "delivered" | "failed";
  createdAt: number;
  nextAt: number | null;
  attempts: Attempt[];
}

/** How a network is to call the publisher back. */
export interface Endpoint {
  /** With the network's placeholders, where it has any; null for nowhere. */
  url: string | null;
  method: "GET" | "POST";
  /** Nothing is sent, and nothing is kept to be sent: only who asks hears of a sale. */
  silent: boolean;
  /** Its links and its API answer 503. */
  down: boolean;
  /** Kept back until it is released. */
  hold: boolean;
  /** A row for the whole order, or one for each line of it. */
  rows: "order" | "line";
  /** Times faster than the real one comes back. */
  speed: number;
}

/** What a publisher's programme asks the network's API with. */
export type Credentials = Record<string, string>;

export interface Saved {
  /** Rises with every id that is given. */
  serial: number;
  /** Basis points of a sale that are the publisher's. */
  rate: number;
  clicks: Record<string, Click>;
  conversions: Conversion[];
  pushes: Push[];
  endpoints: Record<NetworkId, Endpoint>;
  credentials: Record<NetworkId, Credentials>;
  /** Tokens that an API handed out, until when each is valid. */
  tokens: Record<string, number>;
}
