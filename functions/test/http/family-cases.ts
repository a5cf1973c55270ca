import * as Family from "@stylegence/core/family/group";
import * as Membership from "@stylegence/core/family/membership";
import * as Answer from "@stylegence/core/invitation/answer";
import { invitationLimit } from "@stylegence/core/invitation/limit.entity";
import * as Link from "@stylegence/core/link/link";
import type { ShopperCase } from "./shopper-cases.ts";
import { PEOPLE, type Person, type World } from "./shopper-world.ts";

const NOBODY = "user_nobody";
const INVITATION = "inv_01JZZZZZZZZZZZZZZZZZZZZZZZ";
const FAMILY = "fam_01JZZZZZZZZZZZZZZZZZZZZZZZ";

/** A suite makes more invitations than a shopper may in a day. */
async function pardon(world: World, person: Person): Promise<void> {
  await world.as(person, async () => {
    const { data } = await invitationLimit().query.primary({ userId: PEOPLE[person] }).go({ pages: "all" });
    await invitationLimit()
      .delete(data.map(({ userId, name }) => ({ userId, name })))
      .go();
  });
}

async function tokenOf(world: World, by: Person, made: () => Promise<{ url: string | null }>): Promise<string> {
  await pardon(world, by);
  const { url } = await world.as(by, made);
  return url!.split("#")[1]!;
}

async function linked(world: World): Promise<void> {
  if (await world.as("ana", () => Link.find(PEOPLE.ana, PEOPLE.bela))) return;
  const token = await tokenOf(world, "ana", () => Link.invite({}));
  await world.as("bela", () => Answer.accept({ token }));
}

const groups = new WeakMap<World, Map<string, string>>();

/** A group of its owner's, with the other in it where a role is given; made once for those that change nothing of it. */
async function group(world: World, owner: Person, role?: "member" | "guest", once = true): Promise<string> {
  const known = groups.get(world) ?? new Map<string, string>();
  groups.set(world, known);
  const key = `${owner} ${role}`;
  const there = once ? known.get(key) : undefined;
  if (there) return there;
  const { familyId } = await world.as(owner, () => Family.create({ name: key }));
  if (role) {
    const token = await tokenOf(world, owner, () => Membership.invite(familyId, { role }));
    await world.as(owner === "ana" ? "bela" : "ana", () => Answer.accept({ token }));
  }
  if (once) known.set(key, familyId);
  return familyId;
}

/** Bela lets Ana see her measurements, as far as link and group go. */
export async function shareEverything(world: World): Promise<void> {
  await linked(world);
  const familyId = await group(world, "ana", "member");
  await world.as("bela", () => Link.change(PEOPLE.ana, { shareProfileMetrics: true }));
  await world.as("bela", () => Membership.change(familyId, PEOPLE.bela, { shareMetrics: true }));
}

/** A group that is Bela's alone, one that nobody has, and what is no id. */
async function notHers(world: World): Promise<string[]> {
  return [await group(world, "bela"), FAMILY, "nonsense"];
}

export const familyCases: Record<string, (world: World) => Promise<ShopperCase>> = {
  listLinks: async (world) => {
    await linked(world);
    return { good: { path: "/me/links" } };
  },
  changeLink: async (world) => {
    await linked(world);
    const path = `/me/links/${PEOPLE.bela}`;
    const body = { shareWishlist: true, relationship: "friend" };
    return {
      good: { path, body },
      bad: [{ call: { path, body: { shareWishlist: 1 } }, field: "shareWishlist" }],
      foreign: [PEOPLE.ana, NOBODY, "nonsense"].map((id) => ({ path: `/me/links/${id}`, body })),
    };
  },
  revokeLink: async (world) => {
    await linked(world);
    const foreign = [PEOPLE.ana, NOBODY, "nonsense"].map((id) => ({ path: `/me/links/${id}` }));
    return { good: { path: `/me/links/${PEOPLE.bela}` }, status: 204, foreign };
  },
  listLinkInvitations: async (world) => {
    await tokenOf(world, "ana", () => Link.invite({}));
    return { good: { path: "/me/links/invitations" } };
  },
  inviteToLink: async (world) => {
    await pardon(world, "ana");
    const path = "/me/links/invitations";
    return {
      good: { path, body: { email: "dev@example.com", relationship: "sibling" } },
      status: 201,
      bad: [{ call: { path, body: { email: "no address" } }, field: "email" }],
      foreign: [{ path, body: { userId: NOBODY } }],
    };
  },
  revokeLinkInvitation: async (world) => {
    const make = async (by: Person) => (await tokenOf(world, by, () => Link.invite({}))).split(".")[0]!;
    const [mine, hers] = [await make("ana"), await make("bela")];
    const at = (id: string) => ({ path: `/me/links/invitations/${id}` });
    return { good: at(mine), status: 204, foreign: [hers, INVITATION, "nonsense"].map(at) };
  },
  listInvitations: async () => ({ good: { path: "/me/invitations" } }),
  lookAtInvitation: async (world) => {
    const path = "/me/invitations/look";
    const token = await tokenOf(world, "bela", () => Link.invite({}));
    const foreign = [{ invitationId: token.split(".")[0] }, { token: `${INVITATION}.${"A".repeat(32)}` }, {}];
    return { good: { path, body: { token } }, foreign: foreign.map((body) => ({ path, body })) };
  },
  acceptInvitation: async (world) => {
    const path = "/me/invitations/accept";
    const familyId = await group(world, "bela", undefined, false);
    const token = await tokenOf(world, "bela", () => Membership.invite(familyId, { role: "guest" }));
    return {
      good: { path, body: { token } },
      bad: [{ call: { path, body: { token: "short" } }, field: "token" }],
      foreign: [{ path, body: { invitationId: token.split(".")[0] } }],
    };
  },
  declineInvitation: async (world) => {
    const path = "/me/invitations/decline";
    const token = await tokenOf(world, "bela", () => Link.invite({}));
    return {
      good: { path, body: { token } },
      status: 204,
      foreign: [{ path, body: { invitationId: token.split(".")[0] } }],
    };
  },
  listFamilies: async (world) => {
    await group(world, "ana");
    return { good: { path: "/me/families" } };
  },
  createFamily: async () => ({
    good: { path: "/me/families", body: { name: "Sharma" } },
    status: 201,
    bad: [
      { call: { path: "/me/families", body: { name: " " } }, field: "name" },
      { call: { path: "/me/families", body: {} }, field: "name" },
    ],
  }),
  getFamily: async (world) => ({
    good: { path: `/me/families/${await group(world, "bela", "guest")}` },
    foreign: (await notHers(world)).map((id) => ({ path: `/me/families/${id}` })),
  }),
  changeFamily: async (world) => {
    const path = `/me/families/${await group(world, "ana", "member")}`;
    const body = { name: "Verma", groupPreferences: { preferredPriceMin: null } };
    return {
      good: { path, body },
      bad: [
        { call: { path, body: { name: "x".repeat(61) } }, field: "name" },
        {
          call: { path, body: { groupPreferences: { preferredCategories: ["nonsense"] } } },
          field: "groupPreferences.preferredCategories",
        },
      ],
      foreign: (await notHers(world)).map((id) => ({ path: `/me/families/${id}`, body })),
      forbidden: [{ who: "bela", call: { path, body } }],
    };
  },
  deleteFamily: async (world) => {
    const path = `/me/families/${await group(world, "ana", "member", false)}`;
    return {
      good: { path },
      status: 204,
      foreign: (await notHers(world)).map((id) => ({ path: `/me/families/${id}` })),
      forbidden: [{ who: "bela", call: { path } }],
    };
  },
  leaveFamily: async (world) => {
    const path = `/me/families/${await group(world, "bela", "member", false)}/leave`;
    return {
      good: { path },
      status: 204,
      foreign: (await notHers(world)).map((id) => ({ path: `/me/families/${id}/leave` })),
      forbidden: [{ who: "bela", call: { path } }],
    };
  },
  transferFamily: async (world) => {
    const path = `/me/families/${await group(world, "ana", "member", false)}/transfer`;
    const body = { userId: PEOPLE.bela };
    return {
      good: { path, body },
      bad: [{ call: { path, body: { userId: "bela" } }, field: "userId" }],
      foreign: [
        ...(await notHers(world)).map((id) => ({ path: `/me/families/${id}/transfer`, body })),
        { path, body: { userId: NOBODY } },
      ],
      forbidden: [{ who: "bela", call: { path, body } }],
    };
  },
  changeMember: async (world) => {
    const familyId = await group(world, "ana", "member");
    const at = (family: string, userId: string) => `/me/families/${family}/members/${userId}`;
    const body = { relationship: "sibling" };
    return {
      good: { path: at(familyId, PEOPLE.bela), body },
      bad: [{ call: { path: at(familyId, PEOPLE.bela), body: { role: "owner" } }, field: "role" }],
      foreign: [
        ...(await notHers(world)).map((id) => ({ path: at(id, PEOPLE.bela), body })),
        { path: at(familyId, NOBODY), body },
      ],
      forbidden: [
        { who: "ana", call: { path: at(familyId, PEOPLE.bela), body: { shareMetrics: true } } },
        { who: "bela", call: { path: at(familyId, PEOPLE.ana), body: { role: "guest" } } },
      ],
    };
  },
  removeMember: async (world) => {
    const familyId = await group(world, "ana", "member", false);
    const at = (family: string, userId: string) => ({ path: `/me/families/${family}/members/${userId}` });
    return {
      good: at(familyId, PEOPLE.bela),
      status: 204,
      foreign: [...(await notHers(world)).map((id) => at(id, PEOPLE.bela)), at(familyId, NOBODY)],
      forbidden: [
        { who: "bela", call: at(familyId, PEOPLE.ana) },
        { who: "ana", call: at(familyId, PEOPLE.ana) },
      ],
    };
  },
  listFamilyInvitations: async (world) => {
    const path = `/me/families/${await group(world, "ana", "member")}/invitations`;
    return {
      good: { path },
      foreign: (await notHers(world)).map((id) => ({ path: `/me/families/${id}/invitations` })),
      forbidden: [{ who: "bela", call: { path } }],
    };
  },
  inviteToFamily: async (world) => {
    const path = `/me/families/${await group(world, "ana", "member")}/invitations`;
    await pardon(world, "ana");
    const body = { email: "esha@example.com", role: "guest" };
    return {
      good: { path, body },
      status: 201,
      bad: [{ call: { path, body: { ...body, role: "owner" } }, field: "role" }],
      foreign: (await notHers(world)).map((id) => ({ path: `/me/families/${id}/invitations`, body })),
      forbidden: [{ who: "bela", call: { path, body } }],
    };
  },
  revokeFamilyInvitation: async (world) => {
    const familyId = await group(world, "ana", "member");
    const token = await tokenOf(world, "ana", () => Membership.invite(familyId, { role: "guest" }));
    const at = (family: string, id: string) => ({ path: `/me/families/${family}/invitations/${id}` });
    const mine = token.split(".")[0]!;
    return {
      good: at(familyId, mine),
      status: 204,
      foreign: [
        ...(await notHers(world)).map((id) => at(id, mine)),
        at(familyId, INVITATION),
        at(familyId, "nonsense"),
      ],
      forbidden: [{ who: "bela", call: at(familyId, mine) }],
    };
  },
};
