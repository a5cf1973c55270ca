import * as z from "zod/mini";
import { InvitedRole } from "./invitation.ts";
import { Relationship } from "./link.ts";
import { Money } from "./money.ts";
import { Person, UserId } from "./shopper.ts";

const slug = z.string().check(z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), z.maxLength(100));
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));
const amount = z.strictObject({
  amount: z.int().check(z.minimum(0), z.maximum(1_000_000_000)),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
});

export const FamilyId = z.string().check(z.regex(/^fam_[0-9A-HJKMNP-TV-Z]{26}$/));
export const InvitationId = z.string().check(z.regex(/^inv_[0-9A-HJKMNP-TV-Z]{26}$/));

/** owner: everything; member: the group's preferences, and sees what members share; guest: sees names and preferences. */
export const Role = z.enum(["owner", "member", "guest"]);
export type Role = z.infer<typeof Role>;

export const GroupPreferences = z.object({
  /** Slugs. */
  preferredCategories: z.array(z.string()),
  preferredPriceMin: z.nullable(Money),
  preferredPriceMax: z.nullable(Money),
  occasionProfiles: z.array(z.string()),
});
export type GroupPreferences = z.infer<typeof GroupPreferences>;

const Preferences = z.strictObject({
  preferredCategories: z.optional(z.array(slug).check(z.maxLength(30))),
  preferredPriceMin: z.optional(z.nullable(amount)),
  preferredPriceMax: z.optional(z.nullable(amount)),
  occasionProfiles: z.optional(
    z.array(z.string().check(z.trim(), z.minLength(1), z.maxLength(40))).check(z.maxLength(20)),
  ),
});

export const FamilyMember = z.object({
  person: Person,
  role: Role,
  relationship: z.nullable(Relationship),
  shareMetrics: z.boolean(),
  joinedAt: z.string(),
});
export type FamilyMember = z.infer<typeof FamilyMember>;

/** A group in the list of those a shopper is in. */
export const FamilySummary = z.object({
  familyId: z.string(),
  name: z.string(),
  role: Role,
  memberCount: z.int(),
});
export type FamilySummary = z.infer<typeof FamilySummary>;

/** Answer of `GET /me/families`. */
export const Families = z.object({ items: z.array(FamilySummary), nextCursor: z.nullable(z.string()) });
export type Families = z.infer<typeof Families>;

/** Answer of `GET /me/families/{familyId}` and of every change to a group. */
export const Family = z.object({
  familyId: z.string(),
  name: z.string(),
  ownerUserId: z.string(),
  /** Mine. */
  role: Role,
  searchable: z.boolean(),
  groupPreferences: GroupPreferences,
  members: z.array(FamilyMember),
  createdAt: z.string(),
});
export type Family = z.infer<typeof Family>;

export const NewFamily = z.strictObject({ name });
export type NewFamily = z.infer<typeof NewFamily>;

/** Body of `PATCH /me/families/{familyId}`. `name` and `searchable` are the owner's to change. */
export const FamilyInput = z.strictObject({
  name: z.optional(name),
  searchable: z.optional(z.boolean()),
  groupPreferences: z.optional(Preferences),
});
export type FamilyInput = z.infer<typeof FamilyInput>;

/** Body of `PATCH /me/families/{familyId}/members/{userId}`: `role` by the owner, `shareMetrics` by the member alone. */
export const MemberInput = z.strictObject({
  role: z.optional(InvitedRole),
  relationship: z.optional(z.nullable(Relationship)),
  shareMetrics: z.optional(z.boolean()),
});
export type MemberInput = z.infer<typeof MemberInput>;

/** Body of `POST /me/families/{familyId}/transfer`. */
export const TransferInput = z.strictObject({ userId: UserId });
export type TransferInput = z.infer<typeof TransferInput>;

/** Body of `POST /me/families/{familyId}/invitations`: to an address, to a linked shopper, or with neither for a link to pass on. */
export const FamilyInvitationInput = z.strictObject({
  email: z.optional(z.email().check(z.maxLength(254))),
  userId: z.optional(UserId),
  role: z._default(InvitedRole, "member"),
  relationship: z.optional(Relationship),
});
export type FamilyInvitationInput = z.infer<typeof FamilyInvitationInput>;
