import { DomainError, type FieldError } from "@stylegence/core/platform/errors";
import type * as z from "zod/mini";

type Issue = z.core.$ZodIssue;

/**
 * The query as the schema wants it: lists from repeated parameters, whole numbers from digits, empty parameters as absent.
 * Unknown parameters are ignored, as links carry tracking ones. Throws `invalid` naming every field that is wrong.
 */
export function readQuery<S extends z.ZodMiniObject>(schema: S, search: URLSearchParams): z.output<S> {
  const raw: Record<string, unknown> = {};
  const fields: FieldError[] = [];
  for (const [name, type] of Object.entries(schema.shape)) {
    const given = search.getAll(name).filter((value) => value.trim() !== "");
    if (given.length === 0) continue;
    const kind = kindOf(type as z.ZodMiniType);
    if (kind === "array") raw[name] = given;
    else if (given.length > 1) fields.push({ field: name, message: "may be given only once" });
    else raw[name] = kind === "number" && /^-?\d+$/.test(given[0]!) ? Number(given[0]) : given[0];
  }
  const parsed = schema.safeParse(raw);
  fields.push(...(parsed.error?.issues ?? []).map(explain));
  if (fields.length > 0 || !parsed.success) {
    throw new DomainError("invalid", "The query has parameters that can't be read.", { fields });
  }
  return parsed.data;
}

function kindOf(type: z.ZodMiniType): string {
  const def = type._zod.def as { type: string; innerType?: z.ZodMiniType };
  return def.innerType ? kindOf(def.innerType) : def.type;
}

function explain(issue: Issue): FieldError {
  return { field: String(issue.path[0]), message: sentence(issue) };
}

/** What is wrong with a value, to follow the name of its field. */
export function sentence(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.expected === "string") return "is required";
      return "must be a whole number";
    case "invalid_value":
      return `must be one of ${issue.values.join(", ")}`;
    case "too_big":
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    case "too_small":
      return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
    default:
      return "is not valid";
  }
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " values" : "";
}
