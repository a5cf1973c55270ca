import * as z from "zod/mini";
import type { Actor } from "./context.ts";

/** Who caused a message; carried in its body. */
const ActorShape = z.discriminatedUnion("type", [
  z.object({ type: z.literal("public") }),
  z.object({ type: z.literal("shopper"), userId: z.string(), act: z.optional(z.string()) }),
  z.object({ type: z.literal("staff"), userId: z.string() }),
  z.object({ type: z.literal("system"), name: z.string() }),
]);

export interface Caused {
  actor?: Actor;
}

/** A message's own fields together with who caused it. */
export function message<const T extends z.core.$ZodLooseShape>(fields: T) {
  return z.object({ ...fields, actor: z.optional(ActorShape) });
}
