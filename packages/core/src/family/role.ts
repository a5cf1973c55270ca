import { DomainError } from "../platform/errors.ts";

export const ROLES = ["owner", "member", "guest"] as const;
export type Role = (typeof ROLES)[number];

export type Deed =
  | "see"
  | "leave"
  | "setPreferences"
  | "seeMetrics"
  | "rename"
  | "setSearchable"
  | "invite"
  | "setRole"
  | "removeMember"
  | "transfer"
  | "delete";

const GUEST = ["see", "leave"] as const;
const MEMBER = [...GUEST, "setPreferences", "seeMetrics"] as const;
const OWNER = ["rename", "setSearchable", "invite", "setRole", "removeMember", "transfer", "delete"] as const;

/** What each role may do in its group. An owner can't leave: the group is handed over or deleted first. */
const MAY: Record<Role, ReadonlySet<Deed>> = {
  owner: new Set<Deed>([...MEMBER.filter((deed) => deed !== "leave"), ...OWNER]),
  member: new Set<Deed>(MEMBER),
  guest: new Set<Deed>(GUEST),
};

/** From which role to which, and by which deed. A guest becomes an owner by way of a member only. */
const TRANSITIONS: Record<Role, Partial<Record<Role, Deed>>> = {
  guest: { member: "setRole" },
  member: { guest: "setRole", owner: "transfer" },
  owner: { member: "transfer" },
};

export function may(role: Role, deed: Deed): boolean {
  return MAY[role].has(deed);
}

/** Throws `forbidden` where a role may not do it. */
export function demand(role: Role, deed: Deed): void {
  if (may(role, deed)) return;
  const why =
    role === "owner" && deed === "leave" ? "Hand the group over, or delete it." : "Your role doesn't allow this.";
  throw new DomainError("forbidden", why);
}

/** Throws `forbidden` where no such change of a role is, or this deed does not make it. */
export function demandTransition(from: Role, to: Role, deed: Deed): void {
  if (from !== to && TRANSITIONS[from][to] !== deed) {
    throw new DomainError("forbidden", `Nobody becomes ${to} from ${from} in this way.`);
  }
}
