import type { LiveTicket } from "@stylegence/contracts/live";
import type { SearchResponse } from "@stylegence/contracts/search";
import { bumpWatched, read, watchRevOf } from "@stylegence/core/catalog/product";
import * as Notification from "@stylegence/core/notification/notification";
import { onConflict } from "@stylegence/core/platform/retry";
import { commit } from "@stylegence/core/platform/transaction";
import { endWrites } from "@stylegence/core/shopper/shopper";
import { operate } from "@stylegence/local/operate";
import { beforeAll, describe, expect, inject, it, vi } from "vitest";
import { connectLive } from "../src/live-socket.ts";
import { shopper } from "../src/person.ts";

const stage = inject("stage");
const { site, emulator, name } = stage;
const onStage = <T>(body: () => Promise<T>): Promise<T> => operate(name, emulator, body);

let groupId: string;
let topic: string;

/** What every change of prices, stock or pictures writes; returns the number that is told. */
const change = (): Promise<number> =>
  onStage(() =>
    onConflict(async () => {
      const { group } = await read(groupId, { consistent: true });
      await commit([bumpWatched(group)]);
      return group.rev + 1;
    }),
  );

async function ticketFor(token: string): Promise<string> {
  const answer = await fetch(`${site}/api/v1/me/live-tickets`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as LiveTicket).ticket;
}

beforeAll(async () => {
  groupId = await vi.waitFor(
    async () => {
      const answer = await fetch(`${site}/api/v1/search?limit=1`);
      const { items } = (await answer.json()) as SearchResponse;
      if (!items[0]) throw new Error("Nothing was crawled.");
      return items[0].groupId;
    },
    { timeout: 290_000, interval: 500 },
  );
  topic = `product:${groupId}`;
}, 300_000);

describe("a visitor", () => {
  it("is answered over the site's own address, whatever is sent", async () => {
    const { send, next, socket, closed } = await connectLive(site);
    send({ type: "ping" });
    await next("pong");
    for (const nonsense of ["not even JSON", "[]", '{"type":"subscribe","topics":[]}']) {
      send(nonsense);
      expect(await next("error")).toEqual({ type: "error", code: "unknown_message" });
    }
    send({ type: "ping", padding: "x".repeat(5000) });
    expect(await next("error")).toEqual({ type: "error", code: "too_large" });
    // Names the way to what ends connections, and does not get there.
    send({ action: "$disconnect" });
    send({ type: "subscribe", topics: [{ topic }] });
    await next("subscribed");
    socket.close();
    await closed;
  });

  it.each([["https://elsewhere.example"], [null]])("of %s is not let in", async (origin) => {
    await expect(connectLive(site, { origin })).rejects.toThrow("Refused");
  });

  it("sees a product's changes in order, and after a break all that was missed", async () => {
    const first = await connectLive(site);
    first.send({ type: "subscribe", topics: [{ topic }, { topic: "wishlist:user_Somebody" }] });
    const subscribed = await first.next("subscribed");
    expect(await first.next("error")).toEqual({ type: "error", code: "forbidden", topic: "wishlist:user_Somebody" });
    const { group } = await onStage(() => read(groupId));
    expect(subscribed.state?.rev).toBeLessThanOrEqual(watchRevOf(group));
    const told = await change();
    const event = await vi.waitFor(
      async () => {
        const one = await first.next("event");
        expect(one.data?.rev).toBe(told);
        return one;
      },
      { timeout: 60_000 },
    );
    first.socket.close();
    await first.closed;

    const missed = await change();
    const second = await connectLive(site);
    await vi.waitFor(
      async () => {
        second.send({ type: "subscribe", topics: [{ topic, after: event.id }] });
        const { events } = await second.next("resumed");
        expect(events.at(-1)?.data?.rev).toBeGreaterThanOrEqual(missed);
        const numbers = events.map(({ id }) => Number(id.split("-")[1]));
        expect(numbers).toEqual(numbers.map((_, at) => Number(event.id.split("-")[1]) + 1 + at));
      },
      { timeout: 30_000, interval: 1000 },
    );
    second.socket.close();
  });

  it("with a ticket that is none is not let in", async () => {
    await expect(connectLive(site, { ticket: "made-up" })).rejects.toThrow("Refused");
    await expect(connectLive(site, { ticket: "" })).rejects.toThrow("Refused");
  });
});

describe("a shopper", () => {
  it("connects with a ticket once, hears of their own, and of nothing when they are gone", async () => {
    const { userId, token } = await shopper(stage);
    const ticket = await ticketFor(token);
    const { send, next, closed } = await connectLive(site, { ticket });
    await expect(connectLive(site, { ticket })).rejects.toThrow("Refused");
    send({ type: "subscribe", topics: [{ topic: `notifications:${userId}` }, { topic: "notifications:user_Other" }] });
    await next("subscribed");
    await next("error");
    await onStage(() =>
      Notification.post({ userId, kind: "security", key: "live test", title: "Hello", body: "A word.", href: "/" }),
    );
    const event = await next("event");
    expect(event).toMatchObject({ topic: `notifications:${userId}`, kind: "notification", data: { change: "added" } });
    expect(JSON.stringify(event)).not.toMatch(/Hello|word/);
    await onStage(() => commit(endWrites(userId)));
    await closed;
  });
});
