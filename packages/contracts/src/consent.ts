import * as z from "zod/mini";

/**
 * storeBodyMetrics: keep my measurements; shareReviewsPublic: show my reviews to everybody; analytics: count what I look at;
 * personalisation: order what I see by what I like. None is given until the shopper gives it.
 */
export const CONSENT_FLAGS = ["storeBodyMetrics", "shareReviewsPublic", "analytics", "personalisation"] as const;
export const ConsentFlag = z.enum(CONSENT_FLAGS);
export type ConsentFlag = z.infer<typeof ConsentFlag>;

/** Under 18 is `minor`; where no birth date is given and nothing declared, `unknown`. */
export const Age = z.enum(["adult", "minor", "unknown"]);
export type Age = z.infer<typeof Age>;

export const Consent = z.object({
  flag: ConsentFlag,
  granted: z.boolean(),
  /** When it was last given or withdrawn, and which version of the text was shown then; null when never. */
  at: z.nullable(z.string()),
  version: z.nullable(z.string()),
  title: z.string(),
  /** The text as it is now, to show beside the switch. */
  text: z.string(),
  /** Why it can't be given now: `minor`, or `age_unknown` until the shopper says that they are 18 or older. Null when it can be. */
  refusal: z.nullable(z.enum(["minor", "age_unknown"])),
});
export type Consent = z.infer<typeof Consent>;

/** Answer of `GET|PUT /me/consents`. */
export const Consents = z.object({
  /** Send it back with the change: it says which text the shopper has read. */
  textVersion: z.string(),
  age: Age,
  consents: z.array(Consent),
});
export type Consents = z.infer<typeof Consents>;

/** Body of `PUT /me/consents`. Flags that are not named stay as they are. */
export const ConsentsInput = z.strictObject({
  textVersion: z.string().check(z.minLength(1), z.maxLength(40)),
  consents: z.strictObject({
    storeBodyMetrics: z.optional(z.boolean()),
    shareReviewsPublic: z.optional(z.boolean()),
    analytics: z.optional(z.boolean()),
    personalisation: z.optional(z.boolean()),
  }),
});
export type ConsentsInput = z.infer<typeof ConsentsInput>;

export const ConsentRecord = z.object({
  consentId: z.string(),
  flag: ConsentFlag,
  granted: z.boolean(),
  version: z.string(),
  /** `settings` where the shopper switched it, `age` where it ended as they turned out not to be known as an adult. */
  reason: z.enum(["settings", "age"]),
  at: z.string(),
});
export type ConsentRecord = z.infer<typeof ConsentRecord>;

/** Answer of `GET /me/consents/history`, newest first. */
export const ConsentHistory = z.object({ items: z.array(ConsentRecord), nextCursor: z.nullable(z.string()) });
export type ConsentHistory = z.infer<typeof ConsentHistory>;
