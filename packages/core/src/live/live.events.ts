import * as z from "zod/mini";
import { message } from "../platform/message.ts";

const Data = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** Something changed that a topic's followers may see. */
const Change = z.object({
  topic: z.string(),
  kind: z.string(),
  key: z.string(),
  at: z.string(),
  data: z.optional(Data),
});

/** An event that has its place in the log and goes on to further followers. */
const Telling = z.object({
  topic: z.string(),
  event: z.object({ id: z.string(), kind: z.string(), at: z.string(), data: z.optional(Data) }),
  slot: z.optional(z.string()),
  cursor: z.optional(z.string()),
  connectionIds: z.optional(z.array(z.string())),
});

/** One of: a change to be told, a telling to go on with, or a shopper whose connections end. */
export const LiveWork = message({
  change: z.optional(Change),
  telling: z.optional(Telling),
  farewell: z.optional(z.object({ userId: z.string() })),
});
export type LiveWork = z.infer<typeof LiveWork>;
