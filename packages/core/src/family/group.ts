import * as Invitations from "../invitation/store.ts";
import * as Audit from "../platform/audit.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, write } from "../platform/transaction.ts";
import { type Person, persons } from "../shopper/person.ts";
import type { Relationship } from "../shopper/relationship.ts";
import { actingShopper, unlessDeleted } from "../shopper/shopper.ts";
import { type FamilyGroup, familyGroup } from "./group.entity.ts";
import type { FamilyMember } from "./member.entity.ts";
import { changed, type GroupPreferences, NONE, type PreferencesChange } from "./preferences.ts";
import { demand, type Role } from "./role.ts";
import * as Store from "./store.ts";

export interface FamilyView {
  familyId: string;
  name: string;
  ownerUserId: string;
  /** The acting shopper's. */
  role: Role;
  searchable: boolean;
  groupPreferences: GroupPreferences;
  members: MemberView[];
  createdAt: string;
}

export interface MemberView {
  person: Person;
  role: Role;
  relationship: Relationship | null;
  shareMetrics: boolean;
  joinedAt: string;
}

export interface FamilySummary {
  familyId: string;
  name: string;
  role: Role;
  memberCount: number;
}

const MAX_NAME = 60;

/** Makes a group that the acting shopper owns. Throws `invalid` for its name, or where they are in as many as may be. */
export async function create(input: { name: string }): Promise<FamilyView> {
  const userId = actingShopper();
  const name = checkedName(input.name);
  await refuseBeyond(userId);
  const { newId, now } = context();
  const at = now().toISOString();
  const familyId = newId("fam");
  const group = {
    familyId,
    name,
    ownerUserId: userId,
    searchable: false,
    groupPreferences: NONE,
    memberCount: 1,
    rev: 1,
  };
  const member: FamilyMember = { familyId, userId, role: "owner", shareMetrics: false, joinedAt: at };
  const made: FamilyGroup = { ...group, createdAt: at, updatedAt: at };
  await commit([
    write(familyGroup().create(made)),
    Store.putMember(member),
    unlessDeleted(userId),
    Audit.record(familyId, "family.created"),
  ]);
  return viewOf({ group: made, members: [member], me: member });
}

/** Throws `invalid` where a shopper is in as many groups as may be. */
export async function refuseBeyond(userId: string): Promise<void> {
  if ((await Store.membershipsOf(userId)).length < Store.MAX_GROUPS) return;
  throw new DomainError("invalid", `Nobody can be in more than ${Store.MAX_GROUPS} groups.`);
}

/** The acting shopper's groups, by name. */
export async function list(): Promise<FamilySummary[]> {
  const memberships = await Store.membershipsOf(actingShopper());
  const keys = memberships.map(({ familyId }) => ({ familyId }));
  const { data } = keys.length > 0 ? await familyGroup().get(keys).go({ consistent: true }) : { data: [] };
  const roles = new Map(memberships.map(({ familyId, role }) => [familyId, role]));
  return data
    .map(({ familyId, name, memberCount }) => ({ familyId, name, memberCount, role: roles.get(familyId) ?? "guest" }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** A group that the acting shopper is in. Throws `not_found` for every other. */
export async function read(familyId: string): Promise<FamilyView> {
  return viewOf(await Store.open(familyId, actingShopper()));
}

/** Changes a group; what is not named stays. Throws `not_found`, `forbidden` for what the role may not, `invalid` naming the field. */
export async function change(
  familyId: string,
  input: {
    name?: string | undefined;
    searchable?: boolean | undefined;
    groupPreferences?: PreferencesChange | undefined;
  },
): Promise<FamilyView> {
  return onConflict(async () => {
    const opened = await Store.open(familyId, actingShopper());
    const { group, me } = opened;
    if (input.name !== undefined) demand(me.role, "rename");
    if (input.searchable !== undefined) demand(me.role, "setSearchable");
    if (input.groupPreferences) demand(me.role, "setPreferences");
    const changes = {
      name: input.name === undefined ? group.name : checkedName(input.name),
      searchable: input.searchable ?? group.searchable,
      groupPreferences: changed(group.groupPreferences, input.groupPreferences ?? {}),
    };
    await commit([Store.bump(group, changes)]);
    return viewOf({ ...opened, group: { ...group, ...changes } });
  });
}

/** Deletes a group with its memberships and invitations. Throws `not_found`, and `forbidden` for all but its owner. */
export async function remove(familyId: string): Promise<void> {
  await onConflict(async () => {
    const { group, members, me } = await Store.open(familyId, actingShopper());
    demand(me.role, "delete");
    const others = members.map(({ userId }) => userId).filter((userId) => userId !== me.userId);
    await commit([
      ...dissolving(group, members),
      ...Store.tell(group, others, {
        title: `${group.name} was deleted`,
        body: "The group and what was shared in it are gone.",
        isGone: true,
      }),
      Audit.record(familyId, "family.deleted"),
    ]);
  });
  await dropInvitations(familyId);
}

/** The writes that end a group with its memberships. */
export function dissolving(group: FamilyGroup, members: readonly FamilyMember[]) {
  return [Store.dropGroup(group), ...members.map(Store.dropMember)];
}

/** Forgets a group's invitations. What is left after a crash opens nothing, and runs out within a week. */
export async function dropInvitations(familyId: string): Promise<void> {
  const left = await Invitations.ofFamily(familyId);
  for (let at = 0; at < left.length; at += 50) {
    await commit(left.slice(at, at + 50).map(({ invitationId }) => Invitations.drop(invitationId)));
  }
}

export async function viewOf({ group, members, me }: Store.Opened): Promise<FamilyView> {
  const { familyId, name, ownerUserId, searchable, groupPreferences, createdAt } = group;
  const named = await persons(members.map(({ userId }) => userId));
  const order: Record<Role, number> = { owner: 0, member: 1, guest: 2 };
  const views = members
    .map((member) => ({
      person: named(member.userId),
      role: member.role,
      relationship: member.relationship ?? null,
      shareMetrics: member.shareMetrics,
      joinedAt: member.joinedAt,
    }))
    .sort((a, b) => order[a.role] - order[b.role] || (a.joinedAt < b.joinedAt ? -1 : 1));
  return { familyId, name, ownerUserId, role: me.role, searchable, groupPreferences, members: views, createdAt };
}

function checkedName(text: string): string {
  const name = text.trim();
  if (name !== "" && name.length <= MAX_NAME) return name;
  const fields = [{ field: "name", message: `is empty or longer than ${MAX_NAME}` }];
  throw new DomainError("invalid", "A group needs a name.", { fields });
}
