import type { Letter, Mail } from "@stylegence/clients/mail/port";
import type { Push, PushMessage } from "@stylegence/clients/push/port";
import { ServiceError } from "@stylegence/clients/service-error";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { commit } from "../platform/transaction.ts";
import { shopper } from "../shopper/shopper.entity.ts";
import { type Channels, deliver } from "./deliver.ts";
import * as Delivery from "./delivery.ts";
import * as Device from "./device.ts";
import * as MailOut from "./mail.ts";
import * as Notification from "./notification.ts";
import { sendOut } from "./post-out.ts";
import * as Settings from "./settings.ts";
import * as Waiting from "./waiting.ts";
import { wakeUp } from "./wake.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

/** What the next letter meets: it goes, is not taken, or nobody knows; `dies` is an attempt that never comes back. */
type Fate = "goes" | "busy" | "refused" | "lost" | "unsent" | "dies" | "dies unsent";
let fates: Fate[] = [];
/** How many letters may have gone, or may not. */
let doubts = 0;
let onDeath: () => void = () => {};
let letters: Letter[] = [];
let pushes: PushMessage[] = [];
const gone = new Set<string>();

async function meet(send: () => void): Promise<void> {
  const fate = fates.shift() ?? "goes";
  if (fate === "lost" || fate.startsWith("dies")) doubts += 1;
  if (fate === "busy") throw new ServiceError("x", "throttled", "later");
  if (fate === "refused") throw new ServiceError("x", "rejected", "never", { status: 400 });
  if (fate !== "unsent" && fate !== "dies unsent") send();
  if (fate === "lost" || fate === "unsent") throw new ServiceError("x", "timeout", "no answer");
  if (fate.startsWith("dies")) {
    onDeath();
    await new Promise(() => {});
  }
}
const mail: Mail = {
  async send(letter) {
    await meet(() => letters.push(letter));
    return { messageId: "1" };
  },
};
const push: Push = {
  async send({ endpoint }, message) {
    if (gone.has(endpoint)) return "gone";
    await meet(() => pushes.push(message));
    return "accepted";
  },
};
const channels: Channels = { mail, push, linkKey: "k" };

let count = 0;
let userId = "";
beforeEach(async () => {
  userId = `user_Deliver${++count}`;
  [fates, letters, pushes] = [[], [], []];
  harness.clock.set("2026-11-23T06:00:00Z");
  await harness.run(() =>
    shopper()
      .create({
        userId,
        email: "ana@example.com",
        identityUpdatedAt: 1,
        banned: false,
        createdAt: harness.clock.now().toISOString(),
        updatedAt: harness.clock.now().toISOString(),
      })
      .go(),
  );
});

const asShopper = <T>(body: () => Promise<T>) => harness.run(body, { actor: { type: "shopper", userId } });
const change = (changed: (settings: Settings.Settings) => Settings.Settings) =>
  asShopper(async () => Settings.put(changed(await Settings.get())));
const priceMail = (email: "off" | "now" | "digest") => (settings: Settings.Settings) => ({
  ...settings,
  kinds: { ...settings.kinds, price_drop: { inApp: true, email, push: true } },
});

async function tell(key: string, more: Partial<Notification.Draft> = {}) {
  await harness.run(() =>
    Notification.post({ userId, kind: "price_drop", key, title: `T ${key}`, body: "b", href: "/p", ...more }),
  );
  return Notification.idOf(userId, key);
}
const work = (id: string) => harness.run(() => deliver(userId, id, channels));
const subscribe = (endpoint: string) =>
  asShopper(() => Device.add({ endpoint, keys: { p256dh: "B".repeat(87), auth: "a".repeat(22) } }));

/** What the timer and the queue do at a moment. */
async function wake(at: string) {
  harness.clock.set(at);
  await harness.run(() => Waiting.handOut());
  for (const purpose of ["quiet", "digest"] as const) {
    const due = await harness.run(() => Waiting.find(userId, purpose));
    if (due && due.slotAt <= at) await harness.run(() => wakeUp(due, channels));
  }
}

describe("a notification's mail and push", () => {
  it("go once, however often the queue brings it", async () => {
    await subscribe("https://push.example.com/1");
    const id = await tell("a", { data: { price: { amount: 12_345_600, currency: "INR" } } });
    expect(await work(id)).toEqual({ email: "sent", push: "sent" });
    expect(await work(id)).toEqual({ email: "done", push: "done" });
    await Promise.all([work(id), work(id), work(id)]);
    expect([letters.length, pushes.length]).toEqual([1, 1]);
    expect(letters[0]).toMatchObject({ to: "ana@example.com", subject: "T a" });
    expect(letters[0]?.html).toContain("₹1,23,456");
    expect(letters[0]?.headers?.["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  });

  it("of which one fails do not hold up each other, and are not repeated for each other", async () => {
    await subscribe("https://push.example.com/2");
    const id = await tell("a");
    fates = ["busy"];
    await expect(work(id)).rejects.toMatchObject({ kind: "throttled" });
    expect(letters.length + pushes.length).toBe(1);
    await work(id);
    expect([letters.length, pushes.length]).toEqual([1, 1]);
  });

  it("end where they are refused, and a browser that is gone is forgotten", async () => {
    const endpoint = "https://push.example.com/3";
    await subscribe(endpoint);
    gone.add(endpoint);
    const id = await tell("a");
    fates = ["refused"];
    expect(await work(id)).toEqual({ email: "failed", push: "done" });
    expect(await asShopper(() => Device.mine())).toEqual([]);
    const row = await harness.run(() => Delivery.find({ userId, deedId: id, target: "email" }));
    expect(row).toMatchObject({ state: "failed", reason: "rejected 400" });
    expect(await work(id)).toEqual({ email: "done", push: "nobody" });
  });

  it("are not sent without a verified address, or days later, or to who is locked", async () => {
    const late = await tell("late");
    harness.clock.advance({ days: 4 });
    expect(await work(late)).toEqual({ email: "late", push: "late" });
    const id = await tell("now");
    await harness.run(() => shopper().patch({ userId }).remove(["email"]).go());
    expect((await work(id)).email).toBe("nobody");
    expect(letters).toEqual([]);
  });

  it("never go twice where nobody knows, unless it is worse not to know", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            fate: fc.constantFrom<Fate>("goes", "busy", "refused", "lost", "unsent", "dies", "dies unsent"),
            sideBySide: fc.integer({ min: 1, max: 3 }),
            pauseSeconds: fc.constantFrom(0, 30, 61, 200),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        fc.constantFrom("price_drop" as const, "export_ready" as const),
        async (steps, kind) => {
          [fates, letters] = [[], []];
          const id = await tell(`run ${++count}`, { kind });
          doubts = 0;
          for (const { fate, sideBySide, pauseSeconds } of steps) {
            fates = Array.from({ length: sideBySide }, () => fate);
            const attempts = Array.from({ length: sideBySide }, () => work(id).catch(() => "failed"));
            await over(attempts);
            harness.clock.advance({ seconds: pauseSeconds });
          }
          expect(letters.length).toBeLessThanOrEqual(kind === "price_drop" ? 1 : 1 + doubts);
        },
      ),
      { numRuns: 25 },
    ));
});

/** Until each attempt has ended, or died: that one never does. */
function over(attempts: Promise<unknown>[]): Promise<void> {
  let left = attempts.length;
  return new Promise((done) => {
    onDeath = () => {
      left -= 1;
      if (left === 0) done();
    };
    for (const attempt of attempts) void attempt.then(onDeath);
  });
}

describe("quiet hours", () => {
  it("hold mail and push back until they end, then send each once", async () => {
    await subscribe("https://push.example.com/4");
    await change((settings) => ({ ...settings, quietHours: { from: "11:00", to: "13:00" } }));
    const [one, two] = [await tell("a"), await tell("b")];
    expect(await work(one)).toEqual({ email: "quiet", push: "quiet" });
    await work(two);
    await work(two);
    await wake("2026-11-23T07:29:00Z");
    expect(letters).toEqual([]);
    await wake("2026-11-23T07:30:00Z");
    expect([letters.length, pushes.length]).toEqual([2, 2]);
    expect(await harness.run(() => Waiting.find(userId, "quiet"))).toBeNull();
    await wake("2026-11-23T08:30:00Z");
    expect([letters.length, pushes.length]).toEqual([2, 2]);
  });

  it("do not hold back what is about security, and forget what was read meanwhile", async () => {
    await change((settings) => ({ ...settings, quietHours: { from: "11:00", to: "13:00" } }));
    expect((await work(await tell("s", { kind: "security" }))).email).toBe("sent");
    const id = await tell("a");
    await work(id);
    await asShopper(() => Notification.markRead({ ids: [id] }));
    await wake("2026-11-23T07:30:00Z");
    expect(letters).toHaveLength(1);
  });

  it("that are given up let at once go what waits", async () => {
    await change((settings) => ({ ...settings, quietHours: { from: "11:00", to: "13:00" } }));
    await work(await tell("a"));
    await change((settings) => ({ ...settings, quietHours: null }));
    await wake("2026-11-23T06:01:00Z");
    expect(letters).toHaveLength(1);
  });

  it("try again what failed at their end", async () => {
    await change((settings) => ({ ...settings, quietHours: { from: "11:00", to: "13:00" } }));
    await work(await tell("a"));
    fates = ["busy"];
    await expect(wake("2026-11-23T07:30:00Z")).rejects.toMatchObject({ kind: "throttled" });
    await wake("2026-11-23T08:01:00Z");
    expect(letters).toHaveLength(1);
    expect(await harness.run(() => Waiting.find(userId, "quiet"))).toBeNull();
  });
});

describe("the digest", () => {
  it("is one mail of all, at its hour, and of each once", async () => {
    await change(priceMail("digest"));
    const ids = [await tell("a"), await tell("b"), await tell("c")];
    for (const id of [...ids, ...ids]) expect((await work(id)).email).toBe("digest");
    await asShopper(() => Notification.markRead({ ids: [ids[1]!] }));
    await wake("2026-11-24T03:30:00Z");
    expect(letters).toHaveLength(1);
    expect(letters[0]?.subject).toMatch(/^T [ac], and 1 more$/);
    expect(letters[0]?.text).not.toContain("T b");
    for (const id of ids) await work(id);
    await work(await tell("d"));
    await wake("2026-11-25T03:30:00Z");
    expect(letters).toHaveLength(2);
    expect(letters[1]?.subject).toBe("T d");
  });

  it("whose answer is lost is not sent again, and none of it comes with the next", async () => {
    await change(priceMail("digest"));
    await work(await tell("a"));
    fates = ["lost"];
    await wake("2026-11-24T03:30:00Z");
    await work(await tell("b"));
    await wake("2026-11-25T03:30:00Z");
    expect(letters.map(({ subject }) => subject)).toEqual(["T a", "T b"]);
  });

  it("that could not be sent is sent whole later, with no other", async () => {
    await change(priceMail("digest"));
    await work(await tell("a"));
    fates = ["busy"];
    await expect(wake("2026-11-24T03:30:00Z")).rejects.toMatchObject({ kind: "throttled" });
    await work(await tell("b"));
    await wake("2026-11-24T04:01:00Z");
    await wake("2026-11-25T03:30:00Z");
    expect(letters.map(({ subject }) => subject)).toEqual(["T a", "T b"]);
  });

  it("takes as many as one transaction can, the others come with the next", async () => {
    await change(priceMail("digest"));
    const ids = await Promise.all(Array.from({ length: 60 }, (_, n) => tell(`n${n}`)));
    for (const id of ids) await work(id);
    await wake("2026-11-24T03:30:00Z");
    await wake("2026-11-25T03:30:00Z");
    expect(letters.map(({ subject }) => subject.replace(/^.*and /, ""))).toEqual(["48 more", "10 more"]);
    expect(await harness.run(() => Waiting.find(userId, "digest"))).toBeNull();
  });
});

describe("a day of sales", () => {
  it("sends ten mails and pushes, and the rest in one", async () => {
    await subscribe("https://push.example.com/sales");
    const ids = await Promise.all(Array.from({ length: 13 }, (_, n) => tell(`sale ${n}`)));
    const told = [];
    for (const id of ids) told.push((await work(id)).email);
    expect(told).toEqual([...Array.from({ length: 10 }, () => "sent"), "digest", "digest", "digest"]);
    expect([letters.length, pushes.length]).toEqual([10, 10]);
    expect((await work(await tell("s", { kind: "security" }))).email).toBe("sent");
    await wake("2026-11-24T03:30:00Z");
    expect(letters.at(-1)?.subject).toMatch(/, and 2 more$/);
    expect((await work(await tell("next day"))).email).toBe("sent");
  });
});

describe("timers side by side", () => {
  it("hand out each once", async () => {
    await change((settings) => ({ ...settings, quietHours: { from: "11:00", to: "13:00" } }));
    await work(await tell("a"));
    harness.clock.set("2026-11-23T07:30:00Z");
    const runs = await harness.run(() => Promise.all([Waiting.handOut(), Waiting.handOut(), Waiting.handOut()]));
    expect(runs.reduce((sum, { handedOut }) => sum + handedOut, 0)).toBe(1);
    const asked = (await harness.items()).filter((item) => item.topic === "notify" && item.userId === userId);
    expect(asked).toHaveLength(1);
  });
});

describe("a mail to nobody's account", () => {
  const invite = (key: string, inviterName = "Ana") =>
    harness.run(() =>
      commit(
        MailOut.writes({
          to: "bela@example.com",
          template: "family_invitation",
          data: { inviterName, familyName: "Raos", href: "/invitations/t0ken", expiresAt: "2026-12-01T00:00:00Z" },
          key,
        }),
      ),
    );
  const mails = async () => (await harness.items()).filter((item) => item.__edb_e__ === "mail");

  it("goes once, and neither address nor words stay", async () => {
    await invite("i1");
    await invite("i1");
    const [made, ...more] = await mails();
    expect(more).toEqual([]);
    const send = () => harness.run(() => sendOut(String(made!.mailId), channels));
    fates = ["busy"];
    await expect(send()).rejects.toMatchObject({ kind: "throttled" });
    expect(await send()).toBe("sent");
    expect(await send()).toBe("done");
    expect(letters.map(({ to, subject }) => [to, subject])).toEqual([
      ["bela@example.com", "Ana invites you to “Raos”"],
    ]);
    await invite("i1");
    expect(await send()).toBe("done");
    expect(JSON.stringify(await mails())).not.toMatch(/bela|Raos/);
  });

  it("carries no link that its inviter made up", async () => {
    await invite("i2", "Win at https://evil.example/ now");
    const made = (await mails()).find((item) => item.to);
    await harness.run(() => sendOut(String(made!.mailId), channels));
    expect(letters[0]?.text).not.toContain("evil");
  });
});
