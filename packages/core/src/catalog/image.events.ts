import * as z from "zod/mini";
import { message } from "../platform/message.ts";

/** A shop's picture is to be fetched and stored. `slotAt` is the moment (epoch milliseconds) reserved for its request. */
export const ImageFound = message({ groupId: z.string(), imageId: z.string(), slotAt: z.optional(z.number()) });
export type ImageFound = z.infer<typeof ImageFound>;
