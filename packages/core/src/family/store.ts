import * as Notification from "../notification/notification.ts";
import { context } from "../platform/context.ts";
import { notFound } from "../platform/errors.ts";
import { type Write, write } from "../platform/transaction.ts";
import { type FamilyGroup, familyGroup } from "./group.entity.ts";
import { type FamilyMember, familyMember } from "./member.entity.ts";

/** With more, the deletion of a group would not fit into one transaction. */
export const MAX_MEMBERS = 12;
/** A few more may come of groups that are joined at the same moment. */
export const MAX_GROUPS = 10;

export interface Opened {
  group: FamilyGroup;
  members: FamilyMember[];
  me: FamilyMember;
}

/** A group with its members, as one of them sees it. Throws `not_found` where it is not, or the shopper is not in it. Strongly consistent. */
export async function open(familyId: string, userId: string): Promise<Opened> {
  // The group first: what changes after it changes its revision, and is refused.
  const group = (await familyGroup().get({ familyId }).go({ consistent: true })).data;
  const members = await membersOf(familyId);
  const me = members.find((member) => member.userId === userId);
  if (!group || !me) throw notFound({ familyId });
  return { group, members, me };
}

export async function findGroup(familyId: string): Promise<FamilyGroup | null> {
  return (await familyGroup().get({ familyId }).go({ consistent: true })).data;
}

export async function membersOf(familyId: string): Promise<FamilyMember[]> {
  const { data } = await familyMember()
    .query.primary({ familyId })
    .go({ consistent: true, limit: MAX_MEMBERS * 2 });
  return data;
}

/** The memberships of a shopper. By the index: one of a moment ago may be missing or stale. */
export async function membershipsOf(userId: string): Promise<FamilyMember[]> {
  const { data } = await familyMember()
    .query.byShopper({ userId })
    .go({ limit: MAX_GROUPS * 5 });
  return data;
}

type Changes = Partial<Omit<FamilyGroup, "familyId" | "rev" | "createdAt" | "updatedAt">>;

/** The write that goes with every change to a group or its members, refused where something changed since it was read. */
export function bump(group: FamilyGroup, changes: Changes = {}): Write {
  const after = { ...group, ...changes, rev: group.rev + 1, updatedAt: context().now().toISOString() };
  return write(
    familyGroup()
      .put(after)
      .where((attr, { eq }) => eq(attr.rev, group.rev)),
  );
}

/** The write that ends a group, refused where something changed since it was read. */
export function dropGroup({ familyId, rev }: FamilyGroup): Write {
  return write(
    familyGroup()
      .delete({ familyId })
      .where((attr, { eq }) => eq(attr.rev, rev)),
  );
}

export function putMember(member: FamilyMember): Write {
  return write(familyMember().put(member));
}

export function dropMember({ familyId, userId }: FamilyMember): Write {
  return write(familyMember().delete({ familyId, userId }));
}

/** The page that shows a group. */
export function hrefOf({ familyId }: Pick<FamilyGroup, "familyId">): string {
  return `/family#${familyId}`;
}

/** Tells members of a change, once for each revision of the group; `isGone` where it is no longer theirs to see. */
export function tell(
  group: FamilyGroup,
  userIds: readonly string[],
  said: { title: string; body: string; isGone?: boolean },
): Write[] {
  const key = `family-changed ${group.familyId} ${group.rev}`;
  const { title, body, isGone = false } = said;
  const draft = { kind: "family_changed" as const, key, title, body, href: isGone ? "/family" : hrefOf(group) };
  return userIds.flatMap((userId) => Notification.writes({ ...draft, userId }));
}
