import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";

/** Throws `forbidden` for anybody but staff. */
export function requireStaff(): void {
  if (context().actor.type !== "staff") throw new DomainError("forbidden", "Only staff can do this.");
}
