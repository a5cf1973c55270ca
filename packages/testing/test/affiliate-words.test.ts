import type { PullState } from "@stylegence/clients/affiliate/port";
import { pullerOf } from "@stylegence/clients/affiliate/pullers";
import { dialectOf } from "@stylegence/core/affiliate/dialect";
import { Mapping } from "@stylegence/core/affiliate/mapping";
import { DIALECTS, type DialectName } from "@stylegence/core/affiliate/network";
import { forward } from "@stylegence/core/affiliate/progress";
import type { Report, RowState, Settings } from "@stylegence/core/affiliate/report";
import { startSandbox } from "@stylegence/sandbox/server";
import { afterAll, beforeAll, expect, it } from "vitest";

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;
interface Conversion {
  id: string;
}
interface Push {
  method: string;
  url: string;
  contentType: string | null;
  body: string | null;
}
interface Described {
  id: string;
  apiUrl: string;
  credentials: Record<string, string>;
}

const CLICK = "01KAV7Q2M3N4P5R6S7T8V9W0XY";
const LINES = [
  { sku: "KURTA-M", title: "Kurta, blue", quantity: 2, amount: 259_900 },
  { sku: "SCARF", title: "Scarf", quantity: 1, amount: 49_950 },
];
/** vCommission, which nobody has written a dialect for. */
const MAPPING = Mapping.parse({
  transactionId: "transaction_id",
  clickId: "aff_sub",
  orderId: "order_id",
  status: "status",
  sale: "sale_amount",
  commission: "payout",
  currency: "currency",
  occurredAt: "datetime",
});
const OWN_WORDS: Record<string, RowState> = {
  pending: "pending",
  approved: "approved",
  payable: "payable",
  paid: "paid",
  rejected: "rejected",
  cancelled: "reversed",
};

let sandbox: Sandbox;
let now = Date.parse("2026-11-20T06:30:00Z");
let networks: Described[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, now: () => new Date(now) });
  networks = await lever<Described[]>("GET", "");
  for (const { id } of networks)
    await lever("PUT", `/networks/${id}`, { address: "http://127.0.0.1:9/told", hold: true });
});
afterAll(() => sandbox.close());

async function lever<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`http://127.0.0.1:${sandbox.port}/affiliates${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

const networkOf = (dialect: DialectName): Described => {
  const found = networks.find(({ id }) => id === (dialect === "template" ? "vcommission" : dialect));
  if (!found) throw new Error(`There is no ${dialect}.`);
  return found;
};
const settingsOf = (dialect: DialectName): Settings => ({
  network: networkOf(dialect).id,
  statuses: dialect === "template" ? OWN_WORDS : {},
  currency: "INR",
  utcOffset: "+00:00",
  mapping: dialect === "template" ? MAPPING : undefined,
});

const sell = (dialect: DialectName, given: object = {}) =>
  lever<Conversion[]>("POST", "/conversions", {
    network: networkOf(dialect).id,
    shop: "threadmill",
    subId: CLICK,
    lines: LINES,
    ...given,
  });
/** Moves the clock, so that what comes after is later. */
const steer = (row: Conversion | undefined, verb: string, body?: unknown) => {
  now += 60_000;
  return lever<Conversion[]>("POST", `/conversions/${row?.id}/${verb}`, body);
};

/** Everything that a network pushed so far, in our words. */
async function pushed(dialect: DialectName): Promise<Report[]> {
  const pushes = await lever<Push[]>("GET", `/pushes?network=${networkOf(dialect).id}`);
  return pushes.flatMap(({ method, url, contentType, body }) => {
    const query = url.split("?")[1] ?? "";
    return dialectOf(dialect).push(
      { method, query, contentType: contentType ?? "", body: body ?? "" },
      settingsOf(dialect),
    );
  });
}

/** Everything that a network's list has, in our words; of a row that comes more than once the furthest. */
async function pulled(dialect: DialectName, state: PullState = {}): Promise<Map<string, Report>> {
  const { apiUrl, credentials } = networkOf(dialect);
  const settings = { apiUrl, credentials, values: {}, now: new Date(now) };
  const puller = pullerOf(dialect, settings, { pause: async () => {} });
  const rows = new Map<string, Report>();
  for await (const { raw } of puller?.since(state) ?? []) {
    for (const report of dialectOf(dialect).page?.(raw, settingsOf(dialect)) ?? []) {
      const state = forward(rows.get(report.transactionId)?.status.state ?? null, report.status.state ?? "pending");
      rows.set(report.transactionId, { ...report, status: { ...report.status, state } });
    }
  }
  return rows;
}

/** Of the rows that count together with one: what they come to. */
const commissionOf = (rows: Map<string, Report>, first: Conversion | undefined): number => {
  const action = (row: Report | undefined) => row?.correctionOf ?? row?.transactionId;
  const own = action(rows.get(first?.id ?? ""));
  return [...rows.values()].reduce((sum, row) => sum + (action(row) === own ? (row.commission?.amount ?? 0) : 0), 0);
};

const LISTED = DIALECTS.filter((name) => name !== "template");
const PUSHED = DIALECTS.filter((name) => name !== "cj");

it.each(PUSHED)("%s pushes a sale as it was", async (dialect) => {
  const orderId = `P-${dialect}`;
  const sold = await sell(dialect, { orderId });
  const reports = (await pushed(dialect)).filter(({ transactionId }) => sold.some(({ id }) => id === transactionId));
  expect(reports).toHaveLength(dialect === "rakuten" ? 2 : 1);
  for (const report of reports) {
    expect(report).toMatchObject({ network: networkOf(dialect).id, clickId: CLICK, status: { state: "pending" } });
    expect(report.occurredAt).toBe(new Date(now).toISOString());
  }
  const [sale, commission] = (["sale", "commission"] as const).map((what) =>
    reports.reduce((sum, report) => sum + (report[what]?.amount ?? Number.NaN), 0),
  );
  expect({ sale, commission }).toEqual({ sale: 309_850, commission: 24_788 });
});

it.each(LISTED)("%s lists what it pushed, and says the same of it", async (dialect) => {
  const sold = await sell(dialect, { orderId: `L-${dialect}` });
  const [list, pushes] = [await pulled(dialect), await pushed(dialect)];
  for (const { id } of sold) {
    const row = list.get(id);
    expect(row).toMatchObject({ orderId: `L-${dialect}`, clickId: CLICK, status: { state: "pending" } });
    if (dialect === "cj") continue;
    const push = pushes.find(({ transactionId }) => transactionId === id);
    const { sale, commission, clickId, occurredAt, correctionOf } = row as Report;
    expect(push).toMatchObject({ sale, commission, clickId, occurredAt });
    expect(push?.correctionOf).toBe(correctionOf);
  }
});

it.each(LISTED)("%s lists what it approved and paid as such", async (dialect) => {
  const sold = await sell(dialect);
  await steer(sold[0], "approve");
  expect((await pulled(dialect)).get(sold[0]?.id ?? "")?.status.state).toBe("approved");
  await steer(sold[0], "pay");
  const paid = (await pulled(dialect)).get(sold[0]?.id ?? "")?.status.state;
  expect(paid).toBe(dialect === "rakuten" ? "approved" : "paid");
});

it.each(["admitad", "awin", "cuelinks", "impact"] as const)(
  "%s lists a row that it declined as one that has ended",
  async (dialect) => {
    const [row] = await sell(dialect);
    await steer(row, "decline");
    expect(["rejected", "reversed"]).toContain((await pulled(dialect)).get(row?.id ?? "")?.status.state);
  },
);

it.each(["cj", "rakuten"] as const)("%s takes back and restates by rows that come to what is left", async (dialect) => {
  const [row] = await sell(dialect, { lines: [LINES[0]], orderId: `R-${dialect}` });
  await steer(row, "approve");
  await steer(row, "restate", { sale: 129_950, commission: 10_396 });
  expect(commissionOf(await pulled(dialect), row)).toBe(10_396);
  await steer(row, "reverse");
  expect(commissionOf(await pulled(dialect), row)).toBe(0);
});

it.each(PUSHED.filter((name) => name !== "awin" && name !== "rakuten"))(
  "%s pushes a new word as it is, for somebody to explain",
  async (dialect) => {
    const [row] = await sell(dialect);
    await steer(row, "word", { word: "under review" });
    const last = (await pushed(dialect)).at(-1);
    expect(last).toMatchObject({ transactionId: row?.id, status: { word: "under review", state: null } });
  },
);

it.each(PUSHED)("%s has amounts of currencies without and with three decimals", async (dialect) => {
  for (const [currency, amount] of [["JPY", 4990] as const, ["KWD", 12_345] as const]) {
    const [row] = await sell(dialect, { currency, lines: [{ ...LINES[1], amount }] });
    const report = (await pushed(dialect)).find(({ transactionId }) => transactionId === row?.id);
    expect(report?.sale).toEqual({ amount, currency });
  }
});
