import { type Harness, startHarness } from "@stylegence/testing/harness";
import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { people } from "../../test/people.ts";
import { membershipPeriod } from "../membership/membership.entity.ts";
import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { commit } from "../platform/transaction.ts";
import { adjust } from "./adjustment.ts";
import * as Ledger from "./ledger.ts";
import * as Proof from "./proof.ts";
import { REFERRAL_POINTS } from "./rate.data.ts";
import * as Redemption from "./redemption.ts";
import * as Referral from "./referral.ts";
import * as Code from "./referral-code.ts";
import { settle } from "./referral-due.ts";
import { entries } from "./statement.ts";

const HISTORIES = 200;
const SIDE_BY_SIDE = 10;

let harness: Harness;
let serial = 0;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

type Step =
  | { do: "shop"; sale: number; state: "pending" | "approved" | "rejected" | "reversed"; points: number }
  | { do: "redeem"; key: number }
  | { do: "adjust"; points: number; key: number }
  | { do: "bought" | "refunded" | "settle" };

/** What a network's row of commission moves when it comes to a state: each once, whatever the order. */
const MOVES = {
  pending: (points: number) => ({ pending: points }),
  approved: (points: number) => ({ pending: -points, spendable: points }),
  rejected: (points: number) => ({ pending: -points }),
  reversed: (points: number) => ({ spendable: -points }),
};

const few = fc.integer({ min: 1, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("shop" as const),
    sale: few,
    state: fc.constantFrom("pending", "approved", "approved", "rejected", "reversed"),
    points: fc.integer({ min: 40, max: 150 }),
  }),
  fc.record({ do: fc.constant("redeem" as const), key: few }),
  fc.record({ do: fc.constant("adjust" as const), points: fc.constantFrom(60, -60), key: few }),
  fc.record({ do: fc.constantFrom("bought" as const, "refunded" as const, "settle" as const, "settle" as const) }),
);

interface Two {
  referrer: string;
  sent: string;
}

async function enter(): Promise<Two> {
  const { as, enters } = people(harness);
  const [referrer, sent] = [`user_Ref${++serial}`, `user_Sent${serial}`];
  await Promise.all([referrer, sent].map((id) => enters(id, { email: `${id}@example.com` })));
  const code = await as(referrer, Code.make);
  await as(sent, () => Referral.claim(code));
  return { referrer, sent };
}

/** What callers do with writes that they ask for: anew until nobody is in the way. */
const committing = (writes: () => Promise<Parameters<typeof commit>[0]>) =>
  onConflict(async () => commit(await writes()));

async function perform({ sent }: Two, what: Step): Promise<unknown> {
  const { as } = people(harness);
  const asStaff = <T>(body: () => Promise<T>) => harness.run(body, { actor: { type: "staff", userId: "ops:test" } });
  switch (what.do) {
    case "shop": {
      const [key, moves] = [`affiliate:cj:${what.sale}:${what.state}`, MOVES[what.state](what.points)];
      const move = { userId: sent, type: "affiliate_reward", key, reason: "A purchase", ...moves } as const;
      return harness.run(() => Ledger.move(move));
    }
    case "redeem":
      return as(sent, () => Redemption.redeem({ plan: "monthly", key: `redemption-key-${what.key}` }));
    case "adjust":
      return asStaff(() => adjust(sent, { points: what.points, key: `${what.key}:${what.points}`, reason: "A test" }));
    case "bought":
      return harness.run(() => committing(() => Referral.boughtWrites(sent, "payment:1")));
    case "refunded":
      return harness.run(() => committing(() => Referral.refundedWrites(sent, "payment:1")));
    case "settle":
      return harness.run(() => settle(sent));
  }
}

/** Refusals are part of the story; faults are not. */
async function tolerated(body: Promise<unknown>): Promise<void> {
  try {
    await body;
  } catch (error) {
    if (!(error instanceof DomainError && ["forbidden", "conflict"].includes(error.code))) throw error;
  }
}

async function judge({ referrer, sent }: Two, wasRefunded: boolean): Promise<void> {
  const [own, others] = await harness.run(() => Promise.all([Proof.verify(sent), Proof.verify(referrer)]));
  expect([own.agrees, others.agrees]).toEqual([true, true]);
  const { items } = await harness.run(() => entries(sent, { limit: 100 }));
  expect(items).toHaveLength(own.sum.entries);
  expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
  // What was taken deliberately never exceeds what was given: only a reversal leads below zero.
  const isTaken = ({ type, spendable }: Ledger.RewardEntry) =>
    spendable < 0 && (type === "redemption" || type === "manual_adjustment");
  const total = items
    .filter((entry) => entry.spendable > 0 || isTaken(entry))
    .reduce((sum, { spendable }) => sum + spendable, 0);
  expect(total).toBeGreaterThanOrEqual(0);
  const { data: periods } = await harness.run(() => membershipPeriod().query.primary({ userId: sent }).go());
  const redeemed = items.filter(({ type }) => type === "redemption").map(({ entryId }) => entryId);
  expect(periods.map(({ key }) => key).sort()).toEqual(redeemed.sort());
  const { given, state } = (await harness.run(() => Referral.find(sent)))!;
  const held = { pending: 0, spendable: 0, nothing: 0, [given]: REFERRAL_POINTS };
  expect(others.sum).toMatchObject({ pending: held.pending, spendable: held.spendable });
  if (wasRefunded) expect([state, given]).toEqual(["reversed", "nothing"]);
}

it(`holds in ${HISTORIES} random histories, side by side, that the ledger is the balance and nothing is spent twice`, {
  timeout: 300_000,
}, async () => {
  const histories = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 5 });
  const run = async (two: Two, rounds: Step[][]) => {
    for (const round of rounds) {
      await Promise.all(round.map((one) => tolerated(perform(two, one))));
      harness.clock.advance({ days: 4 });
    }
    // In the end the shop refunds what was bought before, and the timer comes as often as it likes.
    const refunded = rounds.flat().some((one) => one.do === "bought");
    if (refunded) await Promise.all([perform(two, { do: "refunded" }), perform(two, { do: "settle" })]);
    for (let again = 0; again < 2; again++) await perform(two, { do: "settle" });
    await judge(two, refunded);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(histories, { minLength: SIDE_BY_SIDE, maxLength: SIDE_BY_SIDE }), async (several) => {
      // Nobody is too late to say who sent them: the clock is that of all.
      const pairs = await Promise.all(several.map(enter));
      await Promise.all(several.map((rounds, at) => run(pairs[at]!, rounds)));
    }),
    { numRuns: HISTORIES / SIDE_BY_SIDE, endOnFailure: true },
  );
});
