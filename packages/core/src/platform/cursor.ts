import { DomainError } from "./errors.ts";
import type { IdPrefix } from "./ids.ts";

/** A place in a list that is ordered by time: a moment, ISO 8601 UTC, and the id of what lies there. */
export interface Place {
  at: string;
  id: string;
}

/** Where a list goes on: after this place. Says nothing of whose list it is. */
export function cursorOf({ at, id }: Place): string {
  return Buffer.from(`${at} ${id}`).toString("base64url");
}

/** The place that a cursor names, of things with such ids. Throws `invalid`, naming the field, for what is no cursor. */
export function placeOf(cursor: string, prefix: IdPrefix): Place {
  const [at = "", id = "", ...rest] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  const isId = id.startsWith(`${prefix}_`) && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(id.slice(prefix.length + 1));
  if (!isId || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) || rest.length > 0) throw cursorRefused();
  return { at, id };
}

/** What a cursor that leads nowhere is answered with. */
export function cursorRefused(cause?: unknown): DomainError {
  const fields = [{ field: "cursor", message: "is not one of ours" }];
  return new DomainError("invalid", "The cursor can't be used.", { fields, cause });
}

/** Whether a query failed for where it was to begin: the cursor could not be read, or the table would not start there. */
export function isRefusedCursor(error: unknown): boolean {
  const { name, message = "", cause } = error as { name?: string; message?: string; cause?: unknown };
  if (name === "ValidationException" || /cursor/i.test(message)) return true;
  return cause !== undefined && cause !== error && cause !== null && isRefusedCursor(cause);
}
