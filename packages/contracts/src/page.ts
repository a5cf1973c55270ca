import * as z from "zod/mini";

/** Query of every list of a shopper's own things. */
export const PageQuery = z.object({
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
  cursor: z.optional(z.string().check(z.maxLength(2000))),
});
export type PageQuery = z.infer<typeof PageQuery>;
