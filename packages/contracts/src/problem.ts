import * as z from "zod/mini";

/** RFC 9457 problem document, `application/problem+json`. */
export const Problem = z.object({
  /** Stable: `https://stylegence.com/problems/<code>`. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  /** The request id, to quote to support. */
  instance: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ field: z.string(), message: z.string() }))),
});
export type Problem = z.infer<typeof Problem>;
