import * as z from "zod/mini";
import { message } from "../platform/message.ts";

/** A shop's picture was met for the first time: fetch and store it. */
export const ImageFound = message({ groupId: z.string(), imageId: z.string() });
export type ImageFound = z.infer<typeof ImageFound>;
