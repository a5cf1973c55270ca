import * as Audit from "../platform/audit.ts";
import { onConflict } from "../platform/retry.ts";
import { commit } from "../platform/transaction.ts";
import { dissolving, dropInvitations } from "./group.ts";
import type { FamilyMember } from "./member.entity.ts";
import { handingOver } from "./membership.ts";
import * as Store from "./store.ts";

/**
 * Takes a shopper out of every group, as part of their erasure: what they own goes to the member who has been in it longest and is no
 * child, else it is deleted. May be done again. Returns how many groups they were in.
 */
export async function forget(userId: string): Promise<number> {
  const memberships = await Store.membershipsOf(userId);
  for (const { familyId } of memberships) await takeOut(familyId, userId);
  return memberships.length;
}

async function takeOut(familyId: string, userId: string): Promise<void> {
  const isGone = await onConflict(async () => {
    const group = await Store.findGroup(familyId);
    const members = await Store.membersOf(familyId);
    const self = members.find((member) => member.userId === userId);
    if (!self) return false;
    if (!group) {
      await commit(members.map(Store.dropMember));
      return true;
    }
    const heir = group.ownerUserId === userId ? heirOf(members, userId) : undefined;
    if (group.ownerUserId === userId && !heir) {
      const others = members.filter((member) => member !== self).map((member) => member.userId);
      const said = Store.tell(group, others, {
        title: `${group.name} was deleted`,
        body: "Its owner has left.",
        isGone: true,
      });
      await commit([...dissolving(group, members), ...said, Audit.record(familyId, "family.deleted")]);
      return true;
    }
    const change = heir
      ? [
          ...handingOver(group, self, heir, null),
          ...Store.tell(group, [heir.userId], { title: `${group.name} is yours now`, body: "Its owner has left." }),
        ]
      : [Store.bump(group, { memberCount: members.length - 1 }), Store.dropMember(self)];
    await commit([...change, Audit.record(familyId, "family.left")]);
    return false;
  });
  if (isGone) await dropInvitations(familyId);
}

/** Who a group goes to when its owner goes: a member, never a guest or a child. */
function heirOf(members: readonly FamilyMember[], ownerUserId: string): FamilyMember | undefined {
  return members
    .filter(({ userId, role, relationship }) => userId !== ownerUserId && role === "member" && relationship !== "child")
    .sort((a, b) => (a.joinedAt < b.joinedAt ? -1 : 1))[0];
}
