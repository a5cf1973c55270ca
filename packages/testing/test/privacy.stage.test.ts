import { type DataExport, ERASURE_PHRASE } from "@stylegence/contracts/privacy";
import * as Notification from "@stylegence/core/notification/notification";
import * as Erasure from "@stylegence/core/privacy/erasure";
import * as Shopper from "@stylegence/core/shopper/shopper";
import { operate } from "@stylegence/local/operate";
import { strFromU8, unzipSync } from "fflate";
import { expect, inject, it, vi } from "vitest";
import { shopper, somebody } from "../src/person.ts";

const stage = inject("stage");
const { site, emulator, name, sandbox } = stage;
const WAIT = { timeout: 30_000, interval: 200 };

it("a shopper takes everything home in a zip, and is gone from here and from Clerk soon after they want to be", {
  timeout: 120_000,
}, async () => {
  const person = somebody("Ila");
  const { userId, token } = await shopper(stage, person);
  const ask = (method: string, path: string, body?: object) =>
    fetch(`${site}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const inside = <T>(body: () => Promise<T>) => operate(name, emulator, body);

  const begun = await ask("POST", "/me/exports", {});
  expect(begun.status).toBe(202);
  const { exportId } = (await begun.json()) as DataExport;
  expect((await ask("POST", "/me/exports", {})).status).toBe(429);
  const ready = await vi.waitFor(async () => {
    const found = (await (await ask("GET", `/me/exports/${exportId}`)).json()) as DataExport;
    expect(found.status).toBe("ready");
    return found;
  }, WAIT);
  const zip = unzipSync(new Uint8Array(await (await fetch(ready.url!)).arrayBuffer()));
  expect(strFromU8(zip["index.html"]!)).toContain("data/shopper.json");
  expect(JSON.parse(strFromU8(zip["data/shopper.json"]!))).toMatchObject([{ userId }]);
  const told = Notification.idOf(userId, `export ${exportId}`);
  expect(await inside(() => Notification.find(userId, told))).toMatchObject({ kind: "export_ready" });

  expect((await ask("POST", "/me/erasure", { confirm: "yes" })).status).toBe(400);
  expect((await ask("POST", "/me/erasure", { confirm: ERASURE_PHRASE })).status).toBe(202);
  expect((await ask("GET", "/me")).status).toBe(401);
  await vi.waitFor(async () => {
    expect(await inside(() => Erasure.find(userId))).toMatchObject({ status: "waiting" });
  }, WAIT);
  expect(await inside(() => Shopper.find(userId))).toBeNull();
  expect(await inside(() => Notification.find(userId, told))).toBeNull();
  expect((await fetch(ready.url!)).status).toBe(404);
  const again = await fetch(`${sandbox}/clerk/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ userId, party: new URL(site).origin }),
  });
  expect(again.ok).toBe(false);
});
