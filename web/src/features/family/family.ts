import type { Family, FamilyMember, Role } from "@stylegence/contracts/family";
import type { ReceivedInvitation, SentInvitation } from "@stylegence/contracts/invitation";
import type { Link, LinkFlags, Relationship } from "@stylegence/contracts/link";
import { formatInstant } from "../../format/time.ts";

/** What each role is called and, after "can", what it lets one do. */
export const ROLES: Record<Role, { label: string; may: string }> = {
  owner: { label: "Owner", may: "invite, decide on roles, and hand the group over or delete it" },
  member: { label: "Member", may: "change what the group looks for, and see what members share with them" },
  guest: { label: "Guest", may: "see names and what the group looks for, nothing more" },
};

/** What a shopper is in a group, said to them. */
export function standing(role: Role): string {
  return `As ${role === "owner" ? "its owner" : `a ${role}`} you can ${ROLES[role].may.replace(" with them", " with you")}.`;
}

export const RELATIONSHIPS: Record<Relationship, string> = {
  partner: "Partner",
  spouse: "Spouse",
  child: "Child",
  parent: "Parent",
  sibling: "Sister or brother",
  relative: "Relative",
  friend: "Friend",
  other: "Other",
};

/** What one may let another do, as said to the one who decides, and in short. */
export const FLAGS: Record<keyof LinkFlags, { label: string; short: string; hint?: string }> = {
  shareProfileMetrics: {
    label: "See my measurements",
    short: "measurements",
    hint: "Only with your consent, and in a group where you share them as well.",
  },
  searchableAsGroup: { label: "Search for us both", short: "search together" },
  shareWardrobe: { label: "See my wardrobe", short: "wardrobe" },
  shareWishlist: { label: "See my wishlist", short: "wishlist" },
};
export const FLAG_NAMES = Object.keys(FLAGS) as (keyof LinkFlags)[];

/** "measurements, wishlist", or "nothing". */
export function shared(flags: LinkFlags): string {
  const on = FLAG_NAMES.filter((name) => flags[name]).map((name) => FLAGS[name].short);
  return on.length === 0 ? "nothing" : on.join(", ");
}

export function withLink(links: readonly Link[], link: Link): Link[] {
  return links.map((one) => (one.person.userId === link.person.userId ? link : one));
}

/** Those to whom a group may be handed over: members who are no children. */
export function heirsOf({ members }: Pick<Family, "members">): FamilyMember[] {
  return members.filter(({ role, relationship }) => role === "member" && relationship !== "child");
}

export function isLinked(links: readonly Link[], { userId }: Pick<Link["person"], "userId">): boolean {
  return links.some(({ person }) => person.userId === userId);
}

/** Linked people who are not in the group. */
export function linkedOutside(family: Pick<Family, "members">, links: readonly Link[]): Link["person"][] {
  const inside = new Set(family.members.map(({ person }) => person.userId));
  return links.map(({ person }) => person).filter(({ userId }) => !inside.has(userId));
}

/** "1 person", "4 people". */
export function people(count: number): string {
  return count === 1 ? "1 person" : `${count} people`;
}

/** What somebody is asked by an invitation. */
export function invitationText({ kind, familyName, role, from }: ReceivedInvitation): string {
  if (kind === "link") return `${from.name} would like to link your account with theirs.`;
  return `${from.name} invites you to the group “${familyName ?? "that has no name"}” as a ${role ?? "member"}.`;
}

/** What taking part means, before it is accepted. */
export function meaning({ kind, role }: Pick<ReceivedInvitation, "kind" | "role">): string {
  if (kind === "link")
    return "Linked, each of you chooses what the other may see: measurements, wardrobe, wishlist. Everything is off until you switch it on, and either of you can end it.";
  const may =
    role === "guest"
      ? "As a guest you see what the group looks for, nothing more."
      : "As a member you help decide what the group looks for. What you share of yourself is up to you.";
  return `Its members see your name and picture, and you see theirs. ${may} You can leave at any time.`;
}

/** Whom an open invitation went to, and until when it is good. */
export function sentText({ email, person, expiresAt }: SentInvitation): string {
  const to = person ? person.name : (email ?? "A link to pass on");
  return `${to}, good until ${formatInstant(expiresAt)}`;
}

/** An address that can be one, so that a typing error is told before anything is sent. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.length <= 254;
}
