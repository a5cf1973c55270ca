import { familyGroup } from "../family/group.entity.ts";
import { demand } from "../family/role.ts";
import { open } from "../family/store.ts";
import { notFound } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { commit } from "../platform/transaction.ts";
import { type Person, persons } from "../shopper/person.ts";
import type { Relationship } from "../shopper/relationship.ts";
import { actingShopper, current } from "../shopper/shopper.ts";
import type { Invitation } from "./invitation.entity.ts";
import { emailKey } from "./limit.ts";
import * as Store from "./store.ts";

interface View {
  invitationId: string;
  kind: "link" | "family";
  familyId: string | null;
  familyName: string | null;
  role: "member" | "guest" | null;
  relationship: Relationship | null;
  createdAt: string;
  expiresAt: string;
}
export type SentView = View & { email: string | null; person: Person | null };
export type ReceivedView = View & { from: Person };

/** The open invitations that wait for the acting shopper, by their id and their verified address, newest first. */
export async function received(): Promise<ReceivedView[]> {
  const { userId, email } = await current();
  const keys = [userId, ...(email ? [emailKey(email)] : [])];
  const found = (await Promise.all(keys.map(Store.sentTo))).flat().filter(Store.isOpen);
  const views = await receivedView(found.filter(({ fromUserId }) => fromUserId !== userId));
  return views.filter(({ kind, familyName }) => kind === "link" || familyName !== null);
}

/** The acting shopper's own open invitations to link. */
export async function sentLinks(): Promise<SentView[]> {
  const found = await Store.sentBy(actingShopper());
  return sentView(found.filter((one) => one.kind === "link" && Store.isOpen(one)));
}

/** The open invitations to a group, for its owner. Throws `not_found`, and `forbidden` for the others. */
export async function sentByFamily(familyId: string): Promise<SentView[]> {
  const { me } = await open(familyId, actingShopper());
  demand(me.role, "invite");
  return sentView((await Store.ofFamily(familyId)).filter(Store.isOpen));
}

/** Takes an own open invitation back, of a group where one is named. Throws `not_found` for one that is not theirs or open no more. */
export async function revoke(invitationId: string, familyId?: string): Promise<void> {
  const userId = actingShopper();
  await onConflict(async () => {
    const found = await Store.find(invitationId);
    if (!found || found.familyId !== familyId || !Store.isOpen(found)) throw notFound({ invitationId });
    if (familyId) demand((await open(familyId, userId)).me.role, "invite");
    else if (found.fromUserId !== userId) throw notFound({ invitationId });
    await commit([Store.close(found, "revoked")]);
  });
}

/** Invitations as their makers see them. */
export async function sentView(found: readonly Invitation[]): Promise<SentView[]> {
  const named = await persons(found.flatMap(({ inviteeUserId = [] }) => inviteeUserId));
  const views = await viewOf(found);
  return found.map((one, at) => ({
    ...views[at]!,
    email: one.email ?? null,
    person: one.inviteeUserId ? named(one.inviteeUserId) : null,
  }));
}

/** Invitations as the invited see them. */
export async function receivedView(found: readonly Invitation[]): Promise<ReceivedView[]> {
  const named = await persons(found.map(({ fromUserId }) => fromUserId));
  const views = await viewOf(found);
  return found.map((one, at) => ({ ...views[at]!, from: named(one.fromUserId) }));
}

async function viewOf(found: readonly Invitation[]): Promise<View[]> {
  const keys = [...new Set(found.flatMap(({ familyId = [] }) => familyId))].map((familyId) => ({ familyId }));
  const { data } = keys.length > 0 ? await familyGroup().get(keys).go() : { data: [] };
  const names = new Map(data.map(({ familyId, name }) => [familyId, name]));
  return found.map(
    ({ invitationId, kind, familyId = null, role = null, relationship = null, createdAt, expiresAt }) => ({
      invitationId,
      kind,
      familyId,
      familyName: (familyId && names.get(familyId)) || null,
      role,
      relationship,
      createdAt,
      expiresAt: new Date(expiresAt * 1000).toISOString(),
    }),
  );
}
