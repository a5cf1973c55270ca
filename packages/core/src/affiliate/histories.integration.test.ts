import { type Harness, startHarness } from "@stylegence/testing/harness";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { aClick, anAdult, putNetworks, stored } from "../../test/affiliate.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { rewardEntry } from "../reward/ledger.entity.ts";
import * as Ledger from "../reward/ledger.ts";
import { pointsFor } from "../reward/rate.ts";
import { readAgain } from "./reading.ts";

const HISTORIES = 120;
const SIDE_BY_SIDE = 8;
const COURSES = [
  ["open"],
  ["open", "ok"],
  ["ok", "paid"],
  ["open", "no"],
  ["open", "ok", "paid", "back"],
  ["ok", "back"],
] as const;

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  await harness.run(putNetworks);
});
afterAll(() => harness.close());

interface Case {
  rows: { course: number; rupees: number; refunded: number }[];
  /** Which of all tellings are delivered besides, by place. */
  extra: number[];
  order: number[];
}

const cases = fc.record({
  rows: fc.array(
    fc.record({
      course: fc.nat(COURSES.length - 1),
      rupees: fc.integer({ min: 1, max: 3000 }),
      refunded: fc.integer({ min: 0, max: 100 }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  extra: fc.array(fc.nat(), { maxLength: 2 }),
  order: fc.array(fc.nat(), { minLength: 16, maxLength: 16 }),
});

/** Rows of an order and what takes a part of each back, told in any order, some twice, three at a time. */
async function live(given: Case, nth: number): Promise<void> {
  const userId = await anAdult();
  const sub = await aClick(userId);
  const tellings = given.rows.flatMap(({ course, rupees, refunded }, at) => {
    const id = `h${nth}-${at}`;
    const row = { id, sub, order: `o${nth}`, sale: String(rupees * 1000), pay: String(rupees * 100) };
    const states = COURSES[course]!.map((status) => ({ ...row, status }));
    const back = Math.floor((rupees * refunded) / 100);
    if (back === 0) return states;
    const amounts = { sale: String(-back * 1000), pay: String(-back * 100) };
    return [...states, { ...row, ...amounts, id: `${id}c`, of: id, status: "ok" }];
  });
  const ids = await Promise.all(tellings.map((telling) => stored(telling)));
  const all = [...ids, ...given.extra.map((at) => ids[at % ids.length]!)];
  const order = all.map((id, at) => [given.order[at]!, id] as const).sort(([a], [b]) => a - b);
  for (let at = 0; at < order.length; at += 3) {
    await Promise.all(order.slice(at, at + 3).map(([, id]) => readAgain(id)));
    if (at === 0) await expectBalanced(userId);
  }
  const balance = await expectBalanced(userId);
  expect([nth, balance]).toEqual([nth, truthOf(given)]);
  await readAgain(ids[0]!);
  expect((await Ledger.balanceOf(userId)).entries).toBe(balance.entries);
}

async function expectBalanced(userId: string) {
  const { data } = await rewardEntry()
    .query.primary({ holder: pseudonymOf(userId) })
    .go({ consistent: true, pages: "all" });
  const balance = await Ledger.balanceOf(userId);
  const sum = (of: "pending" | "spendable") => data.reduce((total, entry) => total + entry[of], 0);
  expect({ pending: sum("pending"), spendable: sum("spendable"), entries: data.length }).toEqual(balance);
  return balance;
}

function truthOf({ rows }: Case) {
  const points = rows.map(({ course, rupees, refunded }) => {
    const state = COURSES[course]!.at(-1)!;
    const back = Math.floor((rupees * refunded) / 100) * 100;
    const own = rupees * 100;
    const approved = (state === "ok" || state === "paid" ? own : 0) - back;
    const whole = Math.max(0, approved + (state === "open" ? own : 0));
    const spendable = pointsFor({ amount: Math.min(Math.max(0, approved), whole), currency: "INR" });
    return { pending: pointsFor({ amount: whole, currency: "INR" }) - spendable, spendable };
  });
  const sum = (of: "pending" | "spendable") => points.reduce((total, one) => total + one[of], 0);
  return { pending: sum("pending"), spendable: sum("spendable"), entries: expect.any(Number) };
}

describe(`${HISTORIES} random histories on the table with the ledger`, () => {
  it("leave the ledger's sum and the balance equal, at what the network says in the end, each effect once", async () => {
    const given = fc.sample(cases, HISTORIES);
    for (let at = 0; at < given.length; at += SIDE_BY_SIDE) {
      const batch = given.slice(at, at + SIDE_BY_SIDE);
      await harness.run(() => Promise.all(batch.map((one, nth) => live(one, at + nth))));
    }
  }, 240_000);
});
