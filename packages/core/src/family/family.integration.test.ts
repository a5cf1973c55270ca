import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { people } from "../../test/people.ts";
import * as Answer from "../invitation/answer.ts";
import * as List from "../invitation/list.ts";
import * as Link from "../link/link.ts";
import { forget } from "./forget.ts";
import * as Family from "./group.ts";
import * as Membership from "./membership.ts";
import * as Store from "./store.ts";

let harness: Harness;
let world: ReturnType<typeof people>;
let round = 0;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  world = people(harness);
});
afterAll(() => harness.close());

let owner = "";
let bela = "";
let cara = "";
let familyId = "";
beforeEach(async () => {
  round++;
  owner = await world.enters(`user_Own${round}`, { firstName: "Om" });
  bela = await world.enters(`user_Bela${round}`, { email: `bela${round}@example.com` });
  cara = await world.enters(`user_Cara${round}`);
  ({ familyId } = await world.as(owner, () => Family.create({ name: " Sharma " })));
});

const refused = { code: "not_found" };
const forbidden = { code: "forbidden" };
const read = (userId: string) => world.as(userId, () => Family.read(familyId));
const roles = async (userId: string) => (await read(userId)).members.map(({ person, role }) => [person.userId, role]);
const itemsOf = async () => (await harness.items()).filter((item) => item.familyId === familyId);
const told = async (userId: string) =>
  (await harness.items())
    .filter((item) => item.__edb_e__ === "notification" && item.userId === userId)
    .map(({ kind, title }) => [kind, title]);

/** Whatever happened, a group has one owner, who is a member, and counts its members right. */
async function expectSound() {
  const items = await itemsOf();
  const group = items.find((item) => item.__edb_e__ === "familyGroup");
  const members = items.filter((item) => item.__edb_e__ === "familyMember");
  if (!group) return expect(members).toEqual([]);
  expect(members.filter(({ role }) => role === "owner").map(({ userId }) => userId)).toEqual([group.ownerUserId]);
  expect(group.memberCount).toBe(members.length);
}

describe("a group", () => {
  it("is made, changed as roles allow, and seen by its members alone", async () => {
    await world.joins(familyId, owner, bela);
    await world.joins(familyId, owner, cara, "guest");
    expect(await roles(cara)).toEqual([
      [owner, "owner"],
      [bela, "member"],
      [cara, "guest"],
    ]);
    const stranger = await world.enters(`user_Stranger${round}`);
    await expect(read(stranger)).rejects.toMatchObject(refused);
    const groupPreferences = {
      preferredCategories: ["women-kurtas", "women-kurtas"],
      preferredPriceMin: { amount: 50_000, currency: "INR" },
      preferredPriceMax: { amount: 300_000, currency: "INR" },
      occasionProfiles: [" Diwali "],
    };
    const changing = (userId: string, input: Parameters<typeof Family.change>[1]) =>
      world.as(userId, () => Family.change(familyId, input));
    expect((await changing(bela, { groupPreferences })).groupPreferences).toMatchObject({
      preferredCategories: ["women-kurtas"],
      occasionProfiles: ["diwali"],
    });
    await expect(changing(cara, { groupPreferences })).rejects.toMatchObject(forbidden);
    for (const input of [{ name: "Other" }, { searchable: true }])
      for (const userId of [bela, cara]) await expect(changing(userId, input)).rejects.toMatchObject(forbidden);
    expect(await changing(owner, { name: "Verma", searchable: true })).toMatchObject({
      name: "Verma",
      searchable: true,
    });
    for (const input of [
      { name: "  " },
      { groupPreferences: { preferredCategories: ["nonsense"] } },
      { groupPreferences: { preferredPriceMin: { amount: 400_000, currency: "INR" } } },
      { groupPreferences: { preferredPriceMin: { amount: 1, currency: "USD" } } },
    ])
      await expect(changing(owner, input)).rejects.toMatchObject({ code: "invalid" });
    for (const userId of [bela, cara])
      await expect(world.as(userId, () => Family.remove(familyId))).rejects.toMatchObject(forbidden);
    await expectSound();
  });

  it("goes with its memberships and invitations when its owner deletes it, and its members are told", async () => {
    await world.joins(familyId, owner, bela);
    const { url } = await world.as(owner, () => Membership.invite(familyId, { role: "member" }));
    await world.as(owner, () => Family.remove(familyId));
    expect((await itemsOf()).map((item) => item.__edb_e__)).toEqual([]);
    expect(await told(bela)).toContainEqual(["family_changed", "Sharma was deleted"]);
    await expect(world.as(cara, () => Answer.accept({ token: world.tokenOf(url) }))).rejects.toMatchObject(refused);
    expect(await world.as(bela, () => Family.list())).toEqual([]);
  });

  it("is one of ten at most", async () => {
    for (let at = 1; at < Store.MAX_GROUPS; at++) await world.as(owner, () => Family.create({ name: `Group ${at}` }));
    await expect(world.as(owner, () => Family.create({ name: "One more" }))).rejects.toMatchObject({ code: "invalid" });
    expect(await world.as(owner, () => Family.list())).toHaveLength(Store.MAX_GROUPS);
  });
});

describe("an invitation to a group", () => {
  it("is the owner's to make, list and take back, by mail or to a linked shopper", async () => {
    await world.joins(familyId, owner, bela);
    const inviting = (userId: string, draft = {}) =>
      world.as(userId, () => Membership.invite(familyId, { role: "guest", ...draft }));
    await expect(inviting(bela)).rejects.toMatchObject(forbidden);
    await expect(inviting(cara)).rejects.toMatchObject(refused);
    await expect(inviting(owner, { userId: cara })).rejects.toMatchObject(refused);
    await world.link(owner, cara);
    await inviting(owner, { userId: cara, relationship: "child" });
    await inviting(owner, { email: `dev${round}@example.com` });
    expect(await told(cara)).toContainEqual(["family_invited", "You are invited to Sharma"]);
    const sent = await world.as(owner, () => List.sentByFamily(familyId));
    expect(sent.map(({ email, person }) => email ?? person?.userId).sort()).toEqual(
      [`dev${round}@example.com`, cara].sort(),
    );
    await expect(world.as(bela, () => List.sentByFamily(familyId))).rejects.toMatchObject(forbidden);
    const [waiting] = await world.as(cara, () => List.received());
    expect(waiting).toMatchObject({ kind: "family", familyName: "Sharma", role: "guest", relationship: "child" });
    const taken = sent.find(({ email }) => email)!;
    await world.as(owner, () => List.revoke(taken.invitationId, familyId));
    await world.as(cara, () => Answer.accept(waiting!));
    await expect(inviting(owner, { userId: cara })).rejects.toMatchObject({ code: "invalid" });
    expect(await told(owner)).toContainEqual(["family_joined", "Sharma has a new member"]);
    await expectSound();
  });

  it("makes one membership, however many accept it at once", async () => {
    const { url } = await world.as(owner, () => Membership.invite(familyId, { role: "member" }));
    const which = { token: world.tokenOf(url) };
    const tries = await Promise.allSettled(
      [bela, bela, bela, cara, cara].map((id) => world.as(id, () => Answer.accept(which))),
    );
    expect(tries.some(({ status }) => status === "fulfilled")).toBe(true);
    expect((await read(owner)).members).toHaveLength(2);
    await expectSound();
  });

  it("fills a group to its limit and not beyond, though all come at once", async () => {
    const comers = await Promise.all(
      Array.from({ length: Store.MAX_MEMBERS + 1 }, (_, at) => world.enters(`user_Full${round}x${at}`)),
    );
    const tokens: string[] = [];
    for (const _ of comers)
      tokens.push(world.tokenOf((await world.as(owner, () => Membership.invite(familyId, { role: "member" }))).url));
    for (let at = 0; at < comers.length; at += 3) {
      const some = comers.slice(at, at + 3);
      await Promise.allSettled(some.map((id, i) => world.as(id, () => Answer.accept({ token: tokens[at + i]! }))));
    }
    expect((await read(owner)).members).toHaveLength(Store.MAX_MEMBERS);
    await expect(world.as(owner, () => Membership.invite(familyId, { role: "guest" }))).rejects.toMatchObject({
      code: "invalid",
    });
    await expectSound();
    // The largest group still fits into the transaction that deletes it.
    await world.as(owner, () => Family.remove(familyId));
    expect(await itemsOf()).toEqual([]);
  });
});

describe("a member", () => {
  const changing = (by: string, userId: string, input: Parameters<typeof Membership.change>[2]) =>
    world.as(by, () => Membership.change(familyId, userId, input));

  it("has a role from the owner, and decides alone whether measurements are shared", async () => {
    await world.joins(familyId, owner, bela);
    await world.joins(familyId, owner, cara);
    await expect(changing(bela, cara, { role: "guest" })).rejects.toMatchObject(forbidden);
    await expect(changing(bela, bela, { role: "guest" })).rejects.toMatchObject(forbidden);
    await expect(changing(owner, owner, { role: "guest" })).rejects.toMatchObject(forbidden);
    await changing(owner, bela, { role: "guest", relationship: "sibling" });
    expect(await told(bela)).toContainEqual(["family_changed", "Your role in Sharma has changed"]);
    await expect(changing(owner, bela, { shareMetrics: true })).rejects.toMatchObject(forbidden);
    const after = await changing(bela, bela, { shareMetrics: true, relationship: "parent" });
    expect(after.members.find(({ person }) => person.userId === bela)).toMatchObject({
      role: "guest",
      shareMetrics: true,
      relationship: "parent",
    });
    await expect(changing(cara, bela, { relationship: "child" })).rejects.toMatchObject(forbidden);
    await expect(changing(owner, "user_nobody", { role: "guest" })).rejects.toMatchObject(refused);
  });

  it("leaves, or is taken out by the owner; the owner stays until the group is handed over", async () => {
    await world.joins(familyId, owner, bela);
    await world.joins(familyId, owner, cara, "guest");
    await expect(world.as(owner, () => Membership.leave(familyId))).rejects.toMatchObject(forbidden);
    await expect(world.as(bela, () => Membership.remove(familyId, cara))).rejects.toMatchObject(forbidden);
    await expect(world.as(owner, () => Membership.remove(familyId, owner))).rejects.toMatchObject(forbidden);
    await world.as(owner, () => Membership.remove(familyId, cara));
    await expect(read(cara)).rejects.toMatchObject(refused);
    expect(await told(cara)).toContainEqual(["family_changed", "You are no longer in Sharma"]);
    await world.as(owner, () => Membership.transfer(familyId, bela));
    await world.as(owner, () => Membership.leave(familyId));
    expect(await roles(bela)).toEqual([[bela, "owner"]]);
    await expectSound();
  });

  it("becomes owner neither as a guest nor as a child", async () => {
    await world.joins(familyId, owner, bela, "guest");
    await world.joins(familyId, owner, cara);
    await changing(owner, cara, { relationship: "child" });
    await expect(world.as(owner, () => Membership.transfer(familyId, bela))).rejects.toMatchObject(forbidden);
    await expect(world.as(owner, () => Membership.transfer(familyId, cara))).rejects.toMatchObject({ code: "invalid" });
    await expect(world.as(cara, () => Membership.transfer(familyId, cara))).rejects.toMatchObject(forbidden);
    expect(await roles(owner)).toContainEqual([owner, "owner"]);
  });

  it.each(Array.from({ length: 6 }, (_, at) => at))(
    "never leaves a group without owner, whatever is done at once (%i)",
    async () => {
      await world.joins(familyId, owner, bela);
      await world.joins(familyId, owner, cara);
      await Promise.allSettled([
        world.as(owner, () => Membership.transfer(familyId, bela)),
        world.as(bela, () => Membership.leave(familyId)),
        world.as(owner, () => Membership.leave(familyId)),
        world.as(owner, () => Membership.remove(familyId, cara)),
        world.as(owner, () => Membership.change(familyId, bela, { role: "guest" })),
        world.as(cara, () => Membership.leave(familyId)),
        harness.run(() => forget(round % 2 ? owner : bela)),
      ]);
      await expectSound();
    },
  );
});

describe("an owner whose account is erased", () => {
  it("hands each group to the member who has been in it longest, never to a guest or a child", async () => {
    for (const [userId, role] of [
      [cara, "guest"],
      [bela, "member"],
    ] as const) {
      harness.clock.advance({ minutes: 1 });
      await world.joins(familyId, owner, userId, role);
    }
    const { familyId: alone } = await world.as(owner, () => Family.create({ name: "Alone" }));
    expect(await harness.run(() => forget(owner))).toBe(2);
    expect(await harness.run(() => forget(owner))).toBe(0);
    expect(await roles(bela)).toEqual([
      [bela, "owner"],
      [cara, "guest"],
    ]);
    expect((await harness.items()).filter((item) => item.familyId === alone && item.__edb_e__ !== "audit")).toEqual([]);
    await expectSound();
    await harness.run(() => forget(bela));
    expect((await itemsOf()).filter((item) => item.__edb_e__ !== "invitation")).toEqual([]);
    expect(await told(cara)).toContainEqual(["family_changed", "Sharma was deleted"]);
  });

  it("is in no item that is left, other than what tells of deeds", async () => {
    await world.joins(familyId, owner, bela);
    await world.link(owner, bela);
    await world.as(owner, () => Link.change(bela, { shareWishlist: true }));
    await harness.run(() => forget(owner));
    const left = (await itemsOf()).filter((item) => JSON.stringify(item).includes(owner));
    expect([...new Set(left.map((item) => item.__edb_e__))]).toEqual(["invitation"]);
  });
});
