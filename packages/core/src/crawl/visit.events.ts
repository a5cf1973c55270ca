import * as z from "zod/mini";
import { message } from "../platform/message.ts";

/** Asks for one visit of a page, sitemap or feed. */
export const VisitRequested = message({ frontierId: z.string() });
export type VisitRequested = z.infer<typeof VisitRequested>;
