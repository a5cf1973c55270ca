import * as Membership from "../family/membership.ts";
import { findGroup } from "../family/store.ts";
import * as Link from "../link/link.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { commit } from "../platform/transaction.ts";
import type { Shopper } from "../shopper/shopper.entity.ts";
import { current } from "../shopper/shopper.ts";
import type { Invitation } from "./invitation.entity.ts";
import { block, emailKey } from "./limit.ts";
import { type ReceivedView, receivedView } from "./list.ts";
import * as Store from "./store.ts";
import { isSecretOf, parse } from "./token.ts";

/** The token of its address, or the id of one that waits for the acting shopper. */
export interface Which {
  token?: string | undefined;
  invitationId?: string | undefined;
}

export interface Accepted {
  kind: "link" | "family";
  userId: string | null;
  familyId: string | null;
}

/** What an invitation is about, before it is answered. Throws `not_found` for one that is not, is not for them, or is open no more. */
export async function look(which: Which): Promise<ReceivedView> {
  const found = await open(which, await current());
  return (await receivedView([found]))[0]!;
}

/**
 * Accepts an invitation in the name of the acting shopper. Each makes one link or membership, however often and by however many it is
 * accepted at once; who accepted it gets the same answer again. Throws `not_found` for one that is not, is not for them, or is open no
 * more, `invalid` for their own.
 */
export async function accept(which: Which): Promise<Accepted> {
  return onConflict(async () => {
    const shopper = await current();
    const found = await named(which, shopper);
    const answer = {
      kind: found.kind,
      userId: found.familyId ? null : found.fromUserId,
      familyId: found.familyId ?? null,
    };
    if (found.status === "accepted" && found.inviteeUserId === shopper.userId) return answer;
    refuseUnfit(found, shopper);
    await (found.kind === "family" ? Membership.join(found) : Link.join(found));
    return answer;
  });
}

/** Declines an invitation; who sent it can't invite this shopper again for 30 days. Throws as `look`. */
export async function decline(which: Which): Promise<void> {
  await onConflict(async () => {
    const shopper = await current();
    const { userId, email } = shopper;
    const found = await named(which, shopper);
    if (found.status === "declined" && found.inviteeUserId === userId) return;
    refuseUnfit(found, shopper);
    const targets = new Set([
      userId,
      ...(email ? [emailKey(email)] : []),
      ...(found.invitedKey ? [found.invitedKey] : []),
    ]);
    await commit([Store.close(found, "declined", userId), ...block(found.fromUserId, [...targets])]);
  });
}

async function open(which: Which, shopper: Shopper): Promise<Invitation> {
  const found = await named(which, shopper);
  if (!Store.isOpen(found) || (found.familyId && !(await findGroup(found.familyId)))) throw notFound();
  return found;
}

async function named({ token, invitationId }: Which, { userId, email }: Shopper): Promise<Invitation> {
  const parsed = token === undefined ? null : parse(token);
  const id = parsed?.invitationId ?? (token === undefined ? invitationId : undefined);
  const found = id ? await Store.find(id) : null;
  if (!found) throw notFound();
  if (parsed && isSecretOf(parsed.secret, found.secretHash)) return found;
  const mine = [userId, ...(email ? [emailKey(email)] : [])];
  if (!parsed && found.invitedKey && mine.includes(found.invitedKey)) return found;
  throw notFound();
}

function refuseUnfit(found: Invitation, { userId }: Shopper): void {
  if (!Store.isOpen(found)) throw notFound();
  if (found.fromUserId === userId) throw new DomainError("invalid", "This invitation is your own.");
}
