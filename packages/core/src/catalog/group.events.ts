import * as z from "zod/mini";
import { message } from "../platform/message.ts";

/** A group's collection changed: index it. */
export const GroupChanged = message({ groupId: z.string() });
export type GroupChanged = z.infer<typeof GroupChanged>;
