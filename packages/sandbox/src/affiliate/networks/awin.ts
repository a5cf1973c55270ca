import { Hono } from "hono";
import type { Conversion, Endpoint } from "../model.ts";
import { commonWord, type Network, type NetworkContext, type Programme } from "../network.ts";
import { decimalOf, fill, local, numberOf, spaced } from "../words.ts";

const MACRO = /!!!(\w+)!!!/g;
const MOST_DAYS = 31;
const GROUP = { id: "297335", name: "Default Commission", code: "DEFAULT" };

/** All values are texts, as the real one's are. */
const pushed = (row: Conversion, programme: Programme) => ({
  transactionId: row.id,
  transactionDate: spaced(row.at),
  transactionCurrency: row.currency,
  transactionAmount: decimalOf(row.sale, row.currency),
  trackedCurrency: row.currency,
  trackedAmount: decimalOf(row.sale, row.currency),
  affiliateId: "1048576",
  merchantId: programme.id,
  groupId: "0",
  bannerId: "0",
  clickRef: row.subId,
  clickThroughTime: spaced(row.clickAt),
  commission: decimalOf(row.commission, row.currency),
  clickTime: spaced(row.clickAt),
  url: "",
  phrase: "",
  searchEngine: "",
  commissionGroups: [{ ...GROUP, description: "You will receive 8% commission" }],
  products: row.lines.map((line) => ({
    productName: line.title,
    unitPrice: decimalOf(Math.round(line.amount / line.quantity), row.currency),
    skuType: "",
    skuCode: line.sku,
    quantity: String(line.quantity),
    category: "Fashion",
    cgId: GROUP.id,
  })),
});

function message(row: Conversion, programme: Programme, endpoint: Endpoint & { url: string }) {
  const data = pushed(row, programme);
  if (endpoint.method === "GET") {
    const values = Object.entries(data).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    const url = fill(endpoint.url, MACRO, Object.fromEntries(values) as Record<string, string>);
    return { method: "GET" as const, url, contentType: null, body: null };
  }
  const body = new URLSearchParams({ AwinTransactionPush: JSON.stringify(data) }).toString();
  return { method: "POST" as const, url: endpoint.url, contentType: "application/x-www-form-urlencoded", body };
}

const word = (row: Conversion): string => row.word ?? (row.state === "reversed" ? "deleted" : commonWord(row));
const money = (amount: number, currency: string) => ({ amount: numberOf(amount, currency), currency });

function told(row: Conversion, programme: Programme, publisherId: string, withBasket: boolean) {
  const isAmended = row.sale !== row.firstSale || row.commission !== row.firstCommission;
  return {
    id: Number(row.id),
    url: "http://www.stylegence.example/",
    advertiserId: Number(programme.id),
    publisherId: Number(publisherId),
    commissionSharingPublisherId: null,
    commissionSharingSelectedRatePublisherId: null,
    campaign: null,
    siteName: "Stylegence",
    commissionStatus: word(row),
    commissionAmount: money(row.commission, row.currency),
    saleAmount: money(row.sale, row.currency),
    ipHash: "-8103813414857796536",
    customerCountry: "IN",
    clickRefs: row.subId === "" ? null : { clickRef: row.subId },
    clickDate: local(row.clickAt),
    transactionDate: local(row.at),
    validationDate: row.state === "pending" ? null : local(row.changedAt),
    type: "Commission group transaction",
    declineReason: ["declined", "reversed"].includes(row.state) ? "Cancelled by the customer" : null,
    voucherCodeUsed: false,
    voucherCode: "",
    lapseTime: Math.floor((row.at - row.clickAt) / 1000),
    amended: isAmended,
    amendReason: isAmended ? "Part of the order was returned" : null,
    oldSaleAmount: isAmended ? money(row.firstSale, row.currency) : null,
    oldCommissionAmount: isAmended ? money(row.firstCommission, row.currency) : null,
    clickDevice: "Windows",
    transactionDevice: "Windows",
    customerAcquisition: null,
    publisherUrl: "http://www.stylegence.example/",
    advertiserCountry: "IN",
    orderRef: row.orderId,
    customParameters: null,
    transactionParts: [
      {
        commissionGroupId: Number(GROUP.id),
        amount: numberOf(row.sale, row.currency),
        commissionAmount: numberOf(row.commission, row.currency),
        advertiserCost: null,
        commissionGroupCode: GROUP.code,
        commissionGroupName: GROUP.name,
        trackedParts: [{ code: GROUP.code, ...money(row.sale, row.currency) }],
      },
    ],
    paidToPublisher: row.state === "paid",
    paymentId: row.state === "paid" ? 48_211 : 0,
    transactionQueryId: 0,
    originalSaleAmount: null,
    advertiserCost: { amount: null, currency: null },
    ...(withBasket && {
      basketProducts: row.lines.map((line) => ({
        productId: line.sku,
        productName: line.title,
        unitPrice: numberOf(Math.round(line.amount / line.quantity), row.currency),
        quantity: line.quantity,
        skuCode: line.sku,
        commissionGroupCode: GROUP.code,
        category: "Fashion",
      })),
    }),
  };
}

/** Which time of a row the query's window is about. */
function timeOf(row: Conversion, dateType: string): number | null {
  if (dateType === "validation") return row.state === "pending" ? null : row.changedAt;
  if (dateType === "amendment") return row.sale === row.firstSale ? null : row.changedAt;
  return row.at;
}

function api({ credentials, rows, programmeOf }: NetworkContext): Hono {
  const app = new Hono({ strict: false });
  app.get("/publishers/:publisherId/transactions", (c) => {
    const query = new URL(c.req.url).searchParams;
    const token = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? query.get("accessToken");
    if (token !== credentials.accessToken) return c.json({ error: "invalid_token", description: "Unauthorized" }, 401);
    if (c.req.param("publisherId") !== credentials.publisherId) return c.json({ error: "forbidden" }, 403);
    const show = (row: Conversion) =>
      told(row, programmeOf(row.shop), credentials.publisherId ?? "", query.get("showBasketProducts") === "true");
    const ids = query.get("ids");
    if (ids)
      return c.json(
        rows()
          .filter(({ id }) => ids.split(",").includes(id))
          .map(show),
      );
    const [from, to] = ["startDate", "endDate"].map((name) => Date.parse(`${(query.get(name) ?? "").slice(0, 19)}Z`));
    if (!from || !to) return c.json({ error: "validation_failed", description: "startDate and endDate" }, 400);
    if (to - from > MOST_DAYS * 86_400_000) {
      return c.json({ error: "validation_failed", description: `The maximum date range is ${MOST_DAYS} days` }, 400);
    }
    const status = query.get("status");
    const found = rows().filter((row) => {
      const at = timeOf(row, query.get("dateType") ?? "transaction");
      return at !== null && at >= from && at < to + 1000 && (!status || word(row) === status);
    });
    return c.json(found.map(show));
  });
  return app;
}

/** Awin: a push when a sale is recorded and never again; what becomes of it must be asked for. */
export const AWIN: Network = {
  id: "awin",
  name: "Awin",
  subParameter: "clickref",
  link: (origin, { id }, { publisherId }) =>
    `${origin}/cread.php?awinmid=${id}&awinaffid=${publisherId}&clickref={clickId}&ued={url}`,
  tracking: { path: "/cread.php", target: "ued", asked: () => true },
  landing: ({ id }) => ({ awc: id, sn: "1" }),
  clickId: (serial, programme, at) =>
    `${programme.id}_${Math.floor(at / 1000)}_${serial.toString(16).padStart(32, "0")}`,
  rowId: String,
  word,
  appends: false,
  push: {
    retries: [],
    tells: (change) => change === "recorded",
    address: (base, method) =>
      method === "POST"
        ? base
        : `${base}?${["transactionId", "transactionDate", "transactionCurrency", "transactionAmount", "commission", "merchantId", "clickRef", "clickTime", "products"].map((name) => `${name}=!!!${name}!!!`).join("&")}`,
    message,
  },
  api,
};
