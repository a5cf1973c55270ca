import { buffer } from "node:stream/consumers";
import { inspect } from "node:util";
import type { Files } from "@stylegence/clients/files/port";
import * as Family from "@stylegence/core/family/group";
import * as Membership from "@stylegence/core/family/membership";
import * as Answer from "@stylegence/core/invitation/answer";
import * as Link from "@stylegence/core/link/link";
import { archiveOf } from "@stylegence/core/privacy/archive";
import { holdings } from "@stylegence/core/privacy/registry";
import { ask, names } from "@stylegence/core/search/engine";
import * as Consent from "@stylegence/core/shopper/consent";
import { TEXT_VERSION } from "@stylegence/core/shopper/consent-text.data";
import * as Metrics from "@stylegence/core/shopper/metrics";
import { bodyMetrics, bodyMetricsRecord } from "@stylegence/core/shopper/metrics.entity";
import * as Profile from "@stylegence/core/shopper/profile";
import * as Shopper from "@stylegence/core/shopper/shopper";
import { shopper } from "@stylegence/core/shopper/shopper.entity";
import * as Withdrawal from "@stylegence/core/shopper/withdrawal";
import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { unzip } from "../../../packages/core/test/unzip.ts";
import type { App } from "../../src/http/api/create.ts";
import { methodOf } from "../../src/http/api/route.ts";
import { createShopperApp } from "../../src/http/shopper/create.ts";
import { messagesOf } from "../../src/streams/rules.ts";
import { shopperCases } from "./shopper-cases.ts";
import { type Call, PEOPLE, routes, servicesOf, startWorld, type World } from "./shopper-world.ts";

/** Who has measurements that Ana may not see, what is missing, and the height by which they would be known. */
const OWNERS = {
  user_2withdrew: { missing: "the consent", heightCm: 231.7 },
  user_2unlinked: { missing: "the link's flag", heightCm: 232.7 },
  user_2ungrouped: { missing: "the group's flag", heightCm: 233.7 },
  user_2young: { missing: "18 years", heightCm: 234.7 },
} as const;
type Owner = keyof typeof OWNERS;
const owners = Object.entries(OWNERS) as [Owner, (typeof OWNERS)[Owner]][];

let world: World;
let familyId: string;
/** Everything that came out, as text, with where from. */
const out: { from: string; text: string }[] = [];
let app: App;

beforeAll(async () => {
  world = await startWorld({ dynamoUrl: inject("dynamoUrl"), searchUrl: inject("searchUrl") });
  app = createShopperApp({
    routes,
    services: servicesOf(world.razorpay),
    settings: { jwtKey: world.sessions.jwtKey, authorizedParties: [world.sessions.party] },
    run: (actor, body) => world.stage.run(body, { actor }),
    log: (line) => out.push({ from: "log", text: inspect(line, { depth: 10 }) }),
  });
  ({ familyId } = await world.as("ana", () => Family.create({ name: "Us" })));
  for (const [owner, { heightCm }] of owners) await settle(owner, heightCm);
});
afterAll(() => world.stage.close());

const as = <T>(userId: string, body: () => Promise<T>) => world.stage.run(body, { actor: { type: "shopper", userId } });
const tokenOf = ({ url }: { url: string | null }) => url!.split("#")[1]!;
const consent = (granted: boolean) =>
  Consent.change({ textVersion: TEXT_VERSION, consents: { storeBodyMetrics: granted } });

/** All three consents, less the one that is missing; what a withdrawal has deleted is put back, as if no job had run yet. */
async function settle(owner: Owner, heightCm: number): Promise<void> {
  await as(owner, Shopper.ensure);
  const link = tokenOf(await world.as("ana", () => Link.invite({})));
  const join = tokenOf(await world.as("ana", () => Membership.invite(familyId, { role: "member" })));
  await as(owner, async () => {
    for (const token of [link, join]) await Answer.accept({ token });
    await Profile.change({ adultDeclared: true });
    await consent(true);
    await Metrics.put({ heightCm, notes: `notes of ${heightCm}` });
    await Link.change(PEOPLE.ana, { shareProfileMetrics: owner !== "user_2unlinked" });
    await Membership.change(familyId, owner, { shareMetrics: owner !== "user_2ungrouped" });
    const kept = (await bodyMetrics().get({ userId: owner }).go()).data!;
    if (owner === "user_2young") await shopper().patch({ userId: owner }).set({ birthDate: "2012-01-01" }).go();
    if (owner === "user_2withdrew") await consent(false);
    await bodyMetrics().put(kept).go();
  });
}

async function call(method: string, { path, body }: Call): Promise<void> {
  const response = await app.request(`/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${world.sessions.token({ sub: PEOPLE.ana })}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const headers = JSON.stringify([...response.headers]);
  out.push({ from: `${method} ${path} ${response.status}`, text: `${headers} ${await response.text()}` });
}

const expectNone = () => {
  const found = out.filter(({ text }) => owners.some(([, { heightCm }]) => text.includes(String(heightCm))));
  expect(found.map(({ from }) => from)).toEqual([]);
};

describe("measurements without one of the three consents", () => {
  it.each(owners)("are there, of %s", async (owner, { heightCm }) => {
    const stored = await as(owner, async () => [
      (await bodyMetrics().get({ userId: owner }).go()).data,
      ...(await bodyMetricsRecord().query.primary({ userId: owner }).go()).data,
    ]);
    expect(stored.map((item) => item?.heightCm)).toEqual(Array(2).fill(heightCm));
  });

  it("come out of no route, whatever it is asked, and into no log", async () => {
    for (const route of routes) {
      const row = await shopperCases[route.id]!(world);
      await call(methodOf(route), row.good);
      await row.after?.();
      if (!/\{userId\}|\{familyId\}/.test(route.path)) continue;
      const [own, params] = [row.good.path.split("/"), route.path.split("/")];
      for (const [owner] of owners) {
        const known: Record<string, string> = { "{userId}": owner, "{familyId}": familyId };
        const path = params.map((part, at) => known[part] ?? own[at] ?? part).join("/");
        // What would take the group or the link itself away shows nothing by it.
        if (methodOf(route) !== "DELETE" && !/transfer|leave/.test(path))
          await call(methodOf(route), { ...row.good, path });
      }
    }
    expect(out.length).toBeGreaterThan(routes.length);
    expectNone();
  });

  it("are in no message, notification, mail or live update", async () => {
    for (const item of await world.stage.items()) {
      const kind = String(item.__edb_e__);
      if (["notification", "mail", "outbox", "audit"].includes(kind))
        out.push({ from: kind, text: JSON.stringify(item) });
      const record = { eventName: "INSERT", dynamodb: { NewImage: imageOf(item), Keys: {} } } as DynamoDBRecord;
      for (const message of messagesOf(record)) out.push({ from: `${kind} → ${message.topic}`, text: message.body });
    }
    for (const kind of ["log", "notification", "mail", "outbox"])
      expect(out.some(({ from }) => from === kind)).toBe(true);
    expect(out.some(({ from }) => from.endsWith("→ live"))).toBe(true);
    expectNone();
  });

  it("are in no search document, and in no export of another", async () => {
    const hits = await world.stage.run(() =>
      ask({ method: "POST", path: `/${names().live}/_search`, body: { size: 100, query: { match_all: {} } } }),
    );
    out.push({ from: "search", text: JSON.stringify(hits) });
    const files: Files = {
      upload: async () => {},
      open: async () => null,
      list: async () => ({ items: [], cursor: null }),
      clear: async () => 0,
    };
    const zip = await world.stage.run(() => buffer(archiveOf(PEOPLE.ana, holdings, files, new Date())));
    for (const [from, text] of Object.entries(unzip(new Uint8Array(zip)))) out.push({ from, text });
    expect(out.some(({ from }) => from === "data/accountLink.json" || from === "data/familyMember.json")).toBe(true);
    expectNone();
  });

  it("would be found by this search: with the third consent they are shown, by the one route that may", async () => {
    const before = out.length;
    await as("user_2unlinked", () => Link.change(PEOPLE.ana, { shareProfileMetrics: true }));
    await as("user_2unlinked", () =>
      Membership.change(familyId, "user_2unlinked", { shareMetrics: true, relationship: "sibling" }),
    );
    await call("GET", { path: "/me/people/user_2unlinked/metrics" });
    expect(
      out
        .slice(before)
        .map(({ text }) => text)
        .join(),
    ).toContain("232.7");
    expect(
      out
        .slice(before)
        .map(({ text }) => text)
        .join(),
    ).not.toContain("notes of");
  });

  it("are nowhere once each is withdrawn and its job has run", async () => {
    for (const [owner] of owners) {
      await as(owner, () => consent(false));
      await world.stage.run(() => Withdrawal.perform({ userId: owner, flag: "storeBodyMetrics" }));
    }
    out.length = 0;
    for (const item of await world.stage.items())
      out.push({ from: String(item.__edb_e__), text: JSON.stringify(item) });
    expect(out.length).toBeGreaterThan(100);
    expectNone();
  });
});

/** An item as the table's stream has it. */
function imageOf(item: Record<string, unknown>): Record<string, object> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attributeOf(value)]));
}

function attributeOf(value: unknown): object {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(attributeOf) };
  if (value && typeof value === "object") return { M: imageOf(value as Record<string, unknown>) };
  return { NULL: true };
}
