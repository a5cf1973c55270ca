import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parseConfig } from "../platform/config.ts";
import { run } from "../platform/context.ts";
import type { Write } from "../platform/transaction.ts";
import { type Move, moveWrites } from "./ledger.ts";

const HISTORIES = 10_000;

/** What the table would hold: its rules for the two writes of a move, and no more. Throws for a write of another kind. */
class Held {
  entries = new Map<string, { pending: number; spendable: number; type: string }>();
  balance = { pending: 0, spendable: 0, entries: 0 };

  /** All of a transaction or nothing. */
  commit([entry, balance, ...rest]: Write[]): boolean {
    const { Item: item, ConditionExpression: isNew } = entry?.Put ?? {};
    const {
      UpdateExpression: update = "",
      ConditionExpression: cover,
      ExpressionAttributeValues,
    } = balance?.Update ?? {};
    const values = (ExpressionAttributeValues ?? {}) as Record<string, number>;
    const added = /ADD #pending (\S+), #spendable (\S+), #entries (\S+)$/.exec(update);
    if (!item || !added || rest.length > 0 || !/attribute_not_exists/.test(isNew ?? ""))
      throw new Error(`Another write: ${update}`);
    const key = `${item.pk} ${item.sk}`;
    if (this.entries.has(key)) return false;
    if (cover !== undefined) {
      const least = /^#spendable >= (\S+)$/.exec(cover)?.[1];
      if (!least) throw new Error(`Another condition: ${cover}`);
      if (this.balance.spendable < values[least]!) return false;
    }
    const [, pending = "", spendable = "", entries = ""] = added.map((one) => one.replace(",", ""));
    this.entries.set(key, { pending: item.pending, spendable: item.spendable, type: item.type });
    this.balance.pending += values[pending]!;
    this.balance.spendable += values[spendable]!;
    this.balance.entries += values[entries]!;
    return true;
  }
}

const made = new Map<string, Write[]>();

/** Made once for each move: the clock stands. */
function writesOf(move: Omit<Move, "userId">): Write[] {
  const name = JSON.stringify(move);
  const writes = made.get(name) ?? moveWrites({ userId: "user_Ana", ...move });
  made.set(name, writes);
  return writes;
}

const points = fc.integer({ min: 1, max: 120 });
const shop = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom("pending", "approved", "reversed"), points)
  .map(([sale, state, amount]): Omit<Move, "userId"> => {
    const moves = {
      pending: { pending: amount },
      approved: { pending: -amount, spendable: amount },
      reversed: { spendable: -amount },
    }[state as "pending" | "approved" | "reversed"];
    return { type: "affiliate_reward", key: `affiliate:cj:${sale}:${state}`, reason: "A purchase", ...moves };
  });
const taken = fc
  .tuple(fc.constantFrom("redemption" as const, "manual_adjustment" as const), fc.integer({ min: 1, max: 4 }), points)
  .map(([type, key, amount]): Omit<Move, "userId"> => {
    return { type, key: `${type}:${key}`, reason: "Taken", spendable: -amount };
  });

it(`holds in ${HISTORIES} histories in any order that the ledger is the balance, a key counts once, and only reversals lead below zero`, () => {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "none", endpoint: "http://127.0.0.1:1" }));
  const now = () => new Date("2026-11-23T06:00:00Z");
  const actor = { type: "system", name: "test" } as const;
  const context = { actor, config: parseConfig({ TABLE_NAME: "none" }), documents, now, newId: String };
  const history = fc.array(fc.oneof(shop, shop, taken), { minLength: 1, maxLength: 10 });
  run(context, () =>
    fc.assert(
      fc.property(history, (moves) => {
        const held = new Held();
        const keys = new Set<string>();
        for (const move of moves) {
          const before = held.balance.spendable;
          const isDone = held.commit(writesOf(move));
          const isCovered = move.type === "affiliate_reward" || before + move.spendable! >= 0;
          expect(isDone).toBe(!keys.has(move.key) && isCovered);
          if (isDone) keys.add(move.key);
        }
        const all = [...held.entries.values()];
        const sum = (of: "pending" | "spendable") => all.reduce((total, entry) => total + entry[of], 0);
        expect(held.balance).toEqual({ pending: sum("pending"), spendable: sum("spendable"), entries: keys.size });
        const deliberate = all.filter(({ spendable, type }) => spendable > 0 || type !== "affiliate_reward");
        expect(deliberate.reduce((total, { spendable }) => total + spendable, 0)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: HISTORIES },
    ),
  );
});
