import type { Relationship } from "../shopper/relationship.ts";
import type { AccountLink } from "./link.entity.ts";

/** What one of two linked shoppers allows the other. */
export interface LinkFlags {
  /** Takes the consent to keep measurements and a group's flag as well. */
  shareProfileMetrics: boolean;
  searchableAsGroup: boolean;
  shareWardrobe: boolean;
  shareWishlist: boolean;
}

export const NOTHING: LinkFlags = {
  shareProfileMetrics: false,
  searchableAsGroup: false,
  shareWardrobe: false,
  shareWishlist: false,
};

/** The natural key of two shoppers, whichever is named first. */
export function pairOf(one: string, other: string): { lowUserId: string; highUserId: string } {
  return one < other ? { lowUserId: one, highUserId: other } : { lowUserId: other, highUserId: one };
}

export function otherOf({ lowUserId, highUserId }: AccountLink, userId: string): string {
  return userId === lowUserId ? highUserId : lowUserId;
}

/** What a shopper allows the other of a link. */
export function allowedBy(userId: string, link: AccountLink): LinkFlags {
  return userId === link.lowUserId ? link.lowAllows : link.highAllows;
}

/** What the other is to a shopper, as the shopper says. */
export function relationshipFor(userId: string, link: AccountLink): Relationship | null {
  return (userId === link.lowUserId ? link.lowRelationship : link.highRelationship) ?? null;
}
