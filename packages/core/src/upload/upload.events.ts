import * as z from "zod/mini";
import { message } from "../platform/message.ts";

/** A message of the queue `upload`. */
export const UploadAsked = z.discriminatedUnion("kind", [
  /** A file lies in quarantine and is to be looked at. */
  message({ kind: z.literal("check"), userId: z.string(), uploadId: z.string() }),
  /** A receipt is to be read and matched. */
  message({ kind: z.literal("read"), userId: z.string(), receiptId: z.string() }),
  /** A purchase was confirmed: its shopper is asked for a review. */
  message({ kind: z.literal("bought"), userId: z.string(), purchaseId: z.string() }),
]);
export type UploadAsked = z.infer<typeof UploadAsked>;
