import * as z from "zod/mini";
import { message } from "../platform/message.ts";

/** A message of the queue `review`. */
export const ReviewDue = z.discriminatedUnion("kind", [
  /** A review was written, or may be translated now: it is looked at and published. */
  message({ kind: z.literal("check"), reviewId: z.string() }),
  /** A shopper's purchase of a garment changed: whether their review of it is of a purchase is looked at again. */
  message({ kind: z.literal("purchase"), userId: z.string(), groupId: z.string(), purchaseId: z.string() }),
  /** Pictures of a review that stands no longer are shown to nobody any more. */
  message({ kind: z.literal("pictures"), reviewId: z.string(), userId: z.string(), uploadIds: z.array(z.string()) }),
  /** A merge or split of a garment is done: its reviews follow their variants. */
  message({ kind: z.literal("moved"), groupId: z.string() }),
]);
export type ReviewDue = z.infer<typeof ReviewDue>;
