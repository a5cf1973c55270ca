import fc from "fast-check";
import { expect, it } from "vitest";
import { CLICK, form, settings } from "../../../test/pushes.ts";
import { dialectOf } from "../dialect.ts";
import { Mapping } from "../mapping.ts";
import { DIALECTS } from "../network.ts";
import { type Report, ROW_STATES, Unreadable } from "../report.ts";

const NAMES = [
  ...["admitad_id", "action_id", "payment_status", "status", "order_sum", "payment_sum", "currency", "time", "subid"],
  ...["AwinTransactionPush", "transactionId", "transactionAmount", "transactionDate", "products", "clickRefs", "id"],
  ...[
    "saleAmount",
    "commissionStatus",
    "results",
    "transactions",
    "Actions",
    "Id",
    "State",
    "items",
    "data",
    "records",
  ],
  ...["publisherCommissions", "commissionId", "actionStatus", "original", "etransaction_id", "is_event", "sale_amount"],
  ...["commissions", "transaction_date", "u1", "constructor", "__proto__", "sub_id", "commission", "positions", "a.b"],
];
const VALUES = fc.oneof(
  fc.string(),
  fc.constantFrom(
    "1",
    "-1.50",
    "1,23,456.00",
    "approved",
    "INR",
    "2026-11-23 10:00:00",
    "1763900000",
    "true",
    "[]",
    "{}",
  ),
  fc.double(),
  fc.integer(),
  fc.constantFrom(null, true, [], {}),
);
const WORDS = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    VALUES,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie("value"), { maxKeys: 6 }),
  ),
})).value;
const BODIES = fc.oneof(
  WORDS.map((value) => JSON.stringify(value) ?? ""),
  fc
    .dictionary(
      fc.constantFrom(...NAMES),
      fc.oneof(
        fc.string(),
        WORDS.map((value) => JSON.stringify(value) ?? ""),
      ),
    )
    .map((fields) => new URLSearchParams(fields).toString()),
  fc.string({ unit: "binary" }),
  fc
    .array(fc.array(fc.string()).map((cells) => cells.join(",")))
    .map((lines) => ["Transaction ID,Sales", ...lines].join("\n")),
);
const PUSHES = fc.record({
  method: fc.constantFrom("GET", "POST"),
  query: BODIES,
  contentType: fc.constantFrom(
    "",
    "application/json",
    "application/x-www-form-urlencoded",
    "text/plain",
    "multipart/x",
  ),
  body: BODIES,
});
const mapping = Mapping.parse({
  transactionId: "id",
  status: "data.status",
  clickId: "a.b",
  sale: "sale_amount",
  currency: "currency",
  occurredAt: "time",
  times: "d-m-Y",
});

/** What is read, with nothing in it that may not be stored; nothing where it is unreadable. Any other error is the test's. */
function check(read: () => Report[]): void {
  let reports: readonly Report[];
  try {
    reports = read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    expect(error.message).not.toBe("");
    reports = error.reports;
  }
  for (const { transactionId, status, sale, commission, occurredAt, lines = [] } of reports) {
    expect(transactionId).toMatch(/\S/);
    expect([null, ...ROW_STATES]).toContain(status.state);
    for (const money of [sale, commission, ...lines.map(({ amount }) => amount)]) {
      if (money) expect(Number.isSafeInteger(money.amount) && /^[A-Z]{3}$/.test(money.currency)).toBe(true);
    }
    if (occurredAt) expect(new Date(occurredAt).toISOString()).toBe(occurredAt);
    expect(lines.length).toBeLessThanOrEqual(50);
  }
}

const CLICKS = { subid: CLICK, clickRef: CLICK, sub_id: CLICK, subid1: CLICK, u1: CLICK, "a.b": CLICK };
const IDS = { admitad_id: "1", transactionId: "1", id: "1", action_id: "1", etransaction_id: "1" };
const AMOUNTS = {
  order_sum: "9.5",
  transactionAmount: "9.5",
  sale_amount: "9.5",
  amount: "9.5",
  payout: "1",
  commission: "1",
};
/** What every dialect with pushes understands, each by its own names. */
const SOUND = {
  ...CLICKS,
  ...IDS,
  ...AMOUNTS,
  status: "approved",
  "data.status": "approved",
  currency: "INR",
  is_event: "N",
};
const SPOILT = fc
  .tuple(fc.constantFrom(...Object.keys(SOUND)), fc.oneof(fc.string(), VALUES.map(String)))
  .map(([name, value]) => form({ ...SOUND, [name]: value }));

const given = settings({ mapping });

it.each(DIALECTS)("%s reads any push or says what is wrong with it", (name) => {
  fc.assert(
    fc.property(PUSHES, (raw) => check(() => dialectOf(name).push(raw, given))),
    { numRuns: 1500 },
  );
});

it.each(DIALECTS.filter((name) => name !== "cj"))(
  "%s reads a sound push with one field spoilt, or says which",
  (name) => {
    expect(dialectOf(name).push(form(SOUND), given)).toMatchObject([{ transactionId: "1", clickId: CLICK }]);
    fc.assert(
      fc.property(SPOILT, (raw) => check(() => dialectOf(name).push(raw, given))),
      { numRuns: 1500 },
    );
  },
);

it.each(DIALECTS.filter((name) => dialectOf(name).page))("%s reads any page or says what is wrong with it", (name) => {
  fc.assert(
    fc.property(BODIES, (raw) => check(() => dialectOf(name).page?.(raw, given) ?? [])),
    { numRuns: 1500 },
  );
});
