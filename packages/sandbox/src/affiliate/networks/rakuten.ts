import { Hono } from "hono";
import { token } from "../../clerk/keys.ts";
import type { Conversion, Endpoint } from "../model.ts";
import type { Network, NetworkContext, Programme } from "../network.ts";
import { decimalOf, fill, numberOf, spaced } from "../words.ts";

const MACRO = /<(\w+)>/g;
const KEPT_DAYS = 14;
const TOKEN_SECONDS = 3600;
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "Wed Apr 30 2014 02:18:36 GMT+0000 (UTC)" */
function worded(at: number): string {
  const date = new Date(at);
  const day = String(date.getUTCDate()).padStart(2, "0");
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${day} ${date.getUTCFullYear()} ${spaced(at).slice(11)} GMT+0000 (UTC)`;
}

/** "11/23/26" */
function slashed(at: number): string {
  const [year = "", month, day] = spaced(at).slice(0, 10).split("-");
  return `${month}/${day}/${year.slice(2)}`;
}

const transaction = (row: Conversion, programme: Programme, sid: string) => ({
  etransaction_id: row.id,
  advertiser_id: Number(programme.id),
  sid: Number(sid),
  order_id: row.orderId,
  offer_id: `${programme.id}01`,
  sku_number: row.lines[0]?.sku ?? "",
  sale_amount: numberOf(row.sale, row.currency),
  quantity: row.lines[0]?.quantity ?? 1,
  commissions: numberOf(row.commission, row.currency),
  process_date: worded(row.at),
  transaction_date: worded(row.orderedAt),
  transaction_type: "realtime",
  product_name: row.lines[0]?.title ?? "",
  u1: row.subId,
  currency: row.currency,
  is_event: "N",
  commission_list_id: "",
});

const FIELDS = [
  ...["etransaction_id", "advertiser_id", "order_id", "sku_number", "sale_amount", "quantity", "commissions"],
  ...["process_date", "transaction_date", "product_name", "u1", "currency"],
];

function message(row: Conversion, programme: Programme, endpoint: Endpoint & { url: string }) {
  const values = Object.entries({
    ...transaction(row, programme, ""),
    sale_amount: decimalOf(row.sale, row.currency),
    commissions: decimalOf(row.commission, row.currency),
  }).map(([name, value]) => [name, String(value)]);
  const url = fill(endpoint.url, MACRO, Object.fromEntries(values) as Record<string, string>);
  return { method: "GET" as const, url, contentType: null, body: null };
}

const cell = (value: string | number): string =>
  /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);

/** The signature orders report, with the columns that name a row: what it lists is what counts. */
function report(rows: readonly Conversion[], { programmeOf }: NetworkContext): string {
  const records = rows.map((row) => ({
    "Member ID (U1)": row.subId,
    MID: programmeOf(row.shop).id,
    "Advertiser Name": programmeOf(row.shop).name,
    "Order ID": row.orderId,
    "Transaction Date": slashed(row.orderedAt),
    "Transaction Time": spaced(row.orderedAt).slice(11),
    SKU: row.lines[0]?.sku ?? "",
    Sales: decimalOf(row.sale, row.currency),
    "# of Items": row.lines[0]?.quantity ?? 1,
    "Total Commission": decimalOf(row.commission, row.currency),
    "Process Date": slashed(row.changedAt),
    "Process Time": spaced(row.changedAt).slice(11),
    "Transaction ID": row.id,
    Currency: row.currency,
  }));
  const head = records[0] ? Object.keys(records[0]) : HEAD;
  return `${[head, ...records.map((record) => Object.values(record))].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}
const HEAD = ["Member ID (U1)", "MID", "Order ID", "Sales", "Total Commission", "Transaction ID", "Currency"];

const isListed = ({ state }: Conversion): boolean => state === "approved" || state === "payable" || state === "paid";

/** A window of times or days that two parameters name; open where they are absent. */
function within(query: URLSearchParams, from: string, to: string): (at: number) => boolean {
  const read = (text: string | null, time: string) =>
    text ? Date.parse(`${text.replace(" ", "T")}${text.length > 10 ? "" : `T${time}`}Z`) : null;
  const [first, last] = [read(query.get(from), "00:00:00"), read(query.get(to), "23:59:59")];
  return (at) => (first === null || at >= first) && (last === null || at < last + 1000);
}

function api(context: NetworkContext): Hono {
  const { state, credentials, rows, programmeOf } = context;
  const app = new Hono({ strict: false });
  const key = Buffer.from(`${credentials.clientId}:${credentials.clientSecret}`).toString("base64");
  app.post("/token", (c) => {
    if (
      !/^(Bearer|Basic) /.test(c.req.header("authorization") ?? "") ||
      !c.req.header("authorization")?.endsWith(` ${key}`)
    ) {
      return c.json({ errorCode: "401", errorMessage: "Unauthorized" }, 401);
    }
    const given = { access_token: token(32), refresh_token: token(32) };
    state.data.tokens[given.access_token] = state.now().getTime() + TOKEN_SECONDS * 1000;
    state.save();
    return c.json({ ...given, token_type: "Bearer", expires_in: TOKEN_SECONDS });
  });
  const isLetIn = (header: string | undefined): boolean =>
    (state.data.tokens[/^Bearer (.+)$/.exec(header ?? "")?.[1] ?? ""] ?? 0) > state.now().getTime();
  app.get("/events/1.0/transactions", (c) => {
    if (!isLetIn(c.req.header("authorization"))) {
      return c.json({ errors: { code: 401, title: "Unauthorized" } }, 401);
    }
    const query = new URL(c.req.url).searchParams;
    const processed = within(query, "process_date_start", "process_date_end");
    const happened = within(query, "transaction_date_start", "transaction_date_end");
    const oldest = state.now().getTime() - KEPT_DAYS * 86_400_000;
    const limit = Math.min(1000, Math.max(1, Number(query.get("limit") ?? 100)));
    const page = Math.max(1, Number(query.get("page") ?? 1));
    const found = rows().filter(({ at, orderedAt }) => at >= oldest && processed(at) && happened(orderedAt));
    const shown = found.reverse().slice((page - 1) * limit, page * limit);
    return c.json(shown.map((row) => transaction(row, programmeOf(row.shop), credentials.accountId ?? "")));
  });
  app.get("/:language/reports/:report/filters", (c) => {
    const query = new URL(c.req.url).searchParams;
    if (query.get("token") !== credentials.reportToken) return c.text("Unauthorized", 401);
    const isIn = within(query, "start_date", "end_date");
    const listed = rows().filter(
      (row) => isListed(row) && isIn(query.get("date_type") === "transaction" ? row.orderedAt : row.changedAt),
    );
    return c.body(report(listed, context), 200, { "content-type": "text/csv;charset=utf-8" });
  });
  return app;
}

/** Rakuten: one GET for each SKU, and one below zero for what was taken back; what is paid is in the signature report. */
export const RAKUTEN: Network = {
  id: "rakuten",
  name: "Rakuten Advertising",
  subParameter: "u1",
  link: (origin, { id }) => `${origin}/deeplink?id=HbTq3sVx1Kk&mid=${id}&u1={clickId}&murl={url}`,
  tracking: { path: "/deeplink", target: "murl", asked: () => true },
  landing: ({ id }, programme) => ({ ranSiteID: id, ranMID: programme.id, ranEAID: "HbTq3sVx1Kk" }),
  clickId: () => `HbTq3sVx1Kk-${token(22)}`,
  rowId: (serial) => `${serial.toString(16)}${token(24)}`.toLowerCase(),
  word: (row) => row.word ?? "transaction",
  appends: true,
  push: {
    retries: [],
    tells: (change) => change === "recorded",
    address: (base) => `${base}?is_event=<is_event>&${FIELDS.map((name) => `${name}=<${name}>`).join("&")}`,
    message,
  },
  api,
};
