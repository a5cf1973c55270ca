import { type Harness, startHarness } from "@stylegence/testing/harness";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { people } from "../../test/people.ts";
import * as Family from "../family/group.ts";
import { familyMember } from "../family/member.entity.ts";
import * as Membership from "../family/membership.ts";
import { ROLES } from "../family/role.ts";
import { NOTHING, pairOf } from "../link/flags.ts";
import { accountLink } from "../link/link.entity.ts";
import * as Link from "../link/link.ts";
import { bodyMetrics } from "./metrics.entity.ts";
import * as Metrics from "./metrics.ts";
import * as Profile from "./profile.ts";
import { shopper } from "./shopper.entity.ts";
import { visibleMetrics } from "./visible-metrics.ts";

let harness: Harness;
let world: ReturnType<typeof people>;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  world = people(harness);
});
afterAll(() => harness.close());

const PEOPLE = 4;
const GROUPS = 2;
const AT = "2026-11-23T06:00:00.000Z";
const index = fc.nat({ max: PEOPLE - 1 });

const person = fc.record({
  consents: fc.boolean(),
  /** Whether what is kept was kept under the consent as it is now. */
  isOfThisGrant: fc.boolean(),
  birthDate: fc.constantFrom(undefined, undefined, "1990-01-01", "2015-01-01"),
  isDeclared: fc.boolean(),
  isBanned: fc.boolean(),
});
const likely = fc.oneof({ arbitrary: fc.constant(true), weight: 3 }, { arbitrary: fc.boolean(), weight: 1 });
const graph = fc.record({
  people: fc.array(
    fc.oneof(
      person,
      fc.constant({ consents: true, isOfThisGrant: true, birthDate: undefined, isDeclared: true, isBanned: false }),
    ),
    {
      minLength: PEOPLE,
      maxLength: PEOPLE,
    },
  ),
  links: fc.uniqueArray(fc.record({ one: index, other: index, oneAllows: likely, otherAllows: likely }), {
    maxLength: 6,
    selector: ({ one, other }) => [one, other].sort().join(),
  }),
  seats: fc.uniqueArray(
    fc.record({
      group: fc.nat({ max: GROUPS - 1 }),
      who: index,
      role: fc.constantFrom(...ROLES),
      shareMetrics: likely,
      isChild: fc.oneof({ arbitrary: fc.constant(false), weight: 4 }, { arbitrary: fc.boolean(), weight: 1 }),
    }),
    { maxLength: PEOPLE * GROUPS, selector: ({ group, who }) => `${group} ${who}` },
  ),
});
/** Two of whom one sees the other, so that no run is without. */
const SEEN: Graph = {
  people: Array.from({ length: PEOPLE }, () => ({
    consents: true,
    isOfThisGrant: true,
    birthDate: undefined,
    isDeclared: true,
    isBanned: false,
  })),
  links: [{ one: 0, other: 1, oneAllows: true, otherAllows: false }],
  seats: [0, 1].map((who) => ({ group: 0, who, role: "member", shareMetrics: true, isChild: false })),
};
type Graph = typeof graph extends fc.Arbitrary<infer G> ? G : never;

let round = 0;

/** The graph as items, without the verbs that would refuse some of it. Gives the ids of its people. */
async function store({ people: described, links, seats }: Graph): Promise<string[]> {
  const at = ++round;
  const ids = described.map((_, i) => `user_G${at}x${i}`);
  const writes = described.flatMap(({ consents, isOfThisGrant, birthDate, isDeclared, isBanned }, i) => {
    const userId = ids[i]!;
    const state = { granted: consents, grantId: "cns_now", version: "1", at: AT };
    const row = { userId, identityUpdatedAt: 0, banned: isBanned, createdAt: AT, updatedAt: AT };
    const facts = { ...(birthDate && { birthDate }), ...(isDeclared && { adultDeclaredAt: AT }) };
    const kept = { userId, metricsId: "met_1", measuredAt: AT, recordedAt: AT, heightCm: 100 + i };
    return [
      shopper()
        .put({ ...row, ...facts, consents: { storeBodyMetrics: state } })
        .go(),
      bodyMetrics()
        .put({ ...kept, grantId: isOfThisGrant ? "cns_now" : "cns_before" })
        .go(),
    ];
  });
  const linked = links.flatMap(({ one, other, oneAllows, otherAllows }) => {
    if (one === other) return [];
    const pair = pairOf(ids[one]!, ids[other]!);
    const allows = (by: number) => ({ ...NOTHING, shareProfileMetrics: by === one ? oneAllows : otherAllows });
    const [low, high] = ids[one] === pair.lowUserId ? [one, other] : [other, one];
    const item = { ...pair, lowAllows: allows(low), highAllows: allows(high), rev: 0, addedAt: AT, updatedAt: AT };
    return [accountLink().put(item).go()];
  });
  const seated = seats.map(({ group, who, role, shareMetrics, isChild }) =>
    familyMember()
      .put({
        familyId: `fam_G${at}x${group}`,
        userId: ids[who]!,
        role,
        shareMetrics,
        joinedAt: AT,
        ...(isChild && { relationship: "child" as const }),
      })
      .go(),
  );
  await Promise.all([...writes, ...linked, ...seated]);
  return ids;
}

/** The rule again, said plainly and by other means. */
function mayBeSeen({ people: described, links, seats }: Graph, owner: number, viewer: number): boolean {
  if (owner === viewer) return false;
  const of = described[owner]!;
  if (of.isBanned || described[viewer]!.isBanned) return false;
  const isAdult = of.birthDate ? of.birthDate === "1990-01-01" : of.isDeclared;
  if (!isAdult || !of.consents || !of.isOfThisGrant) return false;
  const link = links.find(
    ({ one, other }) => (one === owner && other === viewer) || (one === viewer && other === owner),
  );
  if (!link || !(link.one === owner ? link.oneAllows : link.otherAllows)) return false;
  let isShared = false;
  for (let group = 0; group < GROUPS; group++) {
    const [theirs, ours] = [owner, viewer].map((who) => seats.find((seat) => seat.group === group && seat.who === who));
    if (!theirs || !ours) continue;
    if (theirs.isChild && !of.birthDate) return false;
    if (theirs.shareMetrics && ours.role !== "guest") isShared = true;
  }
  return isShared;
}

describe("another's measurements", () => {
  it("are shown exactly where the three consents are, over random people, links, groups and flags", async () => {
    let shown = 0;
    const property = fc.asyncProperty(graph, async (given) => {
      const ids = await harness.run(() => store(given));
      for (const [viewer, id] of ids.entries()) {
        const seen = await world.as(id, () => Promise.all(ids.map((owner) => visibleMetrics(owner))));
        const expected = ids.map((_, owner) => (mayBeSeen(given, owner, viewer) ? 100 + owner : null));
        expect(seen.map((metrics) => metrics?.heightCm ?? null)).toEqual(expected);
        shown += seen.filter(Boolean).length;
      }
    });
    await fc.assert(property, {
      numRuns: 20,
      examples: [[SEEN]],
      interruptAfterTimeLimit: 5000,
      markInterruptAsFailure: false,
    });
    expect(shown).toBeGreaterThan(0);
  });

  it("end with each consent alone, at once, and come back with it", async () => {
    const [owner, viewer] = [await world.enters("user_See1"), await world.enters("user_See2")];
    const { familyId } = await world.as(viewer, () => Family.create({ name: "Us" }));
    await world.joins(familyId, viewer, owner);
    await world.link(owner, viewer);
    await world.consents(owner);
    await world.as(owner, () => Metrics.put({ heightCm: 171, notes: "for me alone" }));
    const see = () => world.as(viewer, () => visibleMetrics(owner));
    const linkFlag = (shareProfileMetrics: boolean) =>
      world.as(owner, () => Link.change(viewer, { shareProfileMetrics }));
    const groupFlag = (shareMetrics: boolean) =>
      world.as(owner, () => Membership.change(familyId, owner, { shareMetrics }));
    expect(await see()).toBeNull();
    await linkFlag(true);
    expect(await see()).toBeNull();
    await groupFlag(true);
    expect(await see()).toMatchObject({ heightCm: 171 });
    expect(JSON.stringify(await see())).not.toContain("for me alone");
    expect(await world.as(viewer, () => visibleMetrics(owner), "user_staff")).toBeNull();
    expect(await world.as(owner, () => visibleMetrics(viewer))).toBeNull();
    for (const share of [
      () => Link.change(viewer, { shareProfileMetrics: true }),
      () => Membership.change(familyId, owner, { shareMetrics: true }),
    ])
      await expect(world.as<unknown>(owner, share, "user_staff")).rejects.toMatchObject({ code: "forbidden" });
    for (const flag of [linkFlag, groupFlag]) {
      await flag(false);
      expect(await see()).toBeNull();
      await flag(true);
      expect(await see()).not.toBeNull();
    }
    await world.withdraws(owner);
    expect(await see()).toBeNull();
    await world.consents(owner);
    expect(await see()).toBeNull();
    await world.as(owner, () => Metrics.put({ heightCm: 172 }));
    expect(await see()).toMatchObject({ heightCm: 172 });
    // A child by what the group says: a birth date counts for more than a declaration.
    await world.as(viewer, () => Membership.change(familyId, owner, { relationship: "child" }));
    expect(await see()).toBeNull();
    await world.as(owner, () => Profile.change({ birthDate: "1999-05-30" }));
    expect(await see()).toMatchObject({ heightCm: 172 });
    await world.as(owner, () => Link.revoke(viewer));
    expect(await see()).toBeNull();
  });

  it("are never seen as they were under a consent that was withdrawn, whatever happens side by side", async () => {
    const [owner, viewer] = [await world.enters("user_See3"), await world.enters("user_See4")];
    const { familyId } = await world.as(viewer, () => Family.create({ name: "Us" }));
    await world.joins(familyId, viewer, owner);
    await world.link(owner, viewer);
    await world.as(owner, () => Link.change(viewer, { shareProfileMetrics: true }));
    await world.as(owner, () => Membership.change(familyId, owner, { shareMetrics: true }));
    for (let height = 160; height < 164; height++) {
      await world.consents(owner);
      await world.as(owner, () => Metrics.put({ heightCm: height }));
      let isWithdrawn = false;
      const withdrawing = world.withdraws(owner).then(() => {
        isWithdrawn = true;
      });
      while (!isWithdrawn) await world.as(viewer, () => visibleMetrics(owner));
      await withdrawing;
      expect(await world.as(viewer, () => visibleMetrics(owner))).toBeNull();
    }
  });
});
