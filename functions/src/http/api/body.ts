import { DomainError, type FieldError } from "@stylegence/core/platform/errors";
import type * as z from "zod/mini";
import type { Asked } from "./exchange.ts";
import { sentence } from "./query.ts";

/** More than any form of ours. */
export const MAX_BODY_BYTES = 64 * 1024;
/** How many fields a problem names at most. */
const MAX_FIELDS = 20;

/**
 * The JSON body as the schema wants it. Throws `too_large`, or `invalid` naming every field that is wrong or that nobody reads.
 */
export function readBody<S extends z.ZodMiniType>(schema: S, asked: Asked): z.output<S> {
  const parsed = schema.safeParse(jsonOf(asked));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap(explain).slice(0, MAX_FIELDS);
  throw new DomainError("invalid", "The body has fields that can't be read.", { fields });
}

function jsonOf({ body, header }: Asked): unknown {
  if (!body || body.byteLength === 0) return {};
  if (body.byteLength > MAX_BODY_BYTES) {
    throw new DomainError("too_large", `A body may have ${MAX_BODY_BYTES} bytes.`);
  }
  // A form of another site can send anything but this without asking first.
  if (!/^application\/json\s*(;|$)/i.test(header("content-type") ?? "")) {
    throw new DomainError("invalid", "Send the body as application/json.");
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (cause) {
    throw new DomainError("invalid", "The body is not JSON.", { cause });
  }
}

function explain(issue: z.core.$ZodIssue): FieldError[] {
  const at = issue.path.join(".");
  if (issue.code === "invalid_type") return [{ field: at || "body", message: `must be of type ${issue.expected}` }];
  if (issue.code !== "unrecognized_keys") return [{ field: at || "body", message: sentence(issue) }];
  return issue.keys.map((key) => ({ field: at ? `${at}.${key}` : key, message: "is not known here" }));
}
