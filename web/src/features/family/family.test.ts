import type { FamilyMember } from "@stylegence/contracts/family";
import type { SentInvitation } from "@stylegence/contracts/invitation";
import type { Link, LinkFlags } from "@stylegence/contracts/link";
import { expect, it } from "vitest";
import {
  heirsOf,
  invitationText,
  isEmail,
  isLinked,
  linkedOutside,
  meaning,
  people,
  sentText,
  shared,
  standing,
  withLink,
} from "./family.ts";
import { groupIn, pathOfGroup } from "./hash.ts";

const NOTHING: LinkFlags = {
  shareProfileMetrics: false,
  searchableAsGroup: false,
  shareWardrobe: false,
  shareWishlist: false,
};
const person = (userId: string) => ({ userId, name: `Name of ${userId}`, imageUrl: null });
const member = (userId: string, more: Partial<FamilyMember>): FamilyMember => ({
  person: person(userId),
  role: "member",
  relationship: null,
  shareMetrics: false,
  joinedAt: "2026-11-01T00:00:00Z",
  ...more,
});
const link = (userId: string, mine: Partial<LinkFlags> = {}): Link => ({
  person: person(userId),
  relationship: null,
  mine: { ...NOTHING, ...mine },
  theirs: NOTHING,
  addedAt: "2026-11-01T00:00:00Z",
});

it("says what is shared", () => {
  expect(shared(NOTHING)).toBe("nothing");
  expect(shared({ ...NOTHING, shareWishlist: true, shareProfileMetrics: true })).toBe("measurements, wishlist");
  expect([people(1), people(3)]).toEqual(["1 person", "3 people"]);
});

it("hands a group over to grown members only", () => {
  const members = [
    member("owner", { role: "owner" }),
    member("guest", { role: "guest" }),
    member("child", { relationship: "child" }),
    member("spouse", { relationship: "spouse" }),
  ];
  expect(heirsOf({ members }).map((heir) => heir.person.userId)).toEqual(["spouse"]);
});

it("offers linked people who are not in the group yet", () => {
  const family = { members: [member("a", {})] };
  expect(isLinked([link("a")], person("a"))).toBe(true);
  expect(isLinked([link("a")], person("b"))).toBe(false);
  expect(linkedOutside(family, [link("a"), link("b")]).map(({ userId }) => userId)).toEqual(["b"]);
});

it("changes one link in its place", () => {
  const after = withLink([link("a"), link("b")], link("b", { shareWishlist: true }));
  expect(after.map(({ person: { userId }, mine }) => [userId, mine.shareWishlist])).toEqual([
    ["a", false],
    ["b", true],
  ]);
});

it("says what an invitation asks and means", () => {
  const common = {
    invitationId: "inv",
    familyId: null,
    familyName: null,
    role: null,
    relationship: null,
    createdAt: "",
    expiresAt: "",
    from: person("u"),
  };
  expect(invitationText({ ...common, kind: "link" })).toBe("Name of u would like to link your account with theirs.");
  const family = { ...common, kind: "family" as const, familyName: "Rao", role: "guest" as const };
  expect(invitationText(family)).toBe("Name of u invites you to the group “Rao” as a guest.");
  expect(meaning(family)).toContain("nothing more");
  expect(meaning({ ...common, kind: "link" })).toContain("off until you switch it on");
});

it("tells people what they are in a group", () => {
  expect(standing("owner")).toMatch(/^As its owner you can invite/);
  expect(standing("member")).toBe(
    "As a member you can change what the group looks for, and see what members share with you.",
  );
});

it("names whom an invitation went to", () => {
  const sent = { email: null, person: null, expiresAt: "2026-11-30T10:00:00Z" } as SentInvitation;
  expect(sentText(sent)).toMatch(/^A link to pass on, good until 30 Nov/);
  expect(sentText({ ...sent, email: "a@b.in" })).toMatch(/^a@b\.in,/);
  expect(sentText({ ...sent, person: person("u") })).toMatch(/^Name of u,/);
});

it("finds the group in an address, and nothing else", () => {
  const familyId = "fam_01HZX3K8YQ4V6T2N9B7C5D1E0F";
  expect(groupIn(new URL(pathOfGroup(familyId), "https://stylegence.com").hash)).toBe(familyId);
  for (const other of ["", "#all", "#fam_1", `#${familyId}/../x`]) expect(groupIn(other)).toBeNull();
});

it("tells an e-mail address from what is none", () => {
  expect(isEmail("asha@example.co.in")).toBe(true);
  for (const wrong of ["", "asha", "asha@home", "a b@example.com", `${"a".repeat(250)}@example.com`])
    expect(isEmail(wrong)).toBe(false);
});
