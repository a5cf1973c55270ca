import * as z from "zod/mini";
import { message } from "../platform/message.ts";

/** Message of the queue `notify`: something to send, or somebody for whom something waits. */
export const NotifyRequested = z.discriminatedUnion("job", [
  message({ job: z.literal("notification"), userId: z.string(), notificationId: z.string() }),
  message({ job: z.literal("mail"), mailId: z.string() }),
  message({ job: z.literal("wake"), userId: z.string(), purpose: z.enum(["quiet", "digest"]), slotAt: z.string() }),
]);
export type NotifyRequested = z.infer<typeof NotifyRequested>;
