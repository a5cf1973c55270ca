import * as z from "zod/mini";

/** What a shopper may be told of. */
export const NOTIFICATION_KINDS = [
  "price_drop",
  "target_reached",
  "back_in_stock",
  "lowest_ever",
  "link_invited",
  "link_accepted",
  "family_invited",
  "family_joined",
  "family_changed",
  "export_ready",
  "payment",
  "membership",
  "points",
  "receipt",
  "review_prompt",
  "security",
] as const;
export const NotificationKind = z.enum(NOTIFICATION_KINDS);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** Kinds that may be collected into the daily mail. */
export const DIGEST_KINDS = ["price_drop", "target_reached", "back_in_stock", "lowest_ever"] as const;
/** Kinds that are always shown on the site and sent by mail, whatever the settings say. */
export const ALWAYS_KINDS = ["security"] as const;
/** How far unread notifications are counted. */
export const UNREAD_CAP = 99;

const Cursor = z.string().check(z.maxLength(200));

/** Query of `GET /me/notifications`. */
export const NotificationsParams = z.object({
  /** `unread` leaves out those that were read. */
  show: z.optional(z.enum(["all", "unread"])),
  cursor: z.optional(Cursor),
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(50))),
});
export type NotificationsParams = z.infer<typeof NotificationsParams>;

export const Notification = z.object({
  notificationId: z.string(),
  kind: NotificationKind,
  title: z.string(),
  body: z.string(),
  /** A path of this site. */
  href: z.string(),
  image: z.nullable(z.string()),
  postedAt: z.string(),
  readAt: z.nullable(z.string()),
});
export type Notification = z.infer<typeof Notification>;

export const Unread = z.object({
  /** Exact up to 99. */
  count: z.int(),
  /** There are more than `count`: shown as "99+". */
  more: z.boolean(),
});
export type Unread = z.infer<typeof Unread>;

/** Newest first. */
export const Notifications = z.object({
  items: z.array(Notification),
  nextCursor: z.nullable(z.string()),
  /** Of all, not only of this page. */
  unread: Unread,
});
export type Notifications = z.infer<typeof Notifications>;

/** Body of `POST /me/notifications/read`: those named, or all that were posted up to a moment. Exactly one of them is given. */
export const ReadInput = z
  .strictObject({
    ids: z.optional(
      z.array(z.string().check(z.regex(/^ntf_[0-9A-HJKMNP-TV-Z]{26}$/))).check(z.minLength(1), z.maxLength(100)),
    ),
    upTo: z.optional(z.iso.datetime()),
  })
  .check(z.refine(({ ids, upTo }) => (ids === undefined) !== (upTo === undefined), { path: ["ids"] }));
export type ReadInput = z.infer<typeof ReadInput>;

export const ReadAnswer = z.object({ marked: z.int(), unread: Unread });
export type ReadAnswer = z.infer<typeof ReadAnswer>;

export const KindSettings = z.strictObject({
  inApp: z.boolean(),
  /** `digest`: with the others of a day, at the digest's hour; only for kinds about prices and stock. */
  email: z.enum(["off", "now", "digest"]),
  /** On every device that was subscribed. */
  push: z.boolean(),
});
export type KindSettings = z.infer<typeof KindSettings>;

const TimeOfDay = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/));

const kinds = Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, KindSettings])) as Record<
  NotificationKind,
  typeof KindSettings
>;

/** Answer of `GET` and body of `PUT /me/notification-settings`, always as a whole. */
export const NotificationSettings = z.strictObject({
  kinds: z.strictObject(kinds),
  /** When mail and push wait, by the clock of `timeZone`; may go past midnight. Null is never. */
  quietHours: z.nullable(z.strictObject({ from: TimeOfDay, to: TimeOfDay })),
  /** When the daily mail is sent. */
  digestHour: z.int().check(z.minimum(0), z.maximum(23)),
  /** IANA name. */
  timeZone: z.string().check(z.minLength(1), z.maxLength(60)),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;

/** Body of `POST /me/push-subscriptions`: what the browser's `PushSubscription.toJSON()` gives. */
export const PushSubscriptionInput = z.strictObject({
  endpoint: z.url().check(z.maxLength(1000)),
  expirationTime: z.optional(z.nullable(z.number())),
  keys: z.strictObject({
    p256dh: z.string().check(z.regex(/^[\w-]{86,88}=?$/)),
    auth: z.string().check(z.regex(/^[\w-]{22}(?:==)?$/)),
  }),
  /** What the shopper calls the device. */
  label: z.optional(z.string().check(z.maxLength(80))),
});
export type PushSubscriptionInput = z.infer<typeof PushSubscriptionInput>;

export const SubscriptionId = z.string().check(z.regex(/^psh_[0-9A-HJKMNP-TV-Z]{26}$/));

/** A device, without the address that would let anybody send to it. */
export const PushDevice = z.object({
  subscriptionId: z.string(),
  label: z.nullable(z.string()),
  /** Host of its push service. */
  service: z.string(),
  createdAt: z.string(),
});
export type PushDevice = z.infer<typeof PushDevice>;

export const PushDevices = z.object({
  /** Key that the browser subscribes with; null where this stage sends no push. */
  publicKey: z.nullable(z.string()),
  items: z.array(PushDevice),
});
export type PushDevices = z.infer<typeof PushDevices>;

/** Query of `POST /unsubscribe`: the token of a mail's link. */
export const UnsubscribeParams = z.object({ token: z.string().check(z.minLength(1), z.maxLength(600)) });
export type UnsubscribeParams = z.infer<typeof UnsubscribeParams>;
export const Unsubscribed = z.object({
  /** What no mail is sent of any more; `all` is everything but security. */
  kind: z.union([NotificationKind, z.literal("digest"), z.literal("all")]),
});
export type Unsubscribed = z.infer<typeof Unsubscribed>;
