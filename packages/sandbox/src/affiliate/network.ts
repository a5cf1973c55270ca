import type { Hono } from "hono";
import type { ShopId } from "../world/listing.ts";
import type { Click, Conversion, Credentials, Endpoint, NetworkId } from "./model.ts";
import type { AffiliateState } from "./state.ts";

/** What a network sends to the publisher. */
export interface Message {
  method: "GET" | "POST";
  url: string;
  contentType: string | null;
  body: string | null;
}

/** A shop's programme at a network. */
export interface Programme {
  /** The network's number of it. */
  id: string;
  shop: ShopId;
  name: string;
  origin: string;
}

/** What a network's own pages and APIs work with. */
export interface NetworkContext {
  state: AffiliateState;
  credentials: Credentials;
  programmes: readonly Programme[];
  programmeOf(shop: ShopId): Programme;
  /** The rows of this network, oldest first. */
  rows(): Conversion[];
}

export interface Network {
  id: NetworkId;
  name: string;
  /** Of the parameter that carries the publisher's click id through the network. */
  subParameter: string;
  /** The tracking link, with `{url}` and `{clickId}` where each belongs. Begins with the network's origin. */
  link(origin: string, programme: Programme, credentials: Credentials): string;
  /** Where a tracking link stands among the network's paths, and which query parameter holds its target. */
  tracking: { path: string; target: string; asked(query: URLSearchParams): boolean };
  /** What the shop's address is given, so that the shop knows the click. The first is the click's own. */
  landing(click: Click, programme: Programme): Record<string, string>;
  clickId(serial: number, programme: Programme, at: number): string;
  rowId(serial: number, programme: Programme): string;
  /** The status word of a row; a word set by hand comes first. */
  word(row: Conversion): string;
  /** Rows are never changed: what changes is told by new ones. */
  appends: boolean;
  push: null | {
    /** Seconds from one attempt to the next; empty where the real one does not come back. */
    retries: readonly number[];
    /** Whether the network calls back at this change. */
    tells(change: "recorded" | "changed"): boolean;
    /** The address that a publisher would enter, with all placeholders, from where it takes call-backs. */
    address(base: string, method: Endpoint["method"]): string;
    message(row: Conversion, programme: Programme, endpoint: Endpoint & { url: string }): Message;
  };
  /** The API that is asked for transactions. */
  api(context: NetworkContext): Hono;
}

const WORDS: Record<Conversion["state"], string> = {
  pending: "pending",
  approved: "approved",
  payable: "approved",
  paid: "approved",
  declined: "declined",
  reversed: "declined",
};

/** The words that several networks share; a word set by hand comes first. */
export const commonWord = (row: Conversion): string => row.word ?? WORDS[row.state];
