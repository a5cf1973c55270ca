import { affiliateClick, type Click } from "../affiliate/click.entity.ts";
import { affiliateConversion } from "../affiliate/conversion.entity.ts";
import { unname as unnameClicks } from "../affiliate/forget.ts";
import { visit } from "../dashboard/visit.entity.ts";
import { forget as forgetFamilies } from "../family/forget.ts";
import { type FamilyGroup, familyGroup } from "../family/group.entity.ts";
import { familyMember } from "../family/member.entity.ts";
import { invitation } from "../invitation/invitation.entity.ts";
import { invitationLimit } from "../invitation/limit.entity.ts";
import { accountLink } from "../link/link.entity.ts";
import { type Connection, connection } from "../live/connection.entity.ts";
import * as Connections from "../live/connection.ts";
import { liveEvent, liveMark, liveTopic } from "../live/log.entity.ts";
import { subscription } from "../live/subscription.entity.ts";
import { liveTicket } from "../live/ticket.entity.ts";
import { topicKinds, topicName } from "../live/topic.ts";
import { membership, membershipPeriod } from "../membership/membership.entity.ts";
import { delivery } from "../notification/delivery.entity.ts";
import { pushSubscription } from "../notification/device.entity.ts";
import { notification } from "../notification/notification.entity.ts";
import { notificationSettings } from "../notification/settings.entity.ts";
import { notificationTally } from "../notification/tally.entity.ts";
import { waiting, wake } from "../notification/waiting.entity.ts";
import { unname } from "../payment/forget.ts";
import { payment, paymentQuota } from "../payment/payment.entity.ts";
import type { Payment } from "../payment/store.ts";
import { audit } from "../platform/audit.entity.ts";
import { unlessRefused } from "../platform/condition.ts";
import { inbox } from "../platform/inbox.entity.ts";
import { outbox } from "../platform/outbox.entity.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { purchase } from "../purchase/purchase.entity.ts";
import { receipt } from "../receipt/receipt.entity.ts";
import { reviewClaim, reviewQuota } from "../review/claim.entity.ts";
import { forget as forgetReview } from "../review/forget.ts";
import { review } from "../review/review.entity.ts";
import { helpfulVote } from "../review/vote.entity.ts";
import { forget as forgetVote } from "../review/vote.ts";
import { rewardBalance, rewardEntry } from "../reward/ledger.entity.ts";
import { referral, referralCode, referralMark, referralQuota } from "../reward/referral.entity.ts";
import { forget as forgetReferrals } from "../reward/referral-forget.ts";
import { calendar } from "../shopper/calendar.entity.ts";
import { consentRecord } from "../shopper/consent.entity.ts";
import { bodyMetrics, bodyMetricsRecord } from "../shopper/metrics.entity.ts";
import { shopper } from "../shopper/shopper.entity.ts";
import { tombstone } from "../shopper/tombstone.entity.ts";
import { username } from "../shopper/username.entity.ts";
import { publicKeysOf } from "../upload/images.ts";
import { type Upload, upload, uploadQuota } from "../upload/upload.entity.ts";
import { wishCount } from "../wishlist/count.entity.ts";
import { pasteQuota, wishLink } from "../wishlist/link.entity.ts";
import { wish } from "../wishlist/wish.entity.ts";
import { erasure } from "./erasure.entity.ts";
import { dataExport, exportTurn } from "./export.entity.ts";
import { type Holding, holding, type Item, type Page } from "./holding.ts";

/** Topics of the live connection that are one shopper's own. */
const ownTopics = topicKinds
  .filter((kind) => kind !== "product" && kind !== "group")
  .map((kind) => ({ index: "primary", key: (id: string) => ({ topic: topicName({ kind, id }) }) }));
const by = (index: string) => [{ index, key: (userId: string) => ({ userId }) }];
const byHash = [{ index: "primary", key: (userId: string) => ({ idHash: pseudonymOf(userId) }) }];
/** The ledger of money names its shoppers so from the first day on. */
const byHolder = [{ index: "primary", key: (userId: string) => ({ holder: pseudonymOf(userId) }) }];

/**
 * Every entity that holds something of shoppers. Whoever makes a new one adds it here: export, erasure and its proof know of nothing
 * else, and a test fails for an entity with a shopper's id that is missing.
 */
export const holdings: readonly Holding[] = [
  holding("shopper", shopper, {
    about: "Your account: what the sign-in told us, your preferences and consents as they are now",
    hidden: ["rev", "identityUpdatedAt"],
  }),
  holding("username", username, { about: "The name that you claimed", ways: by("byShopper"), hidden: ["userId"] }),
  holding("consentRecord", consentRecord, {
    about: "Every time that you gave or withdrew a consent",
    hidden: ["userId", "actUserId"],
  }),
  holding("bodyMetrics", bodyMetrics, {
    about: "Your measurements as they are now, in centimetres and kilograms",
    hidden: ["userId", "metricsId", "grantId"],
  }),
  holding("bodyMetricsRecord", bodyMetricsRecord, {
    about: "Your measurements over time, in centimetres and kilograms",
    hidden: ["userId", "metricsId", "grantId"],
  }),
  holding("calendar", calendar, { about: "The calendar that you connected", hidden: ["userId"] }),
  holding("accountLink", accountLink, {
    about: "Shoppers that you are linked with, as far as it is yours: what you allow them",
    ways: [
      { index: "byLow", key: (lowUserId) => ({ lowUserId }) },
      { index: "byHigh", key: (highUserId) => ({ highUserId }) },
    ],
    show: (item, userId) => {
      const side = item.lowUserId === userId ? "low" : "high";
      const { addedAt, updatedAt } = item;
      return { relationship: item[`${side}Relationship`], youAllow: item[`${side}Allows`], addedAt, updatedAt };
    },
  }),
  holding("familyMember", familyMember, {
    about: "Family groups that you are in, and what you are and allow there",
    ways: by("byShopper"),
    hidden: ["userId"],
    erase: async (_, userId) => void (await forgetFamilies(userId)),
  }),
  holding("familyGroup", familyGroup, {
    about: "Family groups that are yours",
    ways: [{ index: "byOwner", key: (ownerUserId) => ({ ownerUserId }) }],
    hidden: ["ownerUserId", "rev"],
    erase: async (items, userId) => {
      await forgetFamilies(userId);
      // One without members has nobody to go to.
      await dropIfOwned(items, userId);
    },
  }),
  holding("invitation", invitation, {
    about: "Invitations that you sent or got",
    ways: [
      { index: "bySender", key: (fromUserId) => ({ fromUserId }) },
      { index: "byInvited", key: (invitedKey) => ({ invitedKey }) },
    ],
    show: ({ kind, status, fromUserId, email, relationship, role, createdAt }, userId) => {
      const sent = { direction: "sent", to: email, relationship };
      return { kind, status, role, createdAt, ...(fromUserId === userId ? sent : { direction: "received" }) };
    },
  }),
  holding("invitationLimit", invitationLimit, { about: null }),
  holding("wishlistItem", wish, {
    about: "What you wish for. Amounts are in the smallest unit: 129900 INR is ₹1,299",
    hidden: ["userId", "rev", "shard"],
  }),
  holding("wishLink", wishLink, {
    about: "Links that you pasted and that are no wishes yet",
    hidden: ["userId", "frontierId"],
  }),
  holding("wishCount", wishCount, { about: null }),
  holding("purchase", purchase, {
    about: "What you bought, as far as you told us or a shop did. Amounts are in the smallest unit",
    hidden: ["userId"],
  }),
  holding("upload", upload, {
    about: "Files that you sent, and what became of them; those that were kept lie in files/",
    hidden: ["userId", "rev", "sha256", "foundSha256", "dueDay"],
    erase: async (items, _, { unpublish }) => {
      for (const item of items as Upload[]) {
        if (item.publishedAt) await unpublish(publicKeysOf(item));
        await upload().delete({ userId: item.userId, uploadId: item.uploadId }).go();
      }
    },
  }),
  holding("uploadQuota", uploadQuota, { about: null }),
  holding("receipt", receipt, {
    about: "Receipts that you claimed purchases with, what we read of them, and what was decided",
    hidden: ["userId", "rev"],
  }),
  holding("shopperVisit", visit, { about: "When you last looked at your dashboard", hidden: ["userId"] }),
  holding("pasteQuota", pasteQuota, { about: null }),
  holding("membership", membership, { about: "Your membership", hidden: ["userId", "rev"] }),
  holding("membershipPeriod", membershipPeriod, {
    about: "Each time that your membership was extended, and by what",
    hidden: ["userId"],
  }),
  holding("payment", payment, {
    about: "What you paid for. Amounts are in the smallest unit: 9900 INR is ₹99",
    ways: by("byShopper"),
    hidden: ["userId", "shopperHash", "rev", "shard", "checkAt"],
    erase: (items) => unname(items as unknown as Payment[]),
  }),
  holding("paymentQuota", paymentQuota, { about: null }),
  holding("review", review, {
    about: "Reviews that you wrote, also those that are not published",
    ways: by("byShopper"),
    hidden: ["userId", "rev", "helpfulKey", "pointMoves", "counted", "inputHash", "fingerprint"],
    erase: async (items) => {
      for (const { reviewId } of items as { reviewId: string }[]) await forgetReview(reviewId);
    },
  }),
  holding("reviewClaim", reviewClaim, { about: null }),
  holding("reviewQuota", reviewQuota, { about: null }),
  holding("helpfulVote", helpfulVote, {
    about: "Reviews that you found helpful",
    hidden: ["userId"],
    erase: async (items, userId) => {
      for (const { reviewId } of items as { reviewId: string }[]) await forgetVote(userId, reviewId);
    },
  }),
  holding("notification", notification, { about: "What we told you", hidden: ["userId"] }),
  holding("notificationSettings", notificationSettings, {
    about: "How you want to be told, where you changed it",
    hidden: ["userId"],
  }),
  holding("notificationDelivery", delivery, {
    about: "What of it was sent by mail or to your devices",
    hidden: ["userId", "leaseId", "leaseUntil"],
  }),
  holding("notificationTally", notificationTally, { about: null }),
  holding("notificationWaiting", waiting, { about: null }),
  holding("notificationWake", wake, { about: null }),
  holding("pushSubscription", pushSubscription, {
    about: "Browsers that you let us send to",
    hidden: ["userId", "endpoint", "p256dh", "auth"],
  }),
  holding("connection", connection, {
    about: "Pages of yours that are open now",
    ways: by("byUser"),
    hidden: ["userId", "connectionId", "minute", "messages"],
    erase: async (items, _, { disconnect }) => {
      for (const { connectionId } of items as Pick<Connection, "connectionId">[]) {
        await disconnect(connectionId);
        await Connections.close(connectionId);
      }
    },
  }),
  holding("liveTicket", liveTicket, { about: null, ways: by("byUser") }),
  holding("liveTopic", liveTopic, { about: null, ways: ownTopics }),
  holding("liveEvent", liveEvent, { about: null, ways: ownTopics }),
  holding("liveMark", liveMark, { about: null, ways: ownTopics }),
  holding("subscription", subscription, { about: null, ways: ownTopics }),
  holding("affiliateClick", affiliateClick, {
    about: "Shops that you went to from here, where a network pays us for what you buy",
    ways: by("byUser"),
    hidden: ["userId", "clickId", "network"],
    erase: (items) => unnameClicks((items as Pick<Click, "clickId">[]).map(({ clickId }) => clickId)),
  }),
  holding("affiliateConversion", affiliateConversion, {
    about: "Purchases that shops told us of, and the points for them",
    ways: [{ index: "byHolder", key: (userId) => ({ holder: pseudonymOf(userId) }) }],
    erase: "kept",
    show: ({ shop, orderId, state, pendingPoints, spendablePoints, occurredAt, updatedAt }) => ({
      ...{ shop, orderId, state, pendingPoints, spendablePoints, occurredAt, updatedAt },
    }),
  }),
  holding("rewardEntry", rewardEntry, {
    about: "Everything that ever moved your points",
    ways: byHolder,
    erase: "kept",
    hidden: ["holder", "key"],
  }),
  holding("rewardBalance", rewardBalance, { about: "Your points as they are now", hidden: ["userId"] }),
  holding("referralQuota", referralQuota, { about: null }),
  holding("referralCode", referralCode, {
    about: "The code of the link that you invite friends by",
    ways: by("byShopper"),
    hidden: ["userId"],
  }),
  holding("referral", referral, {
    about: "That you came by a friend's link, or a friend by yours, and what came of it",
    ways: [
      { index: "primary", key: (userId) => ({ userId }) },
      { index: "byReferrer", key: (referrerUserId) => ({ referrerUserId }) },
    ],
    erase: forgetReferrals,
    show: ({ userId: sent, state, claimedAt, points, referrerPoints }, userId) =>
      sent === userId
        ? { youWere: "invited", state, points, claimedAt }
        : { youWere: "inviting", state, points: referrerPoints, claimedAt },
  }),
  holding("referralMark", referralMark, {
    about: null,
    ways: [{ index: "byHolder", key: (userId) => ({ holder: pseudonymOf(userId) }) }],
    erase: "kept",
  }),
  holding("dataExport", dataExport, { about: "Your exports", hidden: ["userId", "objectKey"] }),
  holding("exportTurn", exportTurn, { about: null }),
  holding("inbox", inbox, { about: null, ways: by("byUser") }),
  holding("outbox", outbox, {
    about: null,
    ways: [...by("byUser"), { index: "byActor", key: (byUserId) => ({ byUserId }) }],
  }),
  holding("audit", audit, {
    about: "What was done to your account, and why",
    ways: [{ index: "primary", key: (userId) => ({ subject: pseudonymOf(userId) }) }],
    erase: "kept",
    hidden: ["subject", "actor"],
  }),
  holding("tombstone", tombstone, { about: null, ways: byHash, erase: "kept" }),
  holding("erasure", erasure, { about: null, ways: byHash, erase: "kept" }),
];

async function dropIfOwned(groups: Item[], userId: string): Promise<void> {
  for (const { familyId } of groups as Pick<FamilyGroup, "familyId">[]) {
    const dropped = familyGroup()
      .delete({ familyId })
      .where((group, { eq }) => eq(group.ownerUserId, userId));
    await unlessRefused(dropped.go());
  }
}

/** Every page of a shopper's items of a holding, from the first on where that is read already. */
export async function* pages(from: Holding, userId: string, first?: Page): AsyncGenerator<Item[]> {
  let page = first ?? (await from.page(userId, null));
  for (;;) {
    if (page.items.length > 0) yield page.items;
    if (page.cursor === null) return;
    page = await from.page(userId, page.cursor);
  }
}
