import type { Notifications, PushDevices } from "@stylegence/contracts/notification";
import * as Notification from "@stylegence/core/notification/notification";
import * as Settings from "@stylegence/core/notification/settings";
import { operate } from "@stylegence/local/operate";
import { ask } from "@stylegence/sandbox/testing/ask";
import { beforeAll, describe, expect, inject, it, vi } from "vitest";
import { shopper, somebody } from "../src/person.ts";

const stage = inject("stage");
const { site, emulator, name, sandbox } = stage;
const person = somebody("Nila");

interface Letter {
  subject: string;
  html: string;
  headers: [string, string][];
}

interface Browser {
  id: string;
  endpoint: string;
  keys: object;
}

let userId: string;
let token: string;
beforeAll(async () => {
  ({ userId, token } = await shopper(stage, person));
});

const api = async <T>(path: string, body?: unknown): Promise<T> => {
  const answer = await fetch(`${site}/api/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.ok, `${path} ${answer.status}`).toBe(true);
  return (await answer.json()) as T;
};
/** What a host of the sandbox answers. */
const at = async <T>(host: string, path: string, json?: object): Promise<T> =>
  JSON.parse((await ask({ port: Number(new URL(sandbox).port) }, host, path, json ? { json } : {})).text) as T;
const letters = async () => (await at<{ items: Letter[] }>("mail", `/messages?to=${person.email}`)).items;
const post = (key: string) =>
  operate(name, emulator, () =>
    Notification.post({
      userId,
      kind: "price_drop",
      key,
      title: `Your kurta is cheaper (${key})`,
      body: "₹1,299 at Threadmill.",
      href: "/wishlist",
      data: { price: { amount: 129_900, currency: "INR" } },
    }),
  );

describe("a stage's notifications", () => {
  it("reach the bell, the mailbox and the browser, each once, whoever tells them how often", {
    timeout: 60_000,
  }, async () => {
    // The event of the sign-up brings the address.
    await vi.waitFor(async () => expect((await api<{ email: string | null }>("/me")).email).toBe(person.email), {
      timeout: 20_000,
      interval: 200,
    });
    const { publicKey } = await api<PushDevices>("/me/push-subscriptions");
    const browser = await at<Browser>("push", "/subscriptions", { applicationServerKey: publicKey });
    const { id, endpoint, keys } = browser;
    await api("/me/push-subscriptions", { endpoint, keys });

    expect([await post("one"), await post("one"), await post("two")]).toEqual([true, false, true]);
    await vi.waitFor(
      async () => {
        const pushed = await at<{ items: object[] }>("push", `/subscriptions/${id}/messages`);
        expect([(await letters()).length, pushed.items.length]).toEqual([2, 2]);
        expect(pushed.items).toContainEqual(
          expect.objectContaining({ payload: expect.objectContaining({ href: "/wishlist", kind: "price_drop" }) }),
        );
      },
      { timeout: 30_000, interval: 200 },
    );
    const { items, unread } = await api<Notifications>("/me/notifications");
    expect([items.map(({ title }) => title), unread]).toEqual([
      ["Your kurta is cheaper (two)", "Your kurta is cheaper (one)"],
      { count: 2, more: false },
    ]);
    const read = await api("/me/notifications/read", { upTo: items[0]?.postedAt });
    expect(read).toEqual({ marked: 2, unread: { count: 0, more: false } });
  });

  it("stop by the mail's own link, which a browser is asked about first", async () => {
    const link =
      (await letters())[0]?.headers.find(([header]) => header === "List-Unsubscribe")?.[1].slice(1, -1) ?? "";
    expect(link.startsWith(`${site}/api/v1/unsubscribe?token=`)).toBe(true);
    const followed = await fetch(link, { redirect: "manual" });
    expect([followed.status, followed.headers.get("location")]).toEqual([302, link.slice(`${site}/api/v1`.length)]);
    const form = { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) };
    expect((await fetch(`${link}x`, form)).status).toBe(400);
    const answer = await fetch(link, form);
    expect([answer.status, await answer.json()]).toEqual([200, { kind: "price_drop" }]);
    const { kinds } = await operate(name, emulator, () => Settings.find(userId));
    expect(kinds.price_drop.email).toBe("off");
  });
});
