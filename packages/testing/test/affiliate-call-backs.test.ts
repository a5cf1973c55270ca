import { settingsOf } from "@stylegence/core/affiliate/configuration";
import { dialectOf } from "@stylegence/core/affiliate/dialect";
import { Network } from "@stylegence/core/affiliate/network";
import { networkOf } from "@stylegence/local/affiliate";
import { type Sandbox, startSandbox } from "@stylegence/sandbox/server";
import { affiliateLever, type CallBacks, startCallBacks } from "@stylegence/testing/call-backs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const CLICK = "01JD9ZK3V7R5M8N2P4Q6S8T0AB";
const LINES = [
  { sku: "TM1-11", title: "Women's cotton kurta, block print & <lace>", quantity: 2, amount: 259_800 },
  { sku: "TM2-12", title: "Silk saree", quantity: 1, amount: 499_905 },
];

let sandbox: Sandbox;
let callBacks: CallBacks;
let networks: Parameters<typeof networkOf>[0][] = [];

const lever = <T>(method: string, at: string, body?: unknown) => affiliateLever<T>(sandbox.url, method, at, body);

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  callBacks = await startCallBacks();
  networks = await lever("GET", "");
});
afterAll(async () => {
  await sandbox.close();
  await callBacks.close();
});

/** The network as a stage on this machine has it. */
const configOf = (id: string) => Network.parse(networkOf(networks.find((network) => network.id === id)!));

describe.each(["admitad", "awin", "cuelinks", "impact", "rakuten", "vcommission"])("%s calls back", (id) => {
  // Rakuten knows no other way.
  it.each(id === "rakuten" ? ["GET"] : ["GET", "POST"])(
    "by %s in bytes that a stage reads, one row or several an order",
    async (method) => {
      for (const rows of ["order", "line"]) {
        await lever("PUT", `/networks/${id}`, { method, rows, address: callBacks.address(id) });
        const made = await lever<{ id: string }[]>("POST", "/conversions", {
          ...{ network: id, shop: "threadmill", subId: CLICK, lines: LINES },
        });
        const taken = callBacks.take();
        const config = configOf(id);
        const reports = taken.flatMap(({ raw }) => dialectOf(config.dialect).push(raw, settingsOf(config)));
        expect(new Set(taken.map(({ raw }) => raw.method))).toEqual(new Set([method]));
        expect(made).toHaveLength(rows === "line" ? 2 : 1);
        expect(reports.map(({ transactionId }) => transactionId).sort()).toEqual(made.map((row) => row.id).sort());
        expect(reports.reduce((sum, { sale }) => sum + (sale?.amount ?? 0), 0)).toBe(759_705);
        expect(reports.map(({ clickId }) => clickId)).toEqual(made.map(() => CLICK));
        expect(reports.map(({ status }) => status.state)).toEqual(made.map(() => "pending"));
      }
    },
  );
});
