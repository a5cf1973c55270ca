import { pullerOf } from "@stylegence/clients/affiliate/pullers";
import { settingsOf } from "@stylegence/core/affiliate/configuration";
import { dialectOf } from "@stylegence/core/affiliate/dialect";
import { Network } from "@stylegence/core/affiliate/network";
import type { Report } from "@stylegence/core/affiliate/report";
import { networkOf } from "@stylegence/local/affiliate";
import { type Sandbox, startSandbox } from "@stylegence/sandbox/server";
import { affiliateLever, type CallBacks, startCallBacks } from "@stylegence/testing/call-backs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

type Described = Parameters<typeof networkOf>[0];

const CLICK = "01JD9ZK3V7R5M8N2P4Q6S8T0AB";
const LINES = [
  { sku: "TM1-11", title: "Women's cotton kurta, block print", quantity: 2, amount: 259_800 },
  { sku: "TM2-12", title: "Silk saree", quantity: 1, amount: 499_905 },
];
const ALL = ["admitad", "awin", "cuelinks", "impact", "rakuten", "cj", "vcommission"];
const PUSHING = ALL.filter((id) => id !== "cj");
const LISTING = ALL.filter((id) => id !== "vcommission");

let sandbox: Sandbox;
let networks: Described[] = [];
let callBacks: CallBacks;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  callBacks = await startCallBacks();
  networks = await lever("GET", "");
});
beforeEach(() => {
  callBacks.take();
});
afterAll(async () => {
  await sandbox.close();
  await callBacks.close();
});

const lever = <T>(method: string, at: string, body?: unknown) => affiliateLever<T>(sandbox.url, method, at, body);

const describedOf = (id: string): Described => networks.find((network) => network.id === id) as Described;
/** The network as a stage on this machine has it. */
const configOf = (id: string): Network => Network.parse(networkOf(describedOf(id)));

function hearAt(id: string, change: { method?: "GET" | "POST"; rows?: "order" | "line" } = {}) {
  return lever("PUT", `/networks/${id}`, { ...change, address: callBacks.address(id) });
}

const sell = (id: string): Promise<{ id: string }[]> =>
  lever("POST", "/conversions", { network: id, shop: "threadmill", subId: CLICK, lines: LINES });

const pushed = (id: string): Report[] => {
  const settings = settingsOf(configOf(id));
  return callBacks.take().flatMap(({ raw }) => dialectOf(configOf(id).dialect).push(raw, settings));
};

/** The network's whole list, as it stands now. */
async function listed(id: string): Promise<Report[]> {
  const { dialect, apiUrl, values } = configOf(id);
  // What was sold in this second is within the window.
  const now = new Date(Date.now() + 2000);
  const settings = { apiUrl, credentials: describedOf(id).credentials, values, now };
  const puller = pullerOf(dialect, settings, { pause: async () => undefined });
  const reports = new Map<string, Report>();
  for await (const { raw } of puller?.since({}) ?? []) {
    const page = raw.trim() === "" ? [] : (dialectOf(dialect).page?.(raw, settingsOf(configOf(id))) ?? []);
    // What counts comes first, what is early after it: the further state stays.
    for (const report of page) {
      const known = reports.get(report.transactionId);
      if (!known || known.status.state === "pending") reports.set(report.transactionId, report);
    }
  }
  return [...reports.values()];
}

const ofRows = (reports: readonly Report[], rows: readonly { id: string }[]): Report[] =>
  rows.flatMap(({ id }) => reports.find(({ transactionId }) => transactionId === id) ?? []);

/** What both ways must agree in; a push may say less. */
const core = ({ transactionId, clickId, sale, commission, occurredAt }: Report) => ({
  ...{ transactionId, clickId, sale, commission, occurredAt },
});

describe.each(PUSHING)("%s calls back", (id) => {
  const methods = id === "rakuten" ? (["GET"] as const) : (["GET", "POST"] as const);

  it.each(methods)("by %s in a form that our dialect reads, one row or several an order", async (method) => {
    for (const rows of ["order", "line"] as const) {
      await hearAt(id, { method, rows });
      const made = await sell(id);
      const reports = pushed(id);
      expect(made).toHaveLength(rows === "line" ? 2 : 1);
      expect(reports.map(({ transactionId }) => transactionId).sort()).toEqual(made.map((row) => row.id).sort());
      expect(reports.reduce((sum, { sale }) => sum + (sale?.amount ?? 0), 0)).toBe(759_705);
      expect(reports.map(({ clickId }) => clickId)).toEqual(made.map(() => CLICK));
      expect(new Set(reports.map(({ status }) => status.state))).toEqual(new Set(["pending"]));
    }
  });
});

describe.each(LISTING)("%s lists", (id) => {
  it("what it called back with, and where it stands since", async () => {
    if (id !== "cj") await hearAt(id);
    const rows = await sell(id);
    const told = pushed(id);
    const first = ofRows(await listed(id), rows);
    expect(first).toHaveLength(rows.length);
    if (id !== "cj") expect(first.map(core)).toEqual(ofRows(told, rows).map(core));
    expect(first.map(({ status }) => status.state)).toEqual(rows.map(() => "pending"));

    for (const row of rows) await lever("POST", `/conversions/${row.id}/approve`);
    expect(ofRows(await listed(id), rows).map(({ status }) => status.state)).toEqual(rows.map(() => "approved"));
    expect(pushed(id).every(({ status }) => status.state === "approved")).toBe(true);

    for (const row of rows) await lever("POST", `/conversions/${row.id}/pay`);
    const paid = ofRows(await listed(id), rows).map(({ status }) => status.state);
    expect(paid).toEqual(rows.map(() => (id === "rakuten" ? "approved" : "paid")));
  });

  it("a sale that was taken back as worth nothing, a restated one as worth what is left", async () => {
    const worth = async (orderId: string) => {
      const reports = (await listed(id)).filter((report) => report.orderId === orderId);
      const counts = reports.filter(({ status }) => status.state !== "rejected" && status.state !== "reversed");
      return counts.reduce((sum, { commission }) => sum + (commission?.amount ?? 0), 0);
    };
    const rows = (await sell(id)) as { id: string; orderId: string; sale: number }[];
    const [first] = rows as [(typeof rows)[number]];
    const others = rows.slice(1).reduce((sum, { sale }) => sum + Math.round(sale * 0.08), 0);
    await lever("POST", `/conversions/${first.id}/restate`, { sale: 100_000 });
    expect(await worth(first.orderId)).toBe(8000 + others);
    await lever("POST", `/conversions/${first.id}/approve`);
    await lever("POST", `/conversions/${first.id}/reverse`);
    expect(await worth(first.orderId)).toBe(others);
  });

  it("a word that nobody has told us as one that means nothing", async () => {
    if (id === "rakuten") return;
    const [row] = (await sell(id)) as [{ id: string }];
    await lever("POST", `/conversions/${row.id}/word`, { word: "Under investigation" });
    const [report] = ofRows(await listed(id), [row]);
    expect(report?.status).toEqual({ word: "Under investigation", state: null });
  });
});
