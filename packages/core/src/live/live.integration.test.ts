import type { Sockets } from "@stylegence/clients/sockets/port";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct } from "@stylegence/testing/products";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { ingest } from "../catalog/ingest.ts";
import * as Family from "../family/group.ts";
import * as Membership from "../family/membership.ts";
import { putMember } from "../family/store.ts";
import { commit } from "../platform/transaction.ts";
import * as Shopper from "../shopper/shopper.ts";
import * as Connection from "./connection.ts";
import { closeAll } from "./farewell.ts";
import { type Followed, follow } from "./follow.ts";
import * as Log from "./log.ts";
import * as Subscription from "./subscription.ts";
import { type Means, publish, type Telling, tell } from "./tell.ts";
import * as Ticket from "./ticket.ts";
import { MAX_TOPICS } from "./topic.ts";

let harness: Harness;
let product: string;
let made = 0;

/** The gateway as its port shows it: what each open connection was sent. */
class Gateway implements Sockets {
  readonly sent = new Map<string, { type: string; id?: string; topic?: string; code?: string }[]>();
  readonly failing = new Set<string>();
  async send(connectionId: string, text: string): Promise<boolean> {
    if (this.failing.has(connectionId)) throw new Error("The gateway is busy.");
    this.sent.get(connectionId)?.push(JSON.parse(text));
    return this.sent.has(connectionId);
  }
  async close(connectionId: string): Promise<void> {
    this.sent.delete(connectionId);
  }
  idsOf = (connectionId: string) => this.sent.get(connectionId)?.map(({ id }) => id);
}

let gateway: Gateway;
let waiting: Telling[];
let means: Means;

const inside = <T>(body: () => Promise<T>) => harness.run(body);
const asShopper = <T>(userId: string, body: () => Promise<T>) =>
  harness.run(body, { actor: { type: "shopper", userId } });

/** A shopper with a row. */
async function aShopper(): Promise<string> {
  const userId = `user_Live${made++}`;
  await asShopper(userId, Shopper.ensure);
  return userId;
}

/** A connection that the gateway holds open. */
async function connect(userId?: string): Promise<string> {
  const connectionId = `C${made++}aB=`;
  gateway.sent.set(connectionId, []);
  await inside(() => Connection.open(connectionId, userId));
  return connectionId;
}

const subscribe = (connectionId: string, ...wanted: { topic: string; after?: string }[]): Promise<Followed[]> =>
  inside(async () => follow((await Connection.get(connectionId))!, wanted));
const change = (topic: string, key: string, data: Log.Data = { rev: 1 }): Log.Change => ({
  topic,
  kind: "product",
  key,
  at: harness.clock.now().toISOString(),
  data,
});
/** Publishes and tells to the end. */
async function happen(topic: string, key: string) {
  const outcome = await inside(() => publish(change(topic, key), means));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const telling = next;
    await inside(() => tell(telling, means));
  }
  return outcome;
}

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());
beforeEach(async () => {
  gateway = new Gateway();
  waiting = [];
  means = { sockets: gateway, more: async (tellings) => void waiting.push(...tellings) };
  const from = { sourceId: "s", via: "crawl" as const, checkedAt: harness.clock.now().toISOString() };
  const taken = await inside(() => ingest(aProduct(), { ...from, url: `https://a.example/${made++}` }));
  product = `product:${taken.groupId}`;
});

describe("a ticket", () => {
  it("is good once, for a minute, and only its hash is stored", async () => {
    const userId = await aShopper();
    const { ticket } = await asShopper(userId, Ticket.issue);
    expect(JSON.stringify(await harness.items())).not.toContain(ticket);
    const redeemed = await Promise.all([1, 2, 3].map(() => inside(() => Ticket.redeem(ticket))));
    expect(redeemed.filter(Boolean)).toEqual([userId]);
    const late = await asShopper(userId, Ticket.issue);
    harness.clock.advance({ seconds: 61 });
    expect(await inside(() => Ticket.redeem(late.ticket))).toBeNull();
    expect(await inside(() => Ticket.redeem("nothing"))).toBeNull();
  });

  it("of a shopper who was deleted since opens nothing", async () => {
    const userId = await aShopper();
    const { ticket } = await asShopper(userId, Ticket.issue);
    await inside(() => commit(Shopper.endWrites(userId)));
    expect(await inside(() => Ticket.redeem(ticket))).toBeNull();
    await expect(asShopper(userId, Ticket.issue)).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("following", () => {
  it("is for everybody where a product is, and for its shopper alone where a topic is one's own", async () => {
    const [one, other] = [await aShopper(), await aShopper()];
    const visitor = await connect();
    const shopper = await connect(one);
    const own = ["wishlist", "notifications", "payments"].map((kind) => ({ topic: `${kind}:${one}` }));
    const types = async (connectionId: string, ...wanted: { topic: string }[]) =>
      (await subscribe(connectionId, ...wanted)).map(({ type }) => type);
    expect(await types(shopper, { topic: product }, ...own)).toEqual(Array(4).fill("subscribed"));
    expect(await types(visitor, { topic: product }, ...own)).toEqual(["subscribed", "error", "error", "error"]);
    expect(await types(shopper, { topic: `wishlist:${other}` }, { topic: "group:fam_1" })).toEqual(["error", "error"]);
    // Another's id that differs in case only is another's.
    expect(await types(shopper, { topic: `wishlist:${one.toUpperCase()}` })).toEqual(["error"]);
    expect(await types(visitor, { topic: "product:prd_none" }, { topic: "anything" })).toEqual(["error", "error"]);
  });

  it("says what holds now of a product, so that an older page knows", async () => {
    const [answer] = await subscribe(await connect(), { topic: product });
    expect(answer).toMatchObject({ type: "subscribed", state: { rev: expect.any(Number) } });
  });

  it("goes no further than the most topics of a connection, however they come", async () => {
    const connectionId = await connect();
    const groups = await Promise.all(
      Array.from({ length: 3 }, async (_, at) => {
        const from = { sourceId: "s", via: "crawl" as const, checkedAt: harness.clock.now().toISOString() };
        const one = aProduct({ name: `Garment number ${made}-${at}` });
        const { groupId } = await inside(() => ingest(one, { ...from, url: `https://a.example/x${made++}` }));
        return { topic: `product:${groupId}` };
      }),
    );
    const most = Array.from({ length: MAX_TOPICS - 2 }, (_, at) => `product:none${at}`);
    await inside(async () => Subscription.add((await Connection.get(connectionId))!, most));
    const results = await Promise.allSettled(groups.map((one) => subscribe(connectionId, one)));
    expect(results.filter(({ status }) => status === "rejected")).toMatchObject([{ reason: { code: "too_large" } }]);
    // What is followed already takes no room.
    const followed = groups.filter((_, at) => results[at]!.status === "fulfilled");
    await subscribe(connectionId, ...followed);
    expect((await inside(() => Connection.get(connectionId)))?.topics?.length).toBe(MAX_TOPICS);
  });

  it("leaves nothing behind when the connection closes", async () => {
    const connectionId = await connect();
    await subscribe(connectionId, { topic: product });
    await Promise.all([inside(() => Connection.close(connectionId)), inside(() => Connection.close(connectionId))]);
    const left = (await harness.items()).filter((item) => JSON.stringify(item).includes(connectionId));
    expect(left).toEqual([]);
    expect((await happen(product, "k")).told).toBe(0);
    await expect(
      inside(() => Subscription.add({ connectionId, expiresAt: 0, connectedAt: "" }, [product])),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a connection's messages", () => {
  it("are counted by the minute, however they come at once", async () => {
    const connectionId = await connect();
    const counted = await Promise.allSettled(
      Array.from({ length: 70 }, () => inside(() => Connection.count(connectionId))),
    );
    expect(counted.filter(({ status }) => status === "fulfilled")).toHaveLength(60);
    expect(counted.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "rate_limited" } });
    harness.clock.advance({ minutes: 1 });
    expect(await inside(() => Connection.count(connectionId))).toMatchObject({ connectionId, messages: 1 });
    expect(await inside(() => Connection.count("never"))).toBeNull();
  });
});

describe("what is told", () => {
  it("costs one read where nobody follows", async () => {
    expect(await happen(product, "k")).toEqual({ topic: product, told: 0, gone: 0 });
    expect((await harness.items()).filter((item) => item.topic === product)).toEqual([]);
  });

  it("has one place in the log, however often and however much at once it comes", async () => {
    const connectionId = await connect();
    await subscribe(connectionId, { topic: product });
    const keys = ["a", "b", "c", "a", "b", "c", "a", "d"];
    const outcomes = await Promise.all(keys.map((key) => inside(() => publish(change(product, key), means))));
    const idOf = new Map(keys.map((key, at) => [key, outcomes[at]!.id]));
    expect(outcomes.map(({ id }) => id)).toEqual(keys.map((key) => idOf.get(key)));
    const numbers = [...idOf.values()].map((id) => Number(id!.split("-")[1])).sort();
    expect(numbers).toEqual([1, 2, 3, 4]);
  });

  it("is told to who comes back, all of it in order; or they hear that too much is gone", async () => {
    const first = await connect();
    const [begun] = await subscribe(first, { topic: product });
    if (begun?.type !== "subscribed") throw new Error("Not subscribed.");
    for (const key of ["a", "b", "c"]) await happen(product, key);
    const heard = gateway.idsOf(first)!;
    expect(heard).toHaveLength(3);
    const again = async (after: string) => (await subscribe(await connect(), { topic: product, after }))[0]!;
    expect(await again(heard[0]!)).toMatchObject({
      type: "resumed",
      id: heard[2],
      events: heard.slice(1).map((id) => ({ id })),
    });
    expect(await again(heard[2]!)).toEqual({ type: "resumed", topic: product, id: heard[2], events: [] });
    const [epoch] = begun.id.split("-");
    expect(await again(`${epoch}-99`)).toMatchObject({ type: "reset", id: heard[2] });
    expect(await again("another-1")).toMatchObject({ type: "reset", id: heard[2] });
    // An event in the middle that the table forgot is a gap, not a shorter list.
    const { liveEvent } = await import("./log.entity.ts");
    await inside(() => liveEvent().delete({ topic: product, epoch: epoch!, number: 2 }).go());
    expect(await again(begun.id)).toMatchObject({ type: "reset", id: heard[2] });
    expect(await again(heard[1]!)).toMatchObject({ type: "resumed" });
    harness.clock.advance({ hours: 7 });
    const [late] = await subscribe(await connect(), { topic: product, after: heard[2]! });
    expect(late).toMatchObject({ type: "reset" });
    expect((late as { id: string }).id).not.toMatch(`${epoch}-`);
  });

  it("reaches each of very many followers, a page a message, side by side after the first", async () => {
    const expiresAt = Math.floor(harness.clock.now().getTime() / 1000) + 3600;
    await subscribe(await connect(), { topic: product });
    const others = Array.from({ length: 700 }, (_, at) => `Many${at}=`);
    for (const connectionId of others) gateway.sent.set(connectionId, []);
    await inside(async () => {
      const { subscription } = await import("./subscription.entity.ts");
      const { shardOf } = await import("../platform/hash.ts");
      const slot = (id: string) => Subscription.SLOTS[shardOf(id, 16)]!;
      await subscription()
        .put(others.map((connectionId) => ({ topic: product, slot: slot(connectionId), connectionId, expiresAt })))
        .go();
    });
    const { id } = await inside(() => publish(change(product, "k"), means));
    expect(waiting.length).toBeGreaterThan(2);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const telling = next;
      expect((await inside(() => tell(telling, means))).told).toBeLessThanOrEqual(200);
    }
    expect(others.map(gateway.idsOf)).toEqual(others.map(() => [id]));
  });

  it("is not told to one whom the gateway no longer knows, who is forgotten", async () => {
    const [stays, went] = [await connect(), await connect()];
    for (const one of [stays, went]) await subscribe(one, { topic: product });
    gateway.sent.delete(went);
    expect(await happen(product, "k")).toMatchObject({ told: 1, gone: 1 });
    expect(await inside(() => Connection.get(went))).toBeNull();
    expect(await happen(product, "l")).toMatchObject({ told: 1, gone: 0 });
  });

  it("is told later to whom the gateway could not reach, and to nobody else again", async () => {
    const [one, other] = [await connect(), await connect()];
    for (const connectionId of [one, other]) await subscribe(connectionId, { topic: product });
    gateway.failing.add(one);
    const { id } = await inside(() => publish(change(product, "k"), means));
    const [left, ...more] = waiting;
    expect(more).toEqual([]);
    expect(left?.connectionIds).toEqual([one]);
    await expect(inside(() => tell(left!, means))).rejects.toThrow();
    gateway.failing.clear();
    await inside(() => tell(left!, means));
    expect([one, other].map(gateway.idsOf)).toEqual([[id], [id]]);
  });

  it("ends with a connection's time", async () => {
    const userId = await aShopper();
    const connectionId = await connect(userId);
    await subscribe(connectionId, { topic: product });
    harness.clock.advance({ minutes: 31 });
    await subscribe(await connect(), { topic: product });
    expect(await happen(product, "k")).toMatchObject({ told: 1, gone: 1 });
    expect(gateway.sent.has(connectionId)).toBe(false);
  });

  it("is no longer told to a shopper who was deleted, whose connections are closed", async () => {
    const userId = await aShopper();
    const connectionId = await connect(userId);
    const topic = `wishlist:${userId}`;
    await subscribe(connectionId, { topic });
    await inside(() => commit(Shopper.endWrites(userId)));
    expect(await happen(topic, "k")).toMatchObject({ told: 0 });
    expect(gateway.sent.get(connectionId)?.map(({ type }) => type)).toEqual(["error"]);
    expect(await inside(() => closeAll(userId, gateway))).toBe(1);
    expect(gateway.sent.has(connectionId)).toBe(false);
    expect(await inside(() => Connection.get(connectionId))).toBeNull();
  });
});

it("tells a family group's members, and one who was removed nothing more", async () => {
  const [owner, member, stranger] = [await aShopper(), await aShopper(), await aShopper()];
  const { familyId } = await asShopper(owner, () => Family.create({ name: "Us" }));
  const joinedAt = harness.clock.now().toISOString();
  await inside(() => commit([putMember({ familyId, userId: member, role: "member", shareMetrics: false, joinedAt })]));
  const topic = `group:${familyId}`;
  const connections = [await connect(owner), await connect(member), await connect(stranger), await connect()];
  const answers = await Promise.all(connections.map((one) => subscribe(one, { topic })));
  expect(answers.map(([answer]) => answer?.type)).toEqual(["subscribed", "subscribed", "error", "error"]);
  const first = await happen(topic, "a");
  await asShopper(owner, () => Membership.remove(familyId, member));
  const second = await happen(topic, "b");
  expect([first.told, second.told]).toEqual([2, 1]);
  expect(gateway.idsOf(connections[0]!)).toEqual([first.id, second.id]);
  expect(gateway.sent.get(connections[1]!)?.map(({ type, id }) => id ?? type)).toEqual([first.id, "error"]);
  const [again] = await subscribe(connections[1]!, { topic, after: first.id! });
  expect(again).toEqual({ type: "error", code: "forbidden", topic });
});

it("keeps ids of shoppers and connections as they are written", async () => {
  const userId = await aShopper();
  await subscribe(await connect(userId), { topic: `wishlist:${userId}` });
  await inside(async () => void (await Log.append(change(`wishlist:${userId}`, "K"))));
  const keys = (await harness.items()).filter((item) => item.userId === userId && item.pk).map(({ pk }) => String(pk));
  expect(keys.length).toBeGreaterThan(3);
  expect(keys.filter((key) => key.includes(userId.toLowerCase()))).toEqual([]);
});
