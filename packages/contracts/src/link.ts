import * as z from "zod/mini";
import { Person, UserId } from "./shopper.ts";

export const RELATIONSHIPS = [
  "partner",
  "spouse",
  "child",
  "parent",
  "sibling",
  "relative",
  "friend",
  "other",
] as const;
export const Relationship = z.enum(RELATIONSHIPS);
export type Relationship = z.infer<typeof Relationship>;

const flags = {
  /** Lets the other see my measurements; it takes my consent and a group's flag as well. */
  shareProfileMetrics: z.boolean(),
  /** Lets the other search for us both. */
  searchableAsGroup: z.boolean(),
  shareWardrobe: z.boolean(),
  shareWishlist: z.boolean(),
};
/** What one of two linked shoppers allows the other. All are off until switched on. */
export const LinkFlags = z.object(flags);
export type LinkFlags = z.infer<typeof LinkFlags>;

export const Link = z.object({
  person: Person,
  /** What they are to me, as I say. */
  relationship: z.nullable(Relationship),
  /** What I allow them. */
  mine: LinkFlags,
  /** What they allow me. */
  theirs: LinkFlags,
  addedAt: z.string(),
});
export type Link = z.infer<typeof Link>;

/** Answer of `GET /me/links`. */
export const Links = z.object({ items: z.array(Link), nextCursor: z.nullable(z.string()) });
export type Links = z.infer<typeof Links>;

/** Body of `PATCH /me/links/{userId}`. */
export const LinkInput = z.strictObject({
  relationship: z.optional(z.nullable(Relationship)),
  shareProfileMetrics: z.optional(z.boolean()),
  searchableAsGroup: z.optional(z.boolean()),
  shareWardrobe: z.optional(z.boolean()),
  shareWishlist: z.optional(z.boolean()),
});
export type LinkInput = z.infer<typeof LinkInput>;

/** Body of `POST /me/links/invitations`: to an address, to somebody of a common group, or with neither for a link to pass on. */
export const LinkInvitationInput = z.strictObject({
  email: z.optional(z.email().check(z.maxLength(254))),
  userId: z.optional(UserId),
  relationship: z.optional(Relationship),
});
export type LinkInvitationInput = z.infer<typeof LinkInvitationInput>;
