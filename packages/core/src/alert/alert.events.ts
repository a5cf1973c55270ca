import * as z from "zod/mini";
import { message } from "../platform/message.ts";

/** What the queue of alerts is asked to look into. */
export const AlertDue = z.discriminatedUnion("kind", [
  /** A garment's prices, stock or pictures changed; with `shard`, one of its lists of watchers, from `cursor` on. */
  message({
    kind: z.literal("offers"),
    groupId: z.string(),
    shard: z.optional(z.int()),
    cursor: z.optional(z.string()),
  }),
  /** A wish was made: what changed while it was being made is not missed, and its pages are visited sooner. */
  message({ kind: z.literal("wished"), userId: z.string(), variantId: z.string() }),
  /** A wish was taken back: its pages may be visited as others are. */
  message({ kind: z.literal("left"), groupId: z.string() }),
  /** A page that a shopper pasted was visited. */
  message({ kind: z.literal("visited"), frontierId: z.string() }),
]);
export type AlertDue = z.infer<typeof AlertDue>;
