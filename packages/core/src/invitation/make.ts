import * as Mail from "../notification/mail.ts";
import * as Notification from "../notification/notification.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { commit, type Write, write } from "../platform/transaction.ts";
import { person } from "../shopper/person.ts";
import type { Relationship } from "../shopper/relationship.ts";
import { current, unlessDeleted } from "../shopper/shopper.ts";
import { type Invitation, invitation } from "./invitation.entity.ts";
import * as Limit from "./limit.ts";
import { newSecret, tokenOf } from "./token.ts";

const LIFE_S = 7 * 86_400;
/** Where an invitation is looked at and answered; a token goes behind a `#`, which no server is told. */
const PAGE = "/invite";

export interface Draft {
  /** One of the two, or neither for a link to pass on. */
  email?: string | undefined;
  userId?: string | undefined;
  relationship?: Relationship | undefined;
  family?: { familyId: string; name: string; role: "member" | "guest" } | undefined;
}

export interface Made {
  invitation: Invitation;
  /** What to pass on; null where the invited is told by mail or in the app. Kept nowhere. */
  url: string | null;
}

/**
 * Invites somebody in the name of the acting shopper, with the writes that it hangs on. Throws `invalid` for an invitation to oneself,
 * `rate_limited` beyond the limits, `conflict` where something hindered it.
 */
export async function make(draft: Draft, writes: readonly Write[] = []): Promise<Made> {
  const from = await current();
  const email = draft.email?.trim().toLowerCase();
  if (draft.userId === from.userId || (email && email === from.email?.toLowerCase())) {
    throw new DomainError("invalid", "Nobody can invite themselves.");
  }
  if (draft.userId && email) throw new DomainError("invalid", "An invitation is for a person or an address, not both.");
  const target = draft.userId ?? (email && Limit.emailKey(email));
  await Limit.refuseBeyond(from.userId, target);
  const { secret, secretHash } = newSecret();
  const made = invitationOf({ ...draft, email }, from.userId, target, secretHash);
  const href = `${PAGE}#${tokenOf(made.invitationId, secret)}`;
  await commit([
    write(invitation().create(made)),
    ...Limit.count(from.userId, target),
    unlessDeleted(from.userId),
    ...(await tell(made, draft, href)),
    ...writes,
  ]);
  return { invitation: made, url: target ? null : context().config.SITE_URL + href };
}

function invitationOf(
  draft: Draft,
  fromUserId: string,
  invitedKey: string | undefined,
  secretHash: string,
): Invitation {
  const { now, newId } = context();
  const { email, userId: inviteeUserId, relationship, family } = draft;
  return {
    invitationId: newId("inv"),
    kind: family ? "family" : "link",
    status: "open",
    fromUserId,
    secretHash,
    createdAt: now().toISOString(),
    expiresAt: Math.floor(now().getTime() / 1000) + LIFE_S,
    ...(invitedKey && { invitedKey }),
    ...(inviteeUserId && { inviteeUserId }),
    ...(email && { email }),
    ...(relationship && { relationship }),
    ...(family && { familyId: family.familyId, role: family.role }),
  };
}

/** Notifications outlive their sender's account, so they name no person; a mail does, and is forgotten when it has left. */
async function tell(made: Invitation, { family }: Draft, href: string): Promise<Write[]> {
  const { invitationId, email, inviteeUserId, fromUserId, expiresAt } = made;
  if (inviteeUserId) {
    const said = family
      ? {
          kind: "family_invited" as const,
          title: `You are invited to ${family.name}`,
          body: "Look at the invitation and join, or decline.",
        }
      : {
          kind: "link_invited" as const,
          title: "Somebody wants to link accounts",
          body: "They are in a group with you. Nothing is shared until you say so.",
        };
    return Notification.writes({ userId: inviteeUserId, key: `invitation ${invitationId}`, href: PAGE, ...said });
  }
  if (!email) return [];
  const { name: inviterName } = await person(fromUserId);
  const about = { to: email, key: `invitation ${invitationId}` };
  const data = { inviterName, href, expiresAt: new Date(expiresAt * 1000).toISOString() };
  return family
    ? Mail.writes({ ...about, template: "family_invitation", data: { ...data, familyName: family.name } })
    : Mail.writes({ ...about, template: "link_invitation", data });
}
