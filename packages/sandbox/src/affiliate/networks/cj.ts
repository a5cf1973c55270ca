import { buildSchema, graphql } from "graphql";
import { Hono } from "hono";
import { token } from "../../clerk/keys.ts";
import type { Conversion } from "../model.ts";
import type { Network, NetworkContext, Programme } from "../network.ts";
import { decimalOf, instant } from "../words.ts";

const PAGE = 1000;

const SCHEMA = buildSchema(`
  type Query {
    publisherCommissions(
      forPublishers: [String!]!, advertiserIds: [String!], websiteIds: [String!], orderIds: [String!],
      actionStatuses: [String!], actionTypes: [String!], validationStatuses: [String!], sinceCommissionId: String,
      sinceEventDate: String, beforeEventDate: String, sincePostingDate: String, beforePostingDate: String,
      sinceLockingDate: String, beforeLockingDate: String
    ): PublisherCommissions!
  }
  type PublisherCommissions {
    count: Int!, limit: Int!, maxCommissionId: String, payloadComplete: Boolean!, records: [PublisherCommission!]!
  }
  type PublisherCommission {
    actionStatus: String!, actionTrackerId: String!, actionTrackerName: String!, actionType: String!, advertiserId: String!,
    advertiserName: String!, aid: String!, clickDate: String, clickReferringURL: String, commissionId: String!,
    correctionReason: String, country: String, coupon: String, eventDate: String!, isCrossDevice: Boolean!,
    lockingDate: String, lockingMethod: String, orderDiscountPubCurrency: String, orderDiscountUsd: String, orderId: String!, original: Boolean!,
    originalActionId: String!, postingDate: String!, pubCommissionAmountPubCurrency: String!, pubCommissionAmountUsd: String!,
    publisherId: String!, publisherName: String, reviewedStatus: String, saleAmountPubCurrency: String!, saleAmountUsd: String!,
    shopperId: String, siteToStoreOffer: String, source: String, validationStatus: String!, websiteId: String!, websiteName: String,
    items: [Item!]!
  }
  type Item {
    commissionItemId: String!, discountPubCurrency: String, discountUsd: String, itemListId: String, perItemSaleAmountPubCurrency: String!,
    perItemSaleAmountUsd: String!, quantity: Int!, sku: String!, totalCommissionPubCurrency: String!, totalCommissionUsd: String!
  }
`);

interface Asked {
  forPublishers: string[];
  advertiserIds?: string[];
  orderIds?: string[];
  actionStatuses?: string[];
  sinceCommissionId?: string;
  sinceEventDate?: string;
  beforeEventDate?: string;
  sincePostingDate?: string;
  beforePostingDate?: string;
  sinceLockingDate?: string;
  beforeLockingDate?: string;
}

const WORDS: Record<Conversion["state"], string> = {
  pending: "new",
  approved: "locked",
  payable: "locked",
  paid: "closed",
  declined: "new",
  reversed: "new",
};
const word = (row: Conversion): string => row.word ?? WORDS[row.state];

/** The action that a row and its corrections share; it has a number of its own. */
const actionOf = (row: Conversion): string => `1${row.correctionOf ?? row.id}`;
const lockedAt = (row: Conversion): number => (row.state === "pending" ? row.at + 45 * 86_400_000 : row.changedAt);

const USD_PER_UNIT = { numerator: 1, denominator: 84 };
const inUsd = (amount: number): string =>
  decimalOf(Math.round((amount * USD_PER_UNIT.numerator) / USD_PER_UNIT.denominator), "USD");

function record(row: Conversion, programme: Programme, { companyId = "", websiteId = "" }: Record<string, string>) {
  return {
    actionStatus: word(row),
    actionTrackerId: `${programme.id}3`,
    actionTrackerName: "Online Sale",
    actionType: "item_sale",
    advertiserId: programme.id,
    advertiserName: programme.name,
    aid: `${programme.id}11`,
    clickDate: instant(row.clickAt),
    clickReferringURL: null,
    commissionId: row.id,
    correctionReason: row.correctionOf === null ? null : row.sale < 0 ? "RETURNED_MERCHANDISE" : "OTHER",
    country: "IN",
    coupon: null,
    eventDate: instant(row.orderedAt),
    isCrossDevice: false,
    lockingDate: instant(lockedAt(row)),
    lockingMethod: "OTHER",
    orderDiscountPubCurrency: decimalOf(0, row.currency),
    orderDiscountUsd: "0.00",
    orderId: row.orderId,
    original: row.correctionOf === null,
    originalActionId: actionOf(row),
    postingDate: instant(row.at),
    pubCommissionAmountPubCurrency: decimalOf(row.commission, row.currency),
    pubCommissionAmountUsd: inUsd(row.commission),
    publisherId: companyId,
    publisherName: "Stylegence",
    reviewedStatus: "UNREVIEWED",
    saleAmountPubCurrency: decimalOf(row.sale, row.currency),
    saleAmountUsd: inUsd(row.sale),
    shopperId: row.subId,
    siteToStoreOffer: null,
    source: "UNIVERSAL_TAG",
    validationStatus: row.state === "pending" ? "PENDING" : "ACCEPTED",
    websiteId,
    websiteName: "Stylegence",
    items: row.lines.map((line, n) => ({
      commissionItemId: `${row.id}${n}`,
      discountPubCurrency: decimalOf(0, row.currency),
      discountUsd: "0.00",
      itemListId: `${programme.id}7`,
      perItemSaleAmountPubCurrency: decimalOf(Math.round(line.amount / line.quantity), row.currency),
      perItemSaleAmountUsd: inUsd(Math.round(line.amount / line.quantity)),
      quantity: line.quantity,
      sku: line.sku,
      totalCommissionPubCurrency: decimalOf(Math.round((line.amount * row.commission) / (row.sale || 1)), row.currency),
      totalCommissionUsd: inUsd(Math.round((line.amount * row.commission) / (row.sale || 1))),
    })),
  };
}

function chosen(asked: Asked): (row: Conversion) => boolean {
  const within = (at: number, since: string | undefined, before: string | undefined): boolean =>
    (!since || at >= Date.parse(since)) && (!before || at < Date.parse(before));
  return (row) =>
    (!asked.sinceCommissionId || Number(row.id) > Number(asked.sinceCommissionId)) &&
    within(row.at, asked.sinceEventDate, asked.beforeEventDate) &&
    within(row.at, asked.sincePostingDate, asked.beforePostingDate) &&
    within(lockedAt(row), asked.sinceLockingDate, asked.beforeLockingDate) &&
    (!asked.orderIds || asked.orderIds.includes(row.orderId)) &&
    (!asked.actionStatuses || asked.actionStatuses.some((status) => status.toLowerCase() === word(row)));
}

function api({ credentials, rows, programmeOf }: NetworkContext): Hono {
  const app = new Hono();
  const publisherCommissions = (asked: Asked) => {
    if (!asked.forPublishers.includes(credentials.companyId ?? ""))
      throw new Error("Not authorized for this publisher.");
    const found = rows()
      .filter(chosen(asked))
      .sort((a, b) => Number(a.id) - Number(b.id));
    const shown = found.slice(0, PAGE);
    return {
      count: shown.length,
      limit: PAGE,
      maxCommissionId: shown.at(-1)?.id ?? null,
      payloadComplete: shown.length === found.length,
      records: shown.map((row) => record(row, programmeOf(row.shop), credentials)),
    };
  };
  app.post("/query", async (c) => {
    if (c.req.header("authorization") !== `Bearer ${credentials.token}`) {
      return c.json({ errors: [{ message: "Unauthorized" }] }, 401);
    }
    const body = await c.req.text();
    // The real one takes the bare query as well.
    const { query, variables } = (body.trimStart().startsWith('{"') ? JSON.parse(body) : { query: body }) as {
      query: string;
      variables?: Record<string, unknown>;
    };
    const answer = await graphql({
      schema: SCHEMA,
      source: query,
      rootValue: { publisherCommissions },
      ...(variables ? { variableValues: variables } : {}),
    });
    return c.json(answer, answer.data ? 200 : 400);
  });
  return app;
}

/** CJ: sends nothing; commissions by GraphQL, where a correction is a record of its own and a restatement is two. */
export const CJ: Network = {
  id: "cj",
  name: "CJ",
  subParameter: "sid",
  link: (origin, { id }, { websiteId }) => `${origin}/click-${websiteId}-${id}11?sid={clickId}&url={url}`,
  tracking: { path: "/:click{click-[0-9]+-[0-9]+}", target: "url", asked: () => true },
  landing: ({ id }) => ({ cjevent: id }),
  clickId: () => token(32).toLowerCase(),
  rowId: (serial) => `2${serial}`,
  word,
  appends: true,
  push: null,
  api,
};
