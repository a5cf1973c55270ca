import type { Consents } from "@stylegence/contracts/consent";
import type { Family } from "@stylegence/contracts/family";
import type { AcceptedInvitation, NewInvitation } from "@stylegence/contracts/invitation";
import type { BodyMetrics } from "@stylegence/contracts/metrics";
import type { DataExport } from "@stylegence/contracts/privacy";
import { ask } from "@stylegence/sandbox/testing/ask";
import { beforeAll, expect, inject, it, vi } from "vitest";
import { shopper, somebody } from "../src/person.ts";
import { whereabouts } from "../src/whereabouts.ts";

const stage = inject("stage");
const { site, sandbox } = stage;
type Shopper = Awaited<ReturnType<typeof shopper>>;
/** Known words, which nobody else would write. */
const NOTES = `taken by Amma on ${crypto.randomUUID()}`;
const WAIT = { timeout: 20_000, interval: 200 };

const people = { asha: somebody("Asha"), dev: somebody("Dev") };
let asha: Shopper;
let dev: Shopper;
beforeAll(async () => {
  [asha, dev] = [await shopper(stage, people.asha), await shopper(stage, people.dev)];
});

async function status(who: Shopper, method: string, path: string, body?: object): Promise<[number, unknown]> {
  const answer = await fetch(`${site}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${who.token}`, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return [answer.status, text === "" ? null : JSON.parse(text)];
}

async function api<T>(who: Shopper, method: string, path: string, body?: object): Promise<T> {
  const [code, answer] = await status(who, method, path, body);
  expect(code, `${method} ${path}: ${JSON.stringify(answer)}`).toBeLessThan(300);
  return answer as T;
}

async function consents(who: Shopper, storeBodyMetrics: boolean): Promise<void> {
  const { textVersion } = await api<Consents>(who, "GET", "/me/consents");
  await api(who, "PUT", "/me/consents", { textVersion, consents: { storeBodyMetrics } });
}

/** The token of the newest invitation that was mailed to an address. */
async function mailedToken(to: string): Promise<string> {
  const { text } = await ask({ port: Number(new URL(sandbox).port) }, "mail", `/messages?to=${to}`);
  const [letter] = (JSON.parse(text) as { items: { html: string }[] }).items;
  return /\/invite#(inv_[\w.-]+)/.exec(letter?.html ?? "")?.[1] ?? "";
}

it("two people link by mail and join by a link, see measurements by three consents, and leave nothing when one is withdrawn", {
  timeout: 120_000,
}, async () => {
  await api<NewInvitation>(asha, "POST", "/me/links/invitations", { email: people.dev.email });
  const token = await vi.waitUntil(() => mailedToken(people.dev.email), WAIT);
  expect(await api<AcceptedInvitation>(dev, "POST", "/me/invitations/accept", { token })).toMatchObject({
    userId: asha.userId,
  });

  const { familyId } = await api<Family>(asha, "POST", "/me/families", { name: "Home" });
  const { url } = await api<NewInvitation>(asha, "POST", `/me/families/${familyId}/invitations`, { role: "member" });
  expect(url).toMatch(new RegExp(`^${site}/invite#inv_`));
  await api(dev, "POST", "/me/invitations/accept", { token: url!.split("#")[1]! });

  const see = () => status(dev, "GET", `/me/people/${asha.userId}/metrics`);
  expect((await status(asha, "PUT", "/me/metrics", { heightCm: 166.4 }))[0]).toBe(403);
  await api(asha, "PATCH", "/me", { birthDate: "1996-02-29" });
  await consents(asha, true);
  await api(asha, "PUT", "/me/metrics", { heightCm: 166.4, notes: NOTES });
  expect((await see())[0]).toBe(404);
  await api(asha, "PATCH", `/me/links/${dev.userId}`, { shareProfileMetrics: true });
  expect((await see())[0]).toBe(404);
  await api(asha, "PATCH", `/me/families/${familyId}/members/${asha.userId}`, { shareMetrics: true });
  expect((await see())[1] as BodyMetrics).toMatchObject({ heightCm: 166.4 });

  // A copy in the bucket, beside those in the table: now and in the history.
  const { exportId } = await api<DataExport>(asha, "POST", "/me/exports", {});
  await vi.waitFor(
    async () => expect(await api(asha, "GET", `/me/exports/${exportId}`)).toMatchObject({ status: "ready" }),
    WAIT,
  );
  const held = await whereabouts(stage, NOTES);
  expect(held.sort()).toEqual(["item bodyMetrics", "item bodyMetricsRecord", expect.stringMatching(/^object /)]);

  await consents(asha, false);
  expect((await see())[0]).toBe(404);
  await vi.waitFor(async () => expect(await whereabouts(stage, NOTES)).toEqual([]), WAIT);
});
