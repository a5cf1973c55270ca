import { Hono } from "hono";
import { token } from "../../clerk/keys.ts";
import type { Conversion, Endpoint } from "../model.ts";
import type { Network, NetworkContext, Programme } from "../network.ts";
import { decimalOf, fill, instant } from "../words.ts";

const MACRO = /\{(\w+)\}/g;
const MOST_DAYS = 45;
const MOST = 20_000;
const WORDS: Record<Conversion["state"], string> = {
  pending: "PENDING",
  approved: "APPROVED",
  payable: "APPROVED",
  paid: "APPROVED",
  declined: "REVERSED",
  reversed: "REVERSED",
};

const word = (row: Conversion): string => row.word ?? WORDS[row.state];

/** A reversed action has lost what it was worth. */
const left = (row: Conversion, amount: number): string =>
  decimalOf(WORDS[row.state] === "REVERSED" ? 0 : amount, row.currency);

const items = (row: Conversion) =>
  row.lines.map((line) => ({ sku: line.sku, qty: String(line.quantity), amt: decimalOf(line.amount, row.currency) }));

const values = (row: Conversion, programme: Programme): Record<string, string> => ({
  CampaignId: programme.id,
  CampaignName: programme.name,
  ActionTrackerId: "2240",
  ActionTrackerName: "Online Sale",
  ActionId: row.id,
  Oid: row.orderId,
  Status: word(row),
  Payout: left(row, row.commission),
  Amount: left(row, row.sale),
  Currency: row.currency,
  EventDate: instant(row.at),
  SubId1: row.subId,
  Items: JSON.stringify(items(row)),
});

const FIELDS: Record<string, string> = {
  campaign_id: "CampaignId",
  action_id: "ActionId",
  status: "Status",
  payout: "Payout",
  amount: "Amount",
  currency: "Currency",
  oid: "Oid",
  event_date: "EventDate",
  subid1: "SubId1",
};

function message(row: Conversion, programme: Programme, endpoint: Endpoint & { url: string }) {
  const known = values(row, programme);
  if (endpoint.method === "GET") {
    return { method: "GET" as const, url: fill(endpoint.url, MACRO, known), contentType: null, body: null };
  }
  const named = Object.entries(FIELDS).map(([field, macro]) => [field, known[macro]]);
  const body = JSON.stringify({ ...Object.fromEntries(named), items: items(row) });
  return { method: "POST" as const, url: endpoint.url, contentType: "application/json", body };
}

const action = (row: Conversion, programme: Programme, accountSid: string) => ({
  Id: row.id,
  CampaignId: programme.id,
  CampaignName: programme.name,
  ActionTrackerName: "Online Sale",
  ActionTrackerId: "2240",
  EventCode: "",
  AdId: "506720",
  State: word(row),
  Payout: left(row, row.commission),
  DeltaPayout: left(row, row.commission),
  IntendedPayout: decimalOf(row.firstCommission, row.currency),
  Amount: left(row, row.sale),
  DeltaAmount: left(row, row.sale),
  IntendedAmount: decimalOf(row.firstSale, row.currency),
  Currency: row.currency,
  ReferringDate: instant(row.clickAt),
  EventDate: instant(row.at),
  CreationDate: instant(row.at),
  LockingDate: instant(row.at + 30 * 86_400_000),
  ClearedDate: row.state === "paid" ? instant(row.changedAt) : "",
  ReferringType: "CLICK_COOKIE",
  ReferringDomain: "stylegence.example",
  PromoCode: "",
  Oid: row.orderId,
  CustomerArea: "",
  CustomerCity: "",
  CustomerRegion: "",
  CustomerCountry: "IN",
  SubId1: row.subId,
  SubId2: "",
  SubId3: "",
  SharedId: "",
  Uri: `/Mediapartners/${accountSid}/Actions/${row.id}`,
});

/** Whether a time is in the window that two parameters name; null where the window is longer than may be. */
function within(query: URLSearchParams, from: string, to: string): ((at: number) => boolean) | null {
  const [first, last] = [query.get(from), query.get(to)].map((text) => (text ? Date.parse(text) : null));
  if (first && last && last - first > MOST_DAYS * 86_400_000) return null;
  return (at) => (!first || at >= first) && (!last || at < last + 1000);
}

function api({ credentials, rows, programmeOf, state }: NetworkContext): Hono {
  const app = new Hono();
  const sid = credentials.accountSid ?? "";
  const basic = `Basic ${Buffer.from(`${sid}:${credentials.authToken}`).toString("base64")}`;
  app.use("/Mediapartners/*", async (c, next) => {
    if (c.req.header("authorization") !== basic || c.req.path.split("/")[2] !== sid) {
      return c.json({ Status: "ERROR", Message: "You are not authorized to access this resource" }, 401);
    }
    return next();
  });
  app.get("/Mediapartners/:sid/Actions", (c) => {
    const query = new URL(c.req.url).searchParams;
    const updated = within(query, "StartDate", "EndDate");
    const happened = within(query, "ActionDateStart", "ActionDateEnd");
    if (!updated || !happened) {
      return c.json({ Status: "ERROR", Message: `Date range cannot exceed ${MOST_DAYS} days` }, 400);
    }
    const isAsked = ["StartDate", "ActionDateStart"].some((name) => query.has(name));
    const week = state.now().getTime() - 7 * 86_400_000;
    const found = rows()
      .filter((row) => (isAsked ? updated(row.changedAt) && happened(row.at) : row.changedAt >= week))
      .filter((row) => !query.has("State") || query.get("State") === word(row))
      .reverse();
    const size = Math.min(MOST, Math.max(1, Number(query.get("PageSize") ?? 100)));
    const page = Math.max(1, Number(query.get("Page") ?? 1));
    const shown = found.slice((page - 1) * size, page * size);
    const uri = (n: number) =>
      `/Mediapartners/${sid}/Actions?${new URLSearchParams({ ...Object.fromEntries(query), Page: String(n), PageSize: String(size) })}`;
    const pages = Math.ceil(found.length / size);
    return c.json({
      "@page": String(page),
      "@numpages": String(pages),
      "@pagesize": String(size),
      "@total": String(found.length),
      "@start": String((page - 1) * size),
      "@end": String((page - 1) * size + shown.length - 1),
      "@uri": uri(page),
      "@firstpageuri": uri(1),
      "@previouspageuri": page > 1 ? uri(page - 1) : "",
      "@nextpageuri": page < pages ? uri(page + 1) : "",
      "@lastpageuri": uri(Math.max(1, pages)),
      Actions: shown.map((row) => action(row, programmeOf(row.shop), sid)),
    });
  });
  app.get("/Mediapartners/:sid/Actions/:id", (c) => {
    const row = rows().find(({ id }) => id === c.req.param("id"));
    if (!row) return c.json({ Status: "ERROR", Message: "Not found" }, 404);
    return c.json(action(row, programmeOf(row.shop), sid));
  });
  app.get("/Mediapartners/:sid/Actions/:id/Items", (c) => {
    const row = rows().find(({ id }) => id === c.req.param("id"));
    if (!row) return c.json({ Status: "ERROR", Message: "Not found" }, 404);
    const ActionItems = row.lines.map((line) => ({
      Sku: line.sku,
      Name: line.title,
      Category: "Fashion",
      Quantity: String(line.quantity),
      SaleAmount: decimalOf(line.amount, row.currency),
    }));
    return c.json({ ActionItems });
  });
  return app;
}

/** Impact: a notification at every change, by GET or as JSON, sent again until it is taken; a list of actions. */
export const IMPACT: Network = {
  id: "impact",
  name: "impact.com",
  subParameter: "subId1",
  link: (origin, { id }) => `${origin}/c/2047110/506720/${id}?subId1={clickId}&u={url}`,
  tracking: { path: "/c/:partner/:ad/:campaign", target: "u", asked: () => true },
  landing: ({ id }) => ({ irclickid: id, irgwc: "1" }),
  clickId: () => token(34),
  rowId: (serial, programme) => `${programme.id}.4636.${serial}`,
  word,
  appends: false,
  push: {
    retries: [60, 300, 1800, 7200, 18_000],
    tells: () => true,
    address: (base, method) =>
      method === "POST"
        ? base
        : `${base}?${Object.entries(FIELDS)
            .map(([field, macro]) => `${field}={${macro}}`)
            .join("&")}`,
    message,
  },
  api,
};
