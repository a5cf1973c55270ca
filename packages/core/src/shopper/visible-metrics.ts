import { type FamilyMember, familyMember } from "../family/member.entity.ts";
import { membershipsOf } from "../family/store.ts";
import { allowedBy, pairOf } from "../link/flags.ts";
import { type AccountLink, accountLink } from "../link/link.entity.ts";
import { context } from "../platform/context.ts";
import type { Item } from "../platform/item.ts";
import { snapshot } from "../platform/snapshot.ts";
import { ageOf } from "./age.ts";
import { grantOf } from "./consent.ts";
import { type BodyMetrics, bare } from "./metric.ts";
import { bodyMetrics, type StoredMetrics } from "./metrics.entity.ts";
import { type Shopper, shopper } from "./shopper.entity.ts";
import { actingShopper } from "./shopper.ts";
import { maySeeMetrics, type VisibilityFacts } from "./visibility.ts";

/** Bounds what is read; more than a shopper can be in. */
const MAX_GROUPS = 40;

/**
 * The measurements of another shopper as far as the acting one may see them at this moment: the only way by which any code reads
 * another's. Null where one of the three consents is missing, the owner is under 18, or nothing is kept.
 */
export async function visibleMetrics(ownerUserId: string): Promise<BodyMetrics | null> {
  const viewerUserId = actingShopper();
  if (viewerUserId === ownerUserId) return null;
  // The index may be a moment behind. What it names is read again below, what it does not name yet shows nothing yet.
  const familyIds = (await membershipsOf(viewerUserId)).map(({ familyId }) => familyId).slice(0, MAX_GROUPS);
  const read = await snapshot([
    shopper().get({ userId: ownerUserId }),
    shopper().get({ userId: viewerUserId }),
    accountLink().get(pairOf(ownerUserId, viewerUserId)),
    bodyMetrics().get({ userId: ownerUserId }),
    ...familyIds.flatMap((familyId) => [
      familyMember().get({ familyId, userId: ownerUserId }),
      familyMember().get({ familyId, userId: viewerUserId }),
    ]),
  ]);
  const [owner, viewer, link, stored, ...memberships] = read;
  const metrics = stored as StoredMetrics | null;
  const facts = factsOf({ ownerUserId, viewerUserId, owner, viewer, link, memberships });
  if (!metrics || !maySeeMetrics(facts)) return null;
  return metrics.grantId === grantOf(owner as Shopper, "storeBodyMetrics") ? bare(metrics) : null;
}

type Read = Item | null | undefined;

function factsOf(read: {
  ownerUserId: string;
  viewerUserId: string;
  owner: Read;
  viewer: Read;
  link: Read;
  memberships: readonly Read[];
}): VisibilityFacts {
  const { ownerUserId, viewerUserId } = read;
  const { actor, now } = context();
  const owner = (read.owner ?? null) as Shopper | null;
  const viewer = (read.viewer ?? null) as Shopper | null;
  const groups: VisibilityFacts["groups"][number][] = [];
  for (let at = 0; at < read.memberships.length; at += 2) {
    const [theirs, ours] = read.memberships.slice(at, at + 2) as (FamilyMember | null)[];
    groups.push({
      owner: theirs ? { shareMetrics: theirs.shareMetrics, isChild: theirs.relationship === "child" } : null,
      viewer: ours ? { role: ours.role } : null,
    });
  }
  return {
    ownerUserId,
    viewerUserId,
    isImpersonated: actor.type === "shopper" && actor.act !== undefined,
    owner: owner && {
      isAdult: ageOf(owner, now()) === "adult",
      hasBirthDate: owner.birthDate !== undefined,
      isBanned: owner.banned,
      consents: grantOf(owner, "storeBodyMetrics") !== null,
    },
    viewer: viewer && { isBanned: viewer.banned },
    link: read.link ? allowedBy(ownerUserId, read.link as AccountLink) : null,
    groups,
  };
}
