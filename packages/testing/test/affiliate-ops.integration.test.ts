import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as Callback from "@stylegence/core/affiliate/callback";
import * as Click from "@stylegence/core/affiliate/click";
import { newClickId } from "@stylegence/core/affiliate/way";
import * as Ledger from "@stylegence/core/reward/ledger";
import * as Shopper from "@stylegence/core/shopper/shopper";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type Harness, startHarness } from "../src/harness.ts";
import { credentialsFor, operator, putStage } from "./operator.ts";

const STAGE = "pr-86";
const NETWORK = {
  ...{ network: "words", name: "Words", dialect: "template", confirmedBy: "push" },
  ...{ link: "https://t.words.example/{c}?s={clickId}&u={url}", hosts: ["t.words.example"] },
  mapping: { transactionId: "id", status: "status", clickId: "sub", commission: "pay" },
  limits: { INR: { sale: 1_000_000, commission: 100_000 } },
};

let harness: Harness;
let data: string;

const ops = (...words: string[]) => operator("--stage", STAGE, "affiliate", ...words);

function file(name: string, content: object): string {
  const at = path.join(data, name);
  writeFileSync(at, JSON.stringify(content));
  return at;
}

beforeAll(async () => {
  const emulator = inject("awsUrl");
  Object.assign(process.env, credentialsFor(emulator), { AWS_ENDPOINT_URL_DYNAMODB: inject("dynamoUrl") });
  data = mkdtempSync(path.join(tmpdir(), "stylegence-affiliate-ops-"));
  harness = await startHarness(inject("dynamoUrl"));
  await putStage(emulator, STAGE, { TABLE_NAME: harness.tableName });
});
afterAll(async () => {
  await harness.close();
  rmSync(data, { recursive: true, force: true });
});

it("adds a network and a programme in configuration alone, and mends a word that the network changed", async () => {
  const refused = await ops("network", "put", file("bad.json", { ...NETWORK, hosts: [] }));
  expect([refused.code, refused.error]).toEqual([1, expect.stringContaining("hosts")]);
  expect(await ops("network", "put", file("network.json", NETWORK))).toMatchObject({ code: 0 });
  const elsewhere = { shop: "shop.example", network: "words", link: "https://x.example/?s={clickId}&u={url}" };
  expect((await ops("programme", "put", file("p.json", [elsewhere]))).error).toContain("none of the network's hosts");
  const programmes = [{ shop: "shop.example", network: "words", values: { c: "7" } }];
  expect(await ops("programme", "put", file("p.json", programmes))).toMatchObject({ code: 0 });
  expect((await ops("programme", "list")).out).toContain("shop.example  words");

  const userId = "user_Ops";
  const callbackId = await harness.run(
    async () => {
      await Shopper.ensure();
      const sub = newClickId();
      const clickedAt = harness.clock.now().toISOString();
      const of = { listingId: "lst_1", groupId: "prd_1", variantId: "var_1", shop: "shop.example" };
      await Click.record({ clickId: sub, network: "words", ...of, userId, clickedAt });
      const query = `id=1&status=Best%C3%A4tigt&sub=${sub}&pay=100.00`;
      return Callback.receive("words", { method: "GET", query, contentType: "", body: "" });
    },
    { actor: { type: "shopper", userId } },
  );
  const parked = await ops("replay", callbackId);
  expect([parked.code, parked.out]).toEqual([1, expect.stringContaining('unknown_status: row 1, "Bestätigt"')]);
  expect((await ops("parked")).out).toContain(callbackId);
  expect((await ops("show", callbackId)).out).toContain("status=Best%C3%A4tigt");

  const mended = { ...NETWORK, statuses: { Bestätigt: "approved" } };
  expect(await ops("network", "put", file("network.json", mended))).toMatchObject({ code: 0 });
  expect(await ops("replay", "--parked")).toMatchObject({ code: 0 });
  expect(await harness.run(() => Ledger.balanceOf(userId))).toMatchObject({ pending: 0, spendable: 50 });
  expect((await ops("parked")).out).toBe("There are none.\n");
  const listed = JSON.parse((await ops("--json", "conversions", "--shopper", userId)).out) as {
    conversionId: string;
  }[];
  expect((await ops("history", listed[0]!.conversionId)).out).toContain("approved");
});

it("sets a payload aside that nobody can mend, and says what makes no sense", async () => {
  const raw = { method: "GET", query: "id=2&status=x&sub=none", contentType: "", body: "" };
  const callbackId = await harness.run(() => Callback.receive("words", raw));
  expect((await ops("dismiss", callbackId, "--reason", "not parked yet")).error).toContain("not parked");
  expect((await ops("replay", "--parked")).out).toBe("Nothing is parked.\n");
  expect((await ops("replay", callbackId)).code).toBe(1);
  expect(await ops("dismiss", callbackId, "--reason", "of another stage")).toMatchObject({ code: 0 });
  expect((await ops("parked")).out).toBe("There are none.\n");
  expect((await ops("replay")).error).toContain("--parked");
  expect((await ops("pull", "words")).error).toContain("no list");
  expect((await ops("network", "drop")).code).toBe(1);
});
