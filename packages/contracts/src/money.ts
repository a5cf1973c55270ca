import * as z from "zod/mini";

/** Integer minor units (paise for INR) and an ISO 4217 code. */
export const Money = z.object({ amount: z.int(), currency: z.string() });
export type Money = z.infer<typeof Money>;
