import { Hono } from "hono";
import { token } from "../../clerk/keys.ts";
import type { Conversion, Endpoint } from "../model.ts";
import type { Network, NetworkContext, Programme } from "../network.ts";
import { decimalOf, fill, indian, numberOf } from "../words.ts";

const MACRO = /\{(\w+)\}/g;
const WORDS: Record<Conversion["state"], string> = {
  pending: "pending",
  approved: "validated",
  payable: "payable",
  paid: "paid",
  declined: "rejected",
  reversed: "rejected",
};

const word = (row: Conversion): string => row.word ?? WORDS[row.state];

const values = (row: Conversion, programme: Programme): Record<string, string> => ({
  transaction_id: row.id,
  order_id: row.orderId,
  sub_id: row.subId,
  campaign_id: programme.id,
  campaign: programme.name,
  sale_amount: decimalOf(row.sale, row.currency),
  commission: decimalOf(row.commission, row.currency),
  currency: row.currency,
  status: word(row),
  transaction_date: indian(row.at),
});

function message(row: Conversion, programme: Programme, endpoint: Endpoint & { url: string }) {
  const url = fill(endpoint.url, MACRO, values(row, programme));
  if (endpoint.method === "GET") return { method: "GET" as const, url, contentType: null, body: null };
  const [base = "", body = ""] = url.split("?");
  return { method: "POST" as const, url: base, contentType: "application/x-www-form-urlencoded", body };
}

const told = (row: Conversion, programme: Programme) => ({
  id: Number(row.id),
  order_id: row.orderId,
  aff_sub: row.subId,
  referrer_url: "",
  sale_amount: numberOf(row.sale, row.currency),
  currency: row.currency,
  user_commission: numberOf(row.commission, row.currency),
  status: word(row),
  store_name: programme.name,
  campaign_id: Number(programme.id),
  transaction_date: indian(row.at),
  extra_info: "",
  pub_affiliate_id: null,
  subid1: row.subId,
  subid2: null,
  subid3: null,
  subid4: null,
  subid5: null,
});

function api({ credentials, rows, programmeOf }: NetworkContext): Hono {
  const app = new Hono();
  app.get("/api/v2/transactions.json", (c) => {
    const given = /^Token token="?([^"]+)"?$/.exec(c.req.header("authorization") ?? "")?.[1];
    if (given !== credentials.token) return c.json({ error: "HTTP Token: Access denied." }, 401);
    const query = new URL(c.req.url).searchParams;
    const [from, to] = [query.get("start_date"), query.get("end_date")];
    if (!from || !to) return c.json({ error: "start_date and end_date are required" }, 422);
    const per = Math.min(100, Number(query.get("per_page") ?? 30));
    const page = Math.max(1, Number(query.get("page") ?? 1));
    const [first, last] = [dayIn(from), dayIn(to) + (/^\d{4}-\d\d-\d\d$/.test(to) ? 86_400_000 : 1000)];
    const sub = query.get("sub_id");
    const found = rows().filter((row) => row.at >= first && row.at < last && (!sub || sub === row.subId));
    const shown = found.slice((page - 1) * per, page * per);
    if (shown.length === 0) return c.body(null, 204);
    return c.json({
      total_count: found.length,
      transactions: shown.map((row) => told(row, programmeOf(row.shop))),
    });
  });
  return app;
}

/** A day or a time; India's where it names no other. */
function dayIn(text: string): number {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return Date.parse(`${text}T00:00:00+05:30`);
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text.replace(" ", "+") : `${text}+05:30`);
}

/** Cuelinks: a list by days in India, 204 when it is empty; a postback with `{placeholders}` at every change. */
export const CUELINKS: Network = {
  id: "cuelinks",
  name: "Cuelinks",
  subParameter: "subid",
  link: (origin, _programme, { publisherId }) =>
    `${origin}/?pub_id=${publisherId}&source=linkkit&subid={clickId}&url={url}`,
  tracking: { path: "/", target: "url", asked: (query) => query.has("url") },
  landing: ({ id }) => ({ cuelinks_id: id, utm_source: "cuelinks" }),
  clickId: (serial) => `cl${serial}${token(12)}`,
  rowId: String,
  word,
  appends: false,
  push: {
    retries: [],
    tells: () => true,
    address: (base) =>
      `${base}?${["transaction_id", "order_id", "sub_id", "campaign_id", "sale_amount", "commission", "currency", "status", "transaction_date"].map((name) => `${name}={${name}}`).join("&")}`,
    message,
  },
  api,
};
