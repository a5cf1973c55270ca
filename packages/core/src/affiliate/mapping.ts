import * as z from "zod/mini";

const Name = z.string().check(z.minLength(1), z.maxLength(100));
/** Where a push says it, or what it never says and always means: `{ "constant": "approved" }`. */
const Field = z.union([Name, z.strictObject({ constant: z.string().check(z.minLength(1), z.maxLength(100)) })]);

/** Letters as PHP has them, each once: year, month and day at least. */
const Pattern = z.string().check(
  z.regex(/^(?!.*([A-Za-z]).*\1)(?=.*[Yy])(?=.*m)(?=.*d)[YymdHisT ./:-]{5,30}$/, "such as d-m-Y H:i:s"),
  z.refine((pattern) => !(pattern.includes("Y") && pattern.includes("y")), "has one year"),
);

/**
 * Where the template dialect finds what in a push: names of form or query fields, or of JSON fields with dots (`data.order.id`),
 * case, "_" and "-" left aside. `rows` names the list of rows, where one push has several; what a row leaves out is looked for
 * beside the list.
 */
export const Mapping = z.strictObject({
  rows: z.optional(Name),
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
  /** ISO 8601 (also with a blank for its T), seconds or milliseconds since 1970, or letters: `d-m-Y H:i:s`. */
  times: z._default(z.union([z.enum(["iso", "seconds", "milliseconds"]), Pattern]), "iso"),
});
export type Mapping = z.infer<typeof Mapping>;
