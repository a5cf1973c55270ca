import * as z from "zod/mini";

/** Who is signed in. What the sign-in has not told yet is null. */
export const Me = z.object({
  userId: z.string(),
  /** Only while it is verified. */
  email: z.nullable(z.string()),
  name: z.nullable(z.string()),
  imageUrl: z.nullable(z.string()),
  memberSince: z.string(),
});
export type Me = z.infer<typeof Me>;
