import * as z from "zod/mini";
import { message } from "../platform/message.ts";

/** Asks for one visit of a page, sitemap or feed. `slotAt` is the moment (epoch milliseconds) reserved for its request. */
export const VisitRequested = message({ frontierId: z.string(), slotAt: z.optional(z.number()) });
export type VisitRequested = z.infer<typeof VisitRequested>;
