import * as z from "zod/mini";
import { message } from "../platform/message.ts";

const Id = z.string().check(z.minLength(1), z.maxLength(200));

/** Somebody took a way out. Sent by `/go` itself, without the outbox: the way out waits for no write. */
export const Clicked = message({
  kind: z.literal("click"),
  clickId: z.string().check(z.regex(/^[0-9A-Z]{26}$/)),
  network: Id,
  shop: Id,
  listingId: Id,
  groupId: Id,
  variantId: Id,
  price: z.optional(z.object({ amount: z.int(), currency: z.string() })),
  userId: z.optional(Id),
  clickedAt: z.iso.datetime(),
});
export type Clicked = z.infer<typeof Clicked>;

export const AffiliateDue = z.discriminatedUnion("kind", [
  Clicked,
  /** A payload was stored and waits to be read. */
  message({ kind: z.literal("callback"), callbackId: Id }),
  /** A network's list is to be read; not where a reading began after `since`. */
  message({ kind: z.literal("pull"), network: Id, since: z.optional(z.iso.datetime()) }),
]);
export type AffiliateDue = z.infer<typeof AffiliateDue>;
