import { Hono } from "hono";
import { token } from "../../clerk/keys.ts";
import type { Conversion, Endpoint } from "../model.ts";
import { commonWord, type Network, type NetworkContext, type Programme } from "../network.ts";
import { decimalOf, fill, numberOf, spaced } from "../words.ts";

const MACRO = /\[\[\[(\w+)\]\]\]/g;
const TOKEN_SECONDS = 604_800;
const MOST = 500;

const isReady = ({ state }: Conversion): boolean => state === "payable" || state === "paid";
const unix = (at: number): string => String(Math.floor(at / 1000));

/** Everything that a postback address may name. */
const macros = (row: Conversion, programme: Programme): Record<string, string> => ({
  admitad_id: row.id,
  offer_id: programme.id,
  offer_name: programme.name,
  website_name: "Stylegence",
  subid: row.subId,
  subid1: "",
  subid2: "",
  subid3: "",
  subid4: "",
  order_id: row.orderId,
  payment_status: commonWord(row),
  order_sum: decimalOf(row.sale, row.currency),
  payment_sum: decimalOf(row.commission, row.currency),
  currency: row.currency,
  click_time: unix(row.clickAt),
  time: unix(row.at),
  conversion_time: unix(row.at - row.clickAt),
  type: "sale",
  reward_ready: isReady(row) ? "1" : "0",
});

const NAMED = [
  ...["admitad_id", "offer_id", "offer_name", "subid", "subid1", "order_id", "payment_status", "order_sum"],
  ...["payment_sum", "currency", "time", "click_time", "type", "reward_ready"],
];

function message(row: Conversion, programme: Programme, endpoint: Endpoint & { url: string }) {
  const url = fill(endpoint.url, MACRO, macros(row, programme));
  if (endpoint.method === "GET") return { method: "GET" as const, url, contentType: null, body: null };
  const [base = "", body = ""] = url.split("?");
  return { method: "POST" as const, url: base, contentType: "application/x-www-form-urlencoded", body };
}

const result = (row: Conversion, programme: Programme) => ({
  action_id: Number(row.id),
  id: Number(row.id),
  status: commonWord(row),
  processed: row.state === "pending" ? 0 : 1,
  paid: row.state === "paid" ? 1 : 0,
  comment: null,
  conversion_time: Math.floor((row.at - row.clickAt) / 1000),
  keyword: null,
  advcampaign_name: programme.name,
  advcampaign_id: Number(programme.id),
  cart: numberOf(row.sale, row.currency),
  subid: row.subId,
  subid1: null,
  subid2: null,
  subid3: null,
  subid4: null,
  click_user_referer: null,
  currency: row.currency,
  action_date: spaced(row.at),
  click_date: spaced(row.clickAt),
  closing_date: spaced(row.at + 60 * 86_400_000).slice(0, 10),
  status_updated: spaced(row.changedAt),
  website_name: "Stylegence",
  action: "Paid order",
  action_type: "sale",
  payment: numberOf(row.commission, row.currency),
  order_id: row.orderId,
  tariff_id: Number(programme.id) + 7,
  banner_id: 0,
  positions: row.lines.map((line, n) => ({
    id: n + 1,
    product_id: line.sku,
    product_name: line.title,
    amount: decimalOf(line.amount, row.currency),
    quantity: line.quantity,
    currency: row.currency,
  })),
});

/** "23.11.2026" or "23.11.2026 16:42:32" as milliseconds; the end of the day where it ends a range. */
function moment(text: string | undefined, ends = false): number | null {
  const [, day, month, year, time] = /^(\d\d)\.(\d\d)\.(\d{4})(?: (\d\d:\d\d:\d\d))?$/.exec(text ?? "") ?? [];
  if (day === undefined) return null;
  return Date.parse(`${year}-${month}-${day}T${time ?? (ends ? "23:59:59" : "00:00:00")}Z`);
}

const STATUS: Record<string, string> = { "1": "pending", "2": "approved", "3": "declined" };

function chosen(query: URLSearchParams) {
  const within = (at: number, name: string): boolean => {
    const from = moment(query.get(`${name}_start`) ?? undefined);
    const to = moment(query.get(`${name}_end`) ?? undefined, true);
    return (from === null || at >= from) && (to === null || at < to + 1000);
  };
  const same = (name: string, value: string): boolean => !query.has(name) || query.get(name) === value;
  return (row: Conversion): boolean =>
    within(row.at, "date") &&
    within(row.changedAt, "status_updated") &&
    same("subid", row.subId) &&
    same("order_id", row.orderId) &&
    same("action_id", row.id) &&
    (!query.has("status") || STATUS[query.get("status") ?? ""] === commonWord(row));
}

function api({ state, credentials, rows, programmeOf }: NetworkContext): Hono {
  const app = new Hono();
  app.post("/token", async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const basic = Buffer.from(`${credentials.clientId}:${credentials.clientSecret}`).toString("base64");
    const isKnown =
      c.req.header("authorization") === `Basic ${basic}` || form.get("client_secret") === credentials.clientSecret;
    if (!isKnown) return c.json({ error: "invalid_client", error_description: "Invalid client." }, 401);
    const given = { access_token: token(30), refresh_token: token(30) };
    state.data.tokens[given.access_token] = state.now().getTime() + TOKEN_SECONDS * 1000;
    state.save();
    const about = { username: "stylegence", first_name: "Stylegence", last_name: "", language: "en", id: 11_204 };
    return c.json({ ...about, ...given, token_type: "bearer", expires_in: TOKEN_SECONDS, scope: form.get("scope") });
  });
  app.get("/statistics/actions", (c) => {
    const bearer = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
    if ((state.data.tokens[bearer] ?? 0) < state.now().getTime()) {
      return c.json({ error: "invalid_token", error_description: "Token is expired or wrong.", error_code: 0 }, 401);
    }
    const query = new URL(c.req.url).searchParams;
    const limit = Math.min(MOST, Number(query.get("limit") ?? 20));
    const offset = Number(query.get("offset") ?? 0);
    const found = rows().filter(chosen(query));
    if (query.get("order_by") === "-datetime") found.reverse();
    const results = found.slice(offset, offset + limit).map((row) => result(row, programmeOf(row.shop)));
    return c.json({ results, _meta: { count: found.length, limit, offset } });
  });
  return app;
}

/** Admitad: postbacks with `[[[macros]]]` at every change, OAuth and a report of actions. Times are UTC. */
export const ADMITAD: Network = {
  id: "admitad",
  name: "Admitad",
  subParameter: "subid",
  link: (origin, { id }) => `${origin}/g/${id}x4p/?subid={clickId}&ulp={url}`,
  tracking: { path: "/g/:code", target: "ulp", asked: () => true },
  landing: ({ id }) => ({ admitad_uid: id, utm_source: "admitad" }),
  clickId: () => token(32).toLowerCase(),
  rowId: String,
  word: commonWord,
  appends: false,
  push: {
    retries: [],
    tells: () => true,
    address: (base) => `${base}?${NAMED.map((name) => `${name}=[[[${name}]]]`).join("&")}`,
    message,
  },
  api,
};
