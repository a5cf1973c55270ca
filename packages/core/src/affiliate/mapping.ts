import * as z from "zod/mini";

const Field = z.string().check(z.minLength(1), z.maxLength(100));

/**
 * Where the template dialect finds what in a push: names of form or query fields, or of JSON fields with dots (`data.order.id`).
 * `rows` names the list of rows, where one push has several.
 */
export const Mapping = z.strictObject({
  rows: z.optional(Field),
  transactionId: Field,
  status: Field,
  clickId: Field,
  orderId: z.optional(Field),
  sale: z.optional(Field),
  commission: z.optional(Field),
  currency: z.optional(Field),
  occurredAt: z.optional(Field),
  correctionOf: z.optional(Field),
  /** "12.50" is major, "1250" minor. */
  amounts: z._default(z.enum(["major", "minor"]), "major"),
  /** ISO 8601 (also with a blank for its T), or seconds or milliseconds since 1970. */
  times: z._default(z.enum(["iso", "seconds", "milliseconds"]), "iso"),
});
export type Mapping = z.infer<typeof Mapping>;
