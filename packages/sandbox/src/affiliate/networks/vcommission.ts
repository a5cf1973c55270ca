import { Hono } from "hono";
import { token } from "../../clerk/keys.ts";
import type { Conversion, Endpoint } from "../model.ts";
import type { Network, Programme } from "../network.ts";
import { decimalOf, fill, spaced } from "../words.ts";

const MACRO = /\{(\w+)\}/g;
const WORDS: Record<Conversion["state"], string> = {
  pending: "pending",
  approved: "approved",
  payable: "payable",
  paid: "paid",
  declined: "rejected",
  reversed: "cancelled",
};
const word = (row: Conversion): string => row.word ?? WORDS[row.state];

const FIELDS = ["transaction_id", "aff_sub", "order_id", "status", "sale_amount", "payout", "currency", "datetime"];

const values = (row: Conversion, programme: Programme): Record<string, string> => ({
  transaction_id: row.id,
  offer_id: programme.id,
  aff_sub: row.subId,
  order_id: row.orderId,
  status: word(row),
  sale_amount: decimalOf(row.sale, row.currency),
  payout: decimalOf(row.commission, row.currency),
  currency: row.currency,
  datetime: spaced(row.at),
});

function message(row: Conversion, programme: Programme, endpoint: Endpoint & { url: string }) {
  const url = fill(endpoint.url, MACRO, values(row, programme));
  if (endpoint.method === "GET") return { method: "GET" as const, url, contentType: null, body: null };
  const [base = "", body = ""] = url.split("?");
  return { method: "POST" as const, url: base, contentType: "application/x-www-form-urlencoded", body };
}

/** A network that nobody has written code for: a postback with placeholders at every change, and no list. */
export const VCOMMISSION: Network = {
  id: "vcommission",
  name: "vCommission",
  subParameter: "aff_sub",
  link: (origin, { id }, { publisherId }) =>
    `${origin}/aff_c?offer_id=${id}&aff_id=${publisherId}&aff_sub={clickId}&url={url}`,
  tracking: { path: "/aff_c", target: "url", asked: () => true },
  landing: ({ id }) => ({ transaction_id: id }),
  clickId: (serial) => `102${serial.toString(16)}${token(20)}`.toLowerCase(),
  rowId: (serial) => `vc${serial}`,
  word,
  appends: false,
  push: {
    retries: [],
    tells: () => true,
    address: (base) => `${base}?${FIELDS.map((name) => `${name}={${name}}`).join("&")}`,
    message,
  },
  api: () => new Hono(),
};
