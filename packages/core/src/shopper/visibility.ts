import { may, type Role } from "../family/role.ts";

/** All that decides whether one shopper sees another's measurements, as it is at one moment. */
export interface VisibilityFacts {
  ownerUserId: string;
  viewerUserId: string;
  /** Somebody of ours acts as the viewer. */
  isImpersonated: boolean;
  /** Null where there is no such shopper, or no more. */
  owner: { isAdult: boolean; hasBirthDate: boolean; isBanned: boolean; consents: boolean } | null;
  viewer: { isBanned: boolean } | null;
  /** What the owner allows the viewer by their link; null where they are not linked. */
  link: { shareProfileMetrics: boolean } | null;
  /** Groups in which either is; each side null where they are not in it. */
  groups: readonly {
    owner: { shareMetrics: boolean; isChild: boolean } | null;
    viewer: { role: Role } | null;
  }[];
}

/**
 * The one rule: the owner consents, AND allows it by the link, AND by the flag of a group that both are in and in which the viewer is
 * no guest; and the owner is 18 or older. One who is called a child in a common group counts as one until a birth date says otherwise.
 */
export function maySeeMetrics(facts: VisibilityFacts): boolean {
  const { owner, viewer, link, groups } = facts;
  if (facts.ownerUserId === facts.viewerUserId || facts.isImpersonated) return false;
  if (!owner || !viewer || owner.isBanned || viewer.isBanned) return false;
  if (!owner.isAdult || !owner.consents) return false;
  if (!link?.shareProfileMetrics) return false;
  const common = groups.filter((group) => group.owner && group.viewer);
  if (!owner.hasBirthDate && common.some((group) => group.owner?.isChild)) return false;
  return common.some(
    ({ owner, viewer }) => owner?.shareMetrics === true && viewer !== null && may(viewer.role, "seeMetrics"),
  );
}
