import { type Harness, startHarness } from "@stylegence/testing/harness";
import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { reviews, TOOLS } from "../../test/reviews.ts";
import { merge } from "../catalog/merge.ts";
import { DomainError } from "../platform/errors.ts";
import * as Metrics from "../shopper/metrics.ts";
import { check } from "./check.ts";
import { forget } from "./forget.ts";
import type { ReviewRow } from "./review.entity.ts";
import * as Review from "./review.ts";
import { empty } from "./snapshot.ts";
import { isCounted, isStanding } from "./state.ts";
import type { ReviewSummary } from "./summary.entity.ts";
import { added, EMPTY, shown } from "./tally.ts";
import * as Vote from "./vote.ts";

let harness: Harness;
let world: ReturnType<typeof reviews>;
let serial = 0;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  world = reviews(harness);
});
afterAll(() => harness.close());

const DEEDS = ["write", "check", "withdraw", "buy", "return", "vote", "unvote", "unmeasure", "erase"] as const;
const deed = fc.record({
  what: fc.constantFrom(...DEEDS, "write", "check", "check"),
  who: fc.nat(2),
  garment: fc.nat(1),
  rating: fc.integer({ min: 1, max: 5 }),
  fit: fc.constantFrom("runs_small" as const, "true_to_size" as const, undefined),
  shareMetrics: fc.boolean(),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

interface Scene {
  people: string[];
  garments: { groupId: string; variantIds: string[] }[];
}

const ofEntity = async <T>(entity: string) =>
  (await harness.items()).filter((item) => item.__edb_e__ === entity) as unknown as T[];

async function own({ people, garments }: Scene, { who, garment }: Deed): Promise<ReviewRow | null> {
  return harness.run(() => Review.standing(people[who]!, garments[garment]!.groupId));
}

async function act(scene: Scene, one: Deed): Promise<void> {
  const userId = scene.people[one.who]!;
  const { groupId, variantIds } = scene.garments[one.garment]!;
  const known = await own(scene, one);
  switch (one.what) {
    case "write": {
      const { rating, fit, shareMetrics } = one;
      return void (await world.writes(userId, groupId, { rating, fit, shareMetrics, variantId: variantIds[0] }));
    }
    case "check":
      return void (known && (await harness.run(() => check(known.reviewId, TOOLS))));
    case "withdraw":
      return void (known && (await world.takesBack(userId, known.reviewId)));
    case "buy":
      return world.buys(userId, groupId);
    case "return":
      return world.returns(userId, groupId);
    case "vote":
    case "unvote": {
      const other = await own(scene, { ...one, who: (one.who + 1) % scene.people.length });
      return void (other && (await world.as(userId, () => Vote.put(other.reviewId, one.what === "vote"))));
    }
    case "unmeasure":
      return void (await harness.run(() => empty(userId, null)));
    case "erase":
      return void (known && one.rating === 1 && (await harness.run(() => forget(known.reviewId))));
  }
}

/** What shoppers may be told; anything else is a fault. */
const TOLD = new Set(["conflict", "not_found", "forbidden", "invalid", "rate_limited", "unavailable"]);

function quietly(error: unknown): void {
  if (!(error instanceof DomainError && TOLD.has(error.code))) throw error;
}

async function expectExact({ people, garments }: Scene): Promise<void> {
  const ids = new Set(garments.map(({ groupId }) => groupId));
  const rows = (await ofEntity<ReviewRow>("review")).filter(({ groupId }) => ids.has(groupId));
  for (const summary of (await ofEntity<ReviewSummary>("reviewSummary")).filter(({ groupId }) => ids.has(groupId))) {
    const counted = rows.filter((row) => row.groupId === summary.groupId && isCounted(row.state));
    const expected = counted.map((row) => row.counted!).reduce(added, EMPTY);
    expect(shown(summary.tally)).toEqual(shown(expected));
    // What is counted is what the reviews say.
    expect(counted.map((row) => [row.counted?.rating, row.counted?.fit, row.counted?.bodyType])).toEqual(
      counted.map((row) => [row.rating, row.fit, row.metrics?.bodyType]),
    );
  }
  const votes = await ofEntity<{ reviewId: string }>("helpfulVote");
  for (const row of rows.filter(({ state }) => state === "published")) {
    expect(row.helpful).toBe(votes.filter(({ reviewId }) => reviewId === row.reviewId).length);
  }
  const claims = await ofEntity<{ userId: string; groupId: string; reviewId: string }>("reviewClaim");
  const standing = rows.filter(({ state, userId }) => isStanding(state) && userId !== "");
  const claimed = claims.filter(({ userId }) => people.includes(userId));
  const place = ({ userId, groupId, reviewId }: { userId: string; groupId: string; reviewId: string }) =>
    `${userId} ${groupId} ${reviewId}`;
  expect(claimed.map(place).sort()).toEqual(standing.map(place).sort());
  const balances = await ofEntity<{ userId: string; spendable?: number }>("rewardBalance");
  for (const userId of people) {
    const earned = rows.filter((row) => row.userId === userId).reduce((sum, { points }) => sum + points, 0);
    const balance = balances.find((one) => one.userId === userId)?.spendable ?? 0;
    // What an erased review earned is nobody's to take back.
    expect(balance).toBeGreaterThanOrEqual(earned);
  }
}

it("random deeds side by side leave figures, votes, claims and points exact, also after a merge", {
  timeout: 240_000,
}, async () => {
  const history = fc.array(fc.array(deed, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(history, fc.boolean(), async (rounds, isMerged) => {
      const people = await Promise.all([0, 1, 2].map(() => world.enters(`user_History${++serial}`)));
      await world.consents(people[0]!);
      await world.as(people[0]!, () => Metrics.put({ bodyType: "tall", heightCm: 180 }));
      const garments = [await world.garment(["M"], "shop-h"), await world.garment(["L"], "shop-i")];
      const scene: Scene = { people, garments };
      for (const round of rounds) {
        await Promise.all(round.map((one) => act(scene, one).catch(quietly)));
      }
      await expectExact(scene);
      if (!isMerged) return;
      const [from, into] = garments.map(({ groupId }) => groupId);
      await harness.run(() => merge(from!, into!, "test"));
      await world.perform({ kind: "moved", groupId: from! });
      for (const row of await ofEntity<ReviewRow>("review")) {
        if (row.groupId === from) expect(isCounted(row.state)).toBe(false);
      }
      await expectExact(scene);
      harness.clock.advance({ days: 1 });
    }),
    { numRuns: 25 },
  );
});
