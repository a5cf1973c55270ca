import * as z from "zod/mini";

/**
 * What can be followed: `product:<groupId>` by anybody, `wishlist:`, `notifications:`, `payments:`, `rewards:` and `uploads:` with one's own
 * user id, `group:<familyId>` by its members.
 */
export const LiveTopic = z
  .string()
  .check(
    z.regex(/^(product|wishlist|notifications|payments|rewards|uploads|group):[A-Za-z0-9_]{1,64}$/, "Not a topic."),
  );
export type LiveTopic = z.infer<typeof LiveTopic>;

/** Place of an event in its topic's log, `<log>-<number>`: within one log numbers have no gaps; another log is a new beginning. */
export const LiveId = z.string().check(z.regex(/^[a-z0-9]{1,16}-\d{1,12}$/, "Not an event's id."));
export type LiveId = z.infer<typeof LiveId>;

/** The most topics of one message, of one connection, and the most characters of a message. */
export const MAX_TOPICS_A_MESSAGE = 20;
export const MAX_TOPICS = 50;
export const MAX_MESSAGE_CHARACTERS = 4096;

const Followed = z.strictObject({
  topic: LiveTopic,
  /** The last event that was seen: everything after it comes first. */
  after: z.optional(LiveId),
});

/** What a browser may send. */
export const LiveRequest = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("subscribe"),
    topics: z.array(Followed).check(z.minLength(1), z.maxLength(MAX_TOPICS_A_MESSAGE)),
  }),
  z.strictObject({
    type: z.literal("unsubscribe"),
    topics: z.array(LiveTopic).check(z.minLength(1), z.maxLength(MAX_TOPICS_A_MESSAGE)),
  }),
  z.strictObject({ type: z.literal("ping") }),
]);
export type LiveRequest = z.infer<typeof LiveRequest>;

/** Ids, prices and counts; never what only some may read. Pages fetch the rest. */
export const LiveData = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type LiveData = z.infer<typeof LiveData>;

/** `product`: its `rev` counts every change. The others: `change` is `added`, `changed` or `removed`. */
export const LiveKind = z.enum([
  "product",
  "wish",
  "notification",
  "payment",
  "membership",
  "points",
  "upload",
  "family",
]);
export type LiveKind = z.infer<typeof LiveKind>;

const Told = { id: LiveId, kind: LiveKind, at: z.string(), data: z.optional(LiveData) };
export const LiveEvent = z.object(Told);
export type LiveEvent = z.infer<typeof LiveEvent>;

export const LiveErrorCode = z.enum([
  "unknown_message",
  "too_large",
  "rate_limited",
  "forbidden",
  "too_many_topics",
  "expired",
  "unavailable",
]);
export type LiveErrorCode = z.infer<typeof LiveErrorCode>;

/** What a browser is sent. */
export const LiveMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("event"), topic: LiveTopic, ...Told }),
  /** From `id` on nothing is missed. `state` is what holds now, where the topic has one: the product's `rev`. */
  z.object({ type: z.literal("subscribed"), topic: LiveTopic, id: LiveId, state: z.optional(LiveData) }),
  /** Everything after the id that was given, in order, up to `id`. */
  z.object({ type: z.literal("resumed"), topic: LiveTopic, id: LiveId, events: z.array(LiveEvent) }),
  /** The log does not reach back so far: fetch anew what is shown; from `id` on nothing is missed. */
  z.object({ type: z.literal("reset"), topic: LiveTopic, id: LiveId, state: z.optional(LiveData) }),
  z.object({ type: z.literal("pong") }),
  z.object({ type: z.literal("error"), code: LiveErrorCode, topic: z.optional(LiveTopic) }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;

/** Lets one connection be a shopper's: `wss://<site>/live?ticket=…`, once. */
export const LiveTicket = z.object({ ticket: z.string(), expiresAt: z.string() });
export type LiveTicket = z.infer<typeof LiveTicket>;
