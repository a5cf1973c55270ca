import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pullerOf } from "@stylegence/clients/affiliate/pullers";
import * as Callback from "@stylegence/core/affiliate/callback";
import { perform } from "@stylegence/core/affiliate/perform";
import type { PullTools } from "@stylegence/core/affiliate/pull";
import { secretsOf } from "@stylegence/core/affiliate/secrets";
import { newClickId } from "@stylegence/core/affiliate/way";
import { context } from "@stylegence/core/platform/context";
import * as Ledger from "@stylegence/core/reward/ledger";
import * as Proof from "@stylegence/core/reward/proof";
import * as Shopper from "@stylegence/core/shopper/shopper";
import { affiliatesOf, putAffiliates, sendCallbacksTo } from "@stylegence/local/affiliate";
import { type Sandbox, startSandbox } from "@stylegence/sandbox/server";
import { affiliateLever, type CallBack, type CallBacks, startCallBacks } from "@stylegence/testing/call-backs";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, expect, inject, it } from "vitest";

const ALL = ["admitad", "awin", "cuelinks", "impact", "rakuten", "cj", "vcommission"];
const SHOP = "threadmill";
/** 8 % of 2,000 rupees is the network's commission, half of it the shopper's. */
const LINES = [
  { sku: "TM1-11", title: "Cotton kurta", quantity: 1, amount: 150_000 },
  { sku: "TM2-12", title: "Dupatta", quantity: 1, amount: 50_000 },
];
const POINTS = 80;

let harness: Harness;
let sandbox: Sandbox;
let tools: PullTools;
let data = "";
let callBacks: CallBacks;

const lever = <T>(method: string, at: string, body?: unknown) => affiliateLever<T>(sandbox.url, method, at, body);

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), "stylegence-affiliates-"));
  harness = await startHarness(inject("dynamoUrl"));
  sandbox = await startSandbox({ port: 0, now: harness.clock.now });
  callBacks = await startCallBacks();
  const affiliates = await affiliatesOf({ data }, sandbox.url);
  await sendCallbacksTo(callBacks.url, sandbox.url, affiliates);
  await harness.run(() => putAffiliates(sandbox.url, () => undefined));
  tools = {
    secrets: async () => secretsOf(affiliates.secrets.AFFILIATE_SECRETS ?? ""),
    puller: async ({ dialect, apiUrl, values }, credentials) =>
      pullerOf(dialect, { apiUrl, values, credentials, now: context().now() }, { pause: async () => undefined }),
  };
});
afterAll(async () => {
  await sandbox.close();
  await callBacks.close();
  await harness.close();
  rmSync(data, { recursive: true, force: true });
});

/** Reads what the network sent meanwhile, and its list. */
async function hear(network: string): Promise<void> {
  harness.clock.advance({ minutes: 5 });
  await harness.run(async () => {
    for (const { network: from, raw } of callBacks.take()) {
      await perform({ kind: "callback", callbackId: await Callback.receive(from, raw) }, tools);
    }
    await perform({ kind: "pull", network }, tools);
  });
  harness.clock.advance({ minutes: 5 });
}

async function buyer(network: string): Promise<{ userId: string; clickId: string }> {
  const userId = `user_${network}`;
  const clickId = newClickId();
  await harness.run(() => Shopper.ensure(), { actor: { type: "shopper", userId } });
  const bought = {
    listingId: "lst_1",
    groupId: "grp_1",
    variantId: "var_1",
    price: { amount: 150_000, currency: "INR" },
  };
  const clickedAt = harness.clock.now().toISOString();
  const click = { ...bought, clickId, network, shop: `${SHOP}.localhost:${sandbox.port}`, userId, clickedAt };
  await harness.run(() => perform({ kind: "click", actor: { type: "system", name: "go" }, ...click }, tools));
  return { userId, clickId };
}

const balance = (userId: string) =>
  harness.run(async () => {
    const { pending, spendable } = await Ledger.balanceOf(userId);
    return [pending, spendable];
  });

it.each(ALL)("%s: a sale is pending, spendable when approved, and taken back when reversed", async (network) => {
  const { userId, clickId } = await buyer(network);
  harness.clock.advance({ minutes: 5 });
  const rows = await lever<{ id: string }[]>("POST", "/conversions", {
    network,
    shop: SHOP,
    subId: clickId,
    lines: LINES,
  });
  await hear(network);
  expect(await balance(userId)).toEqual([POINTS, 0]);
  for (const { id } of rows) await lever("POST", `/conversions/${id}/approve`);
  await hear(network);
  expect(await balance(userId)).toEqual([0, POINTS]);
  // Told twice, nothing is twice.
  for (const { id } of rows) await lever("POST", `/conversions/${id}/send`, { times: 2 });
  await hear(network);
  expect(await balance(userId)).toEqual([0, POINTS]);
  for (const { id } of rows) await lever("POST", `/conversions/${id}/reverse`);
  await hear(network);
  expect(await balance(userId)).toEqual([0, 0]);
  expect(await harness.run(() => Proof.verify(userId))).toMatchObject({
    agrees: true,
    sum: { spendable: 0, pending: 0 },
  });
});

it("of a sale that nobody clicked for earns nobody anything", async () => {
  await lever("POST", "/conversions", { network: "impact", shop: SHOP, subId: newClickId(), lines: LINES });
  const [push] = callBacks.take() as [CallBack];
  const callbackId = await harness.run(() => Callback.receive(push.network, push.raw));
  await harness.run(() => perform({ kind: "callback", callbackId }, tools));
  const stored = await harness.run(() => Callback.read(callbackId));
  expect(stored).toMatchObject({ state: "parked", reason: expect.stringContaining("unknown_click") });
});
