import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointsFor } from "../reward/rate.ts";
import {
  advance,
  earned,
  forward,
  type News,
  type Progress,
  pointsOf,
  shareOf,
  standingOf,
  TRANSITIONS,
  UNHEARD,
} from "./progress.ts";
import { ROW_STATES, type RowState } from "./report.ts";

const HISTORIES = 12_000;
const inr = (amount: number) => ({ amount, currency: "INR" });
const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 6, 0, second)).toISOString();

/** What a network says of one row over time, each telling with the state and the amount that held then. */
interface Told {
  state: RowState;
  commission: number;
}

/** A row's true course: forward, by any jumps; what corrects another is below zero. */
const course: fc.Arbitrary<Told[]> = fc
  .tuple(
    fc.subarray([...ROW_STATES], { minLength: 1 }),
    fc.array(fc.integer({ min: 0, max: 500_000 }), { minLength: 6, maxLength: 6 }),
    fc.boolean(),
  )
  .map(([states, amounts, isCorrection]) =>
    states
      // Nothing is rejected and reversed both.
      .filter((state) => state !== "rejected" || !states.includes("reversed"))
      .map((state, nth) => ({ state, commission: isCorrection ? -amounts[nth]! : amounts[nth]! })),
  );

/** One telling reaches us: of which row and moment of its course, by which way, and how often. */
const delivery = fc.record({
  row: fc.nat(),
  moment: fc.nat(),
  pulled: fc.boolean(),
  times: fc.integer({ min: 1, max: 3 }),
});

const history = fc.record({
  rows: fc.array(course, { minLength: 1, maxLength: 4 }),
  deliveries: fc.array(delivery, { maxLength: 25 }),
  confirmedBy: fc.constantFrom("pull" as const, "push" as const),
  seed: fc.nat(),
});

/** What is in the ledger for one conversion, moved as `apply` moves it: by the difference to what stood before. */
class Ledger {
  readonly entries = new Map<string, { pending: number; spendable: number }>();
  balance = { pending: 0, spendable: 0 };

  move(key: string, by: { pending: number; spendable: number }): void {
    expect(this.entries.has(key)).toBe(false);
    this.entries.set(key, by);
    this.balance = { pending: this.balance.pending + by.pending, spendable: this.balance.spendable + by.spendable };
  }

  sum() {
    const all = [...this.entries.values()];
    const sum = (of: "pending" | "spendable") => all.reduce((total, entry) => total + entry[of], 0);
    return { pending: sum("pending"), spendable: sum("spendable") };
  }
}

class Conversion {
  readonly rows = new Map<number, Progress>();
  readonly ledger = new Ledger();
  #sums = { pending: 0, approved: 0 };
  #given = { pending: 0, spendable: 0 };
  #changes = 0;

  hear(row: number, news: News): void {
    const before = this.rows.get(row) ?? UNHEARD;
    const after = advance(before, news);
    if (after === before) return;
    const [old, now] = [shareOf(before), shareOf(after)];
    this.#sums = {
      pending: this.#sums.pending - old.pending + now.pending,
      approved: this.#sums.approved - old.approved + now.approved,
    };
    const points = pointsOf(this.#sums, "INR", pointsFor);
    const by = { pending: points.pending - this.#given.pending, spendable: points.spendable - this.#given.spendable };
    this.#changes += 1;
    if (by.pending !== 0 || by.spendable !== 0) this.ledger.move(`${row}:${this.#changes}`, by);
    this.#given = points;
    this.rows.set(row, after);
  }
}

describe("a row of commission", () => {
  it("goes forward only, by the one table, and the same state again is no step", () => {
    for (const from of ROW_STATES) {
      expect(TRANSITIONS[from]).not.toContain(from);
      for (const to of TRANSITIONS[from]) expect(TRANSITIONS[to]).not.toContain(from);
    }
    expect(forward("approved", "pending")).toBe("approved");
    expect(forward("reversed", "paid")).toBe("reversed");
    expect(forward("paid", "reversed")).toBe("reversed");
  });

  it("counts as approved by a pull or a push that need not be confirmed, never by any other push", () => {
    const push = (state: RowState): News => ({
      state,
      commission: inr(1000),
      pulled: false,
      sure: false,
      heardAt: at(1),
    });
    for (const state of ["approved", "payable", "paid"] as const) {
      expect(standingOf(advance(UNHEARD, push(state)))).toBe("pending");
      expect(standingOf(advance(UNHEARD, { ...push(state), sure: true }))).toBe("approved");
    }
    const approved = advance(UNHEARD, { ...push("approved"), pulled: true, sure: true });
    expect(standingOf(advance(approved, push("reversed")))).toBe("approved");
    expect(standingOf(advance(advance(UNHEARD, push("pending")), push("rejected")))).toBe("ended");
  });

  it("keeps the amount of the surer, the further, and then of the later telling", () => {
    const said = (commission: number, rest: Partial<News>): News => ({
      ...{ state: "pending", commission: inr(commission), pulled: false, sure: false, heardAt: at(1) },
      ...rest,
    });
    const amountAfter = (...news: News[]) => news.reduce(advance, UNHEARD).commission?.amount;
    expect(amountAfter(said(1, {}), said(2, { heardAt: at(2) }))).toBe(2);
    expect(amountAfter(said(2, { heardAt: at(2) }), said(1, {}))).toBe(2);
    expect(amountAfter(said(1, { sure: true, pulled: true }), said(2, { state: "approved", heardAt: at(9) }))).toBe(1);
    expect(amountAfter(said(1, { state: "approved" }), said(2, { heardAt: at(9) }))).toBe(1);
    // 100, 90 and 100 again, of which the middle one comes last.
    expect(amountAfter(said(100, {}), said(100, { heardAt: at(3) }), said(90, { heardAt: at(2) }))).toBe(100);
  });
});

describe("what rows earn together", () => {
  it("is never below zero, and what takes back counts against what is spendable before it is approved itself", () => {
    expect(earned({ pending: -400, approved: 1000 })).toEqual({ pending: 0, approved: 600 });
    expect(earned({ pending: 1000, approved: -400 })).toEqual({ pending: 600, approved: 0 });
    expect(earned({ pending: 0, approved: -5 })).toEqual({ pending: 0, approved: 0 });
    expect(earned({ pending: 300, approved: 700 })).toEqual({ pending: 300, approved: 700 });
  });
});

describe(`${HISTORIES} random histories of conversions with several rows`, () => {
  it("end where the network's list is, whatever came twice, late, out of order or never, with each effect once", () => {
    fc.assert(
      fc.property(history, ({ rows, deliveries, confirmedBy, seed }) => {
        const conversion = new Conversion();
        let second = 1;
        const hear = (row: number, told: Told, pulled: boolean, heardAt: string) => {
          const sure = pulled || confirmedBy === "push";
          conversion.hear(row, { state: told.state, commission: inr(told.commission), pulled, sure, heardAt });
          expect(conversion.ledger.sum()).toEqual(conversion.ledger.balance);
          expect(Math.min(...Object.values(conversion.ledger.balance))).toBeGreaterThanOrEqual(0);
        };
        for (const { row, moment, pulled, times } of deliveries) {
          const course = rows[row % rows.length]!;
          const heardAt = at(second++);
          for (let time = 0; time < times; time++)
            hear(row % rows.length, course[moment % course.length]!, pulled, heardAt);
        }
        // In the end the network says once what holds, by its list or by pushes: rows in any order, twice.
        const order = rows.map((_, row) => row).sort((a, b) => ((a + seed) % 7) - ((b + seed) % 7));
        const isPulled = confirmedBy === "pull";
        const last = at(second);
        for (const row of [...order, ...order]) hear(row, rows[row]!.at(-1)!, isPulled, last);
        expect(conversion.ledger.balance).toEqual(truthOf(rows));
        const entries = conversion.ledger.entries.size;
        for (const row of order) hear(row, rows[row]![0]!, false, at(0));
        expect(conversion.ledger.entries.size).toBe(entries);
      }),
      { numRuns: HISTORIES },
    );
  });

  it("come to the same by every order of the same tellings", () => {
    fc.assert(
      fc.property(
        course,
        fc.array(fc.record({ moment: fc.nat(), pulled: fc.boolean() }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
        (told, tellings, keys) => {
          const news = tellings.map(({ moment, pulled }, nth): News => {
            const { state, commission } = told[moment % told.length]!;
            return { state, commission: inr(commission), pulled, sure: pulled, heardAt: at(nth + 1) };
          });
          const shuffled = news.map((one, nth) => [keys[nth]!, one] as const).sort(([a], [b]) => a - b);
          const one = news.reduce(advance, UNHEARD);
          const other = shuffled.map(([, each]) => each).reduce(advance, UNHEARD);
          expect(shareOf(other)).toEqual(shareOf(one));
          expect([other.told, other.confirmed, other.commission]).toEqual([one.told, one.confirmed, one.commission]);
        },
      ),
      { numRuns: HISTORIES },
    );
  });
});

/** By the network's own record, worked out apart: rows that live add up, approved ones are spendable. */
function truthOf(rows: readonly Told[][]): { pending: number; spendable: number } {
  const last = rows.map((told) => told.at(-1)!);
  const sum = (...states: RowState[]) =>
    last.filter(({ state }) => states.includes(state)).reduce((total, { commission }) => total + commission, 0);
  const approved = sum("approved", "payable", "paid");
  const whole = Math.max(0, approved + sum("pending"));
  const spendable = pointsFor(inr(Math.max(0, Math.min(approved, whole))));
  return { pending: pointsFor(inr(whole)) - spendable, spendable };
}
