import type { ConsentHistory, Consents, ConsentsInput } from "@stylegence/contracts/consent";
import type {
  Families,
  Family,
  FamilyInput,
  FamilyInvitationInput,
  MemberInput,
  NewFamily,
} from "@stylegence/contracts/family";
import type {
  AcceptedInvitation,
  InvitationAnswer,
  NewInvitation,
  ReceivedInvitation,
  ReceivedInvitations,
  SentInvitations,
} from "@stylegence/contracts/invitation";
import type { Link, LinkInput, LinkInvitationInput, Links } from "@stylegence/contracts/link";
import type { Me } from "@stylegence/contracts/me";
import type { BodyMetrics, MetricsHistory, MetricsInput, MyMetrics } from "@stylegence/contracts/metrics";
import type {
  NotificationSettings,
  Notifications,
  NotificationsParams,
  PushDevices,
  ReadAnswer,
  ReadInput,
} from "@stylegence/contracts/notification";
import type {
  Checkout,
  Membership,
  Payment,
  PaymentDetail,
  PaymentInput,
  PaymentProof,
  Payments,
} from "@stylegence/contracts/payment";
import type { DataExport, DataExports, Erasure } from "@stylegence/contracts/privacy";
import type { PurchaseAnswer, PurchaseInput, Purchases } from "@stylegence/contracts/purchase";
import type { MyReview, MyReviews, ReviewInput } from "@stylegence/contracts/review";
import type {
  Redemption,
  RedemptionInput,
  ReferralClaim,
  ReferralClaimed,
  ReferralLink,
  Rewards,
} from "@stylegence/contracts/reward";
import type { Calendar, Profile, ProfileInput } from "@stylegence/contracts/shopper";
import type {
  Dashboard,
  Wish,
  WishInput,
  WishLinkAnswer,
  Wishlist,
  WishlistParams,
  WishRemoved,
} from "@stylegence/contracts/wishlist";
import { type Call, call, type Method } from "./api.ts";

type Page = { cursor?: string; limit?: number };

const id = encodeURIComponent;

const ask = <T>(method: Method, path: string, body?: unknown) => call<T>(method, path, { body });
const read = <T>(path: string, query: Call["query"] = {}) => call<T>("GET", path, { query });

/** What a shopper may ask of the API about themselves. Every call throws as `call` does. */
export const me = {
  who: () => read<Me>("/me"),

  dashboard: () => read<Dashboard>("/me/dashboard"),
  wishlist: (query: WishlistParams) => read<Wishlist>(`/me/wishlist`, query),
  putWish: (variantId: string, input: WishInput) => ask<Wish>("PUT", `/me/wishlist/${id(variantId)}`, input),
  removeWish: (variantId: string) => ask<WishRemoved>("DELETE", `/me/wishlist/${id(variantId)}`),
  addLink: (url: string) => ask<WishLinkAnswer>("POST", "/me/wishlist", { url }),
  removeLink: (linkId: string) => ask<WishRemoved>("DELETE", `/me/wishlist/links/${id(linkId)}`),

  notifications: (query: NotificationsParams) => read<Notifications>(`/me/notifications`, query),
  markRead: (input: ReadInput) => ask<ReadAnswer>("POST", "/me/notifications/read", input),
  settings: () => read<NotificationSettings>("/me/notification-settings"),
  putSettings: (input: NotificationSettings) => ask<NotificationSettings>("PUT", "/me/notification-settings", input),
  devices: () => read<PushDevices>("/me/push-subscriptions"),
  removeDevice: (subscriptionId: string) => ask<void>("DELETE", `/me/push-subscriptions/${id(subscriptionId)}`),

  profile: () => read<Profile>("/me/profile"),
  patchProfile: (input: ProfileInput) => ask<Profile>("PATCH", "/me", input),
  consents: () => read<Consents>("/me/consents"),
  putConsents: (input: ConsentsInput) => ask<Consents>("PUT", "/me/consents", input),
  consentHistory: (page: Page) => read<ConsentHistory>(`/me/consents/history`, page),
  metrics: () => read<MyMetrics>("/me/metrics"),
  putMetrics: (input: MetricsInput) => ask<MyMetrics>("PUT", "/me/metrics", input),
  removeMetrics: () => ask<void>("DELETE", "/me/metrics"),
  metricsHistory: (page: Page) => read<MetricsHistory>(`/me/metrics/history`, page),
  forgetMetrics: (metricsId: string) => ask<void>("DELETE", `/me/metrics/history/${id(metricsId)}`),
  metricsOf: (userId: string) => read<BodyMetrics>(`/me/people/${id(userId)}/metrics`),
  calendar: () => read<Calendar>("/me/calendar"),
  putCalendar: (url: string) => ask<Calendar>("PUT", "/me/calendar", { url }),
  removeCalendar: () => ask<void>("DELETE", "/me/calendar"),

  exports: (page: Page) => read<DataExports>(`/me/exports`, page),
  startExport: () => ask<DataExport>("POST", "/me/exports"),
  export: (exportId: string) => read<DataExport>(`/me/exports/${id(exportId)}`),
  erase: (confirm: string) => ask<Erasure>("POST", "/me/erasure", { confirm }),

  membership: () => read<Membership>("/me/membership"),
  payments: (page: Page) => read<Payments>("/me/payments", page),
  payment: (paymentId: string) => read<PaymentDetail>(`/me/payments/${id(paymentId)}`),
  startPayment: (input: PaymentInput) => ask<Checkout>("POST", "/me/payments", input),
  verifyPayment: (paymentId: string, proof: PaymentProof) =>
    ask<Payment>("POST", `/me/payments/${id(paymentId)}/verify`, proof),

  rewards: (page: Page) => read<Rewards>("/me/rewards", page),
  redeem: (input: RedemptionInput) => ask<Redemption>("POST", "/me/rewards/redemptions", input),
  claimReferral: (claim: ReferralClaim) => ask<ReferralClaimed>("POST", "/me/referral", claim),
  makeReferralCode: () => ask<ReferralLink>("POST", "/me/referral-code"),

  purchases: (page: Page) => read<Purchases>("/me/purchases", page),
  claimPurchase: (input: PurchaseInput) => ask<PurchaseAnswer>("POST", "/me/purchases", input),

  reviews: (query: Page & { groupId?: string }) => read<MyReviews>("/me/reviews", query),
  writeReview: (groupId: string, input: ReviewInput) =>
    ask<MyReview>("POST", `/products/${id(groupId)}/reviews`, input),
  withdrawReview: (reviewId: string) => ask<MyReview>("DELETE", `/me/reviews/${id(reviewId)}`),

  families: (page: Page) => read<Families>(`/me/families`, page),
  family: (familyId: string) => read<Family>(`/me/families/${id(familyId)}`),
  createFamily: (input: NewFamily) => ask<Family>("POST", "/me/families", input),
  patchFamily: (familyId: string, input: FamilyInput) => ask<Family>("PATCH", `/me/families/${id(familyId)}`, input),
  removeFamily: (familyId: string) => ask<void>("DELETE", `/me/families/${id(familyId)}`),
  leaveFamily: (familyId: string) => ask<void>("POST", `/me/families/${id(familyId)}/leave`),
  transferFamily: (familyId: string, userId: string) =>
    ask<Family>("POST", `/me/families/${id(familyId)}/transfer`, { userId }),
  patchMember: (familyId: string, userId: string, input: MemberInput) =>
    ask<Family>("PATCH", `/me/families/${id(familyId)}/members/${id(userId)}`, input),
  removeMember: (familyId: string, userId: string) =>
    ask<void>("DELETE", `/me/families/${id(familyId)}/members/${id(userId)}`),
  inviteToFamily: (familyId: string, input: FamilyInvitationInput) =>
    ask<NewInvitation>("POST", `/me/families/${id(familyId)}/invitations`, input),
  familyInvitations: (familyId: string, page: Page) =>
    read<SentInvitations>(`/me/families/${id(familyId)}/invitations`, page),
  withdrawFamilyInvitation: (familyId: string, invitationId: string) =>
    ask<void>("DELETE", `/me/families/${id(familyId)}/invitations/${id(invitationId)}`),

  links: (page: Page) => read<Links>(`/me/links`, page),
  patchLink: (userId: string, input: LinkInput) => ask<Link>("PATCH", `/me/links/${id(userId)}`, input),
  removeLinked: (userId: string) => ask<void>("DELETE", `/me/links/${id(userId)}`),
  inviteToLink: (input: LinkInvitationInput) => ask<NewInvitation>("POST", "/me/links/invitations", input),
  linkInvitations: (page: Page) => read<SentInvitations>(`/me/links/invitations`, page),
  withdrawLinkInvitation: (invitationId: string) => ask<void>("DELETE", `/me/links/invitations/${id(invitationId)}`),

  invitations: (page: Page) => read<ReceivedInvitations>(`/me/invitations`, page),
  lookAtInvitation: (input: InvitationAnswer) => ask<ReceivedInvitation>("POST", "/me/invitations/look", input),
  acceptInvitation: (input: InvitationAnswer) => ask<AcceptedInvitation>("POST", "/me/invitations/accept", input),
  declineInvitation: (input: InvitationAnswer) => ask<void>("POST", "/me/invitations/decline", input),
};
