import { DomainError } from "../platform/errors.ts";

export interface Position {
  addedAt: string;
  variantId: string;
}

const SHAPE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (var_[0-9A-HJKMNP-TV-Z]{26})$/;

/** Where a list goes on: after this wish. Says nothing of whose list it is. */
export function cursorOf({ addedAt, variantId }: Position): string {
  return Buffer.from(`${addedAt} ${variantId}`).toString("base64url");
}

/** Throws `invalid`, naming the field, for what is no cursor. */
export function positionOf(cursor: string): Position {
  const [, addedAt, variantId] = SHAPE.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (addedAt && variantId) return { addedAt, variantId };
  throw new DomainError("invalid", "The cursor can't be used.", {
    fields: [{ field: "cursor", message: "is not one of ours" }],
  });
}
