import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { people } from "../../test/people.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { onConflict } from "../platform/retry.ts";
import { commit } from "../platform/transaction.ts";
import { pages } from "../privacy/registry.ts";
import * as Profile from "../shopper/profile.ts";
import * as Shopper from "../shopper/shopper.ts";
import * as Ledger from "./ledger.ts";
import * as Proof from "./proof.ts";
import { REFERRAL_POINTS, REFERRALS_A_MONTH } from "./rate.data.ts";
import * as Referral from "./referral.ts";
import * as Code from "./referral-code.ts";
import { settleDue } from "./referral-due.ts";
import { forget } from "./referral-forget.ts";
import { mine } from "./statement.ts";

let harness: Harness;
let serial = 0;
let as: ReturnType<typeof people>["as"];
let enters: ReturnType<typeof people>["enters"];

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  ({ as, enters } = people(harness));
});
afterAll(() => harness.close());

const enter = (email?: string): Promise<string> => {
  const userId = `user_${++serial % 2 ? "AbC" : "aBc"}${serial}`;
  return enters(userId, { email: email ?? `${userId}@example.com` });
};
const claim = (userId: string, code: string) => as(userId, () => Referral.claim(code));
const points = async (userId: string) => {
  const { pending, spendable } = await harness.run(() => Ledger.balanceOf(userId));
  return [pending, spendable];
};
const settle = () => harness.run(settleDue);
const bought = (userId: string, key = "payment:1") =>
  harness.run(() => onConflict(async () => commit(await Referral.boughtWrites(userId, key))));
const refunded = (userId: string, key = "payment:1") =>
  harness.run(() => onConflict(async () => commit(await Referral.refundedWrites(userId, key))));

/** Two shoppers, the second of whom came by the first one's link. */
async function pair(): Promise<[referrer: string, sent: string]> {
  const [referrer, sent] = [await enter(), await enter()];
  await claim(sent, await as(referrer, Code.make));
  return [referrer, sent];
}

async function agree(...userIds: string[]): Promise<void> {
  for (const userId of userIds) {
    expect(await harness.run(() => Proof.verify(userId))).toMatchObject({ agrees: true });
  }
}

/** As the job does it: the account ends, then everything of the registry that is theirs. */
async function erase(userId: string): Promise<void> {
  await harness.run(async () => {
    await commit(Shopper.endWrites(userId));
    const { holdings } = await import("../privacy/registry.ts");
    const held = holdings.find(({ entity }) => entity === "referral")!;
    for await (const items of pages(held, userId)) await forget(items, userId);
  });
}

describe("a referral", () => {
  it("gives both their points once what was bought can't be refunded any more", async () => {
    const [referrer, sent] = await pair();
    expect(await points(sent)).toEqual([0, 0]);
    await Promise.all(Array.from({ length: 5 }, () => bought(sent)));
    await bought(sent, "affiliate:cj:1:1");
    await Promise.all([settle(), settle(), settle()]);
    expect([await points(referrer), await points(sent)]).toEqual([
      [REFERRAL_POINTS, 0],
      [REFERRAL_POINTS, 0],
    ]);
    const coming = [{ points: REFERRAL_POINTS, from: "referral", on: "2026-11-30T06:00:00.000Z" }];
    expect((await as(referrer, mine)).toCome).toEqual(coming);
    expect((await as(sent, mine)).toCome).toEqual(coming);
    harness.clock.advance({ days: 6, hours: 23 });
    await settle();
    expect(await points(sent)).toEqual([REFERRAL_POINTS, 0]);
    harness.clock.advance({ hours: 1 });
    await Promise.all([settle(), settle()]);
    expect([await points(referrer), await points(sent)]).toEqual([
      [0, REFERRAL_POINTS],
      [0, REFERRAL_POINTS],
    ]);
    expect((await as(sent, mine)).referral.claimed).toEqual({ state: "spendable", on: null });
    await agree(referrer, sent);
  });

  it("is taken back from both when what it was for is refunded, before and after, and by that alone", async () => {
    for (const days of [0, 8]) {
      const [referrer, sent] = await pair();
      await bought(sent);
      await settle();
      harness.clock.advance({ days });
      await settle();
      await refunded(sent, "payment:2");
      await settle();
      expect((await points(sent)).reduce((a, b) => a + b)).toBe(REFERRAL_POINTS);
      await Promise.all([refunded(sent), refunded(sent), settle(), settle()]);
      await settle();
      expect([await points(referrer), await points(sent)]).toEqual([
        [0, 0],
        [0, 0],
      ]);
      await bought(sent, "payment:3");
      await settle();
      expect(await points(sent)).toEqual([0, 0]);
      await agree(referrer, sent);
    }
  });

  it("moves nothing where it was refunded before the timer came", async () => {
    const [referrer, sent] = await pair();
    await bought(sent);
    await refunded(sent);
    await settle();
    expect([await points(referrer), await points(sent)].flat()).toEqual([0, 0, 0, 0]);
  });

  it("gives a shopper one code, for ever, that is no other's", async () => {
    const [one, other] = [await enter(), await enter()];
    const codes = await Promise.all(Array.from({ length: 10 }, () => as(one, Code.make)));
    expect(new Set(codes).size).toBe(1);
    expect(codes[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
    expect(await as(other, Code.make)).not.toBe(codes[0]);
    expect((await as(one, mine)).referral.own).toEqual({
      code: codes[0],
      url: `http://127.0.0.1:4321/rewards?from=${codes[0]}`,
    });
    expect((await as(await enter(), mine)).referral.own).toBeNull();
  });
});

describe("who may say that they were sent", () => {
  const refused = (message?: RegExp) => ({
    code: "invalid",
    fields: [{ field: "code", message: expect.stringMatching(message ?? /can't be used/) }],
  });

  it("nobody by their own link, in any spelling of their address", async () => {
    const own = await enter("an.a+one@gmail.com");
    const code = await as(own, Code.make);
    await expect(claim(own, code)).rejects.toMatchObject(refused(/your own/));
    for (const email of ["ana@gmail.com", "A.n.a@googlemail.com", "ana+two@gmail.com"]) {
      const second = await enter(email);
      await expect(claim(second, code)).rejects.toMatchObject(refused());
      await bought(second);
      await settle();
      expect([await points(own), await points(second)].flat()).toEqual([0, 0, 0, 0]);
    }
  });

  it("nobody by whom they sent, though both say so at once", async () => {
    const [referrer, sent] = await pair();
    const code = await as(sent, Code.make);
    await expect(claim(referrer, code)).rejects.toMatchObject(refused());
    for (let round = 0; round < 10; round++) {
      const [one, other] = [await enter(), await enter()];
      const [ones, others] = [await as(one, Code.make), await as(other, Code.make)];
      const done = await Promise.allSettled([claim(one, others), claim(other, ones)]);
      expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    }
  });

  it("nobody who erased an account and comes back", async () => {
    const [, sent] = await pair();
    const address = (await harness.run(() => Shopper.find(sent)))!.email!;
    await erase(sent);
    const again = await enter(address.toUpperCase());
    const code = await as(await enter(), Code.make);
    await expect(claim(again, code)).rejects.toMatchObject(refused());
    await expect(claim(sent, code)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("only the owner of a verified address, within seven days of their first visit", async () => {
    const code = await as(await enter(), Code.make);
    const userId = await enters(`user_Unverified${++serial}`);
    await expect(claim(userId, code)).rejects.toMatchObject({ code: "forbidden" });
    const late = await enter();
    const onTime = await enter();
    harness.clock.advance({ days: 7 });
    expect(await claim(onTime, code)).toMatchObject({ state: "claimed" });
    harness.clock.advance({ seconds: 1 });
    expect((await as(late, mine)).referral.claimUntil).toBeNull();
    await expect(claim(late, code)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("once: the same again is the same, another is refused, also side by side", async () => {
    const [a, b] = [await as(await enter(), Code.make), await as(await enter(), Code.make)];
    const sent = await enter();
    const done = await Promise.allSettled([a, b, a, b, a, b].map((code) => claim(sent, code)));
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    await expect(claim(sent, "0000000000")).rejects.toMatchObject({ code: "not_found" });
  });

  it("no minor, and by no minor; and nothing comes of it where one turns out to be", async () => {
    const minor = await enter();
    await as(minor, () => Profile.change({ birthDate: "2012-01-01" }));
    await expect(as(minor, Code.make)).rejects.toMatchObject({ code: "forbidden" });
    const code = await as(await enter(), Code.make);
    await expect(claim(minor, code)).rejects.toMatchObject({ code: "forbidden" });
    expect((await as(minor, mine)).referral).toMatchObject({ allowed: false, claimUntil: null });
    const [referrer, sent] = await pair();
    await as(sent, () => Profile.change({ birthDate: "2012-01-01" }));
    await bought(sent);
    await settle();
    expect([await points(referrer), await points(sent)].flat()).toEqual([0, 0, 0, 0]);
  });

  it("nobody for whom somebody else acts", async () => {
    const code = await as(await enter(), Code.make);
    const sent = await enter();
    await expect(as(sent, () => Referral.claim(code), "user_staff")).rejects.toMatchObject({ code: "forbidden" });
    await expect(as(sent, Code.make, "user_staff")).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("referrals", () => {
  it("earn a referrer so many a month, and those who are sent theirs all the same", async () => {
    const referrer = await enter();
    const code = await as(referrer, Code.make);
    const sent = await Promise.all(Array.from({ length: REFERRALS_A_MONTH + 3 }, () => enter()));
    for (const userId of sent) {
      await claim(userId, code);
      await bought(userId);
    }
    await settle();
    const most = REFERRALS_A_MONTH * REFERRAL_POINTS;
    expect(await points(referrer)).toEqual([most, 0]);
    expect((await as(referrer, mine)).toCome).toEqual([{ points: most, from: "referral", on: expect.any(String) }]);
    for (const userId of sent) expect(await points(userId)).toEqual([REFERRAL_POINTS, 0]);
    harness.clock.advance({ days: 8 });
    await settle();
    expect(await points(referrer)).toEqual([0, most]);
    for (const userId of sent) await refunded(userId);
    await settle();
    expect(await points(referrer)).toEqual([0, 0]);
    await agree(referrer, ...sent);
  });

  it("end with who was sent, and what could still be refunded goes back", async () => {
    const [referrer, sent] = await pair();
    await bought(sent);
    await settle();
    await erase(sent);
    expect(await points(referrer)).toEqual([0, 0]);
    await agree(referrer);
    harness.clock.advance({ days: 8 });
    await settle();
    expect(await points(referrer)).toEqual([0, 0]);
    const left = JSON.stringify(await harness.items());
    expect(
      left.includes(`"referralId"`) &&
        JSON.stringify((await harness.items()).filter((i) => i.userId === sent && i.__edb_e__ === "referral")),
    ).toBe("[]");
  });

  it("go on for who was sent when the referrer is erased, who is told nothing any more", async () => {
    const [referrer, sent] = await pair();
    await bought(sent);
    await erase(referrer);
    await settle();
    harness.clock.advance({ days: 8 });
    await settle();
    expect(await points(sent)).toEqual([0, REFERRAL_POINTS]);
    const entries = (await harness.items()).filter(({ holder }) => holder === pseudonymOf(referrer));
    expect(entries).toEqual([]);
    await agree(sent);
  });
});
