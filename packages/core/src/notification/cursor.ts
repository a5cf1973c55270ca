import { DomainError } from "../platform/errors.ts";

export interface Position {
  postedAt: string;
  notificationId: string;
}

const SHAPE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (ntf_[0-9A-HJKMNP-TV-Z]{26})$/;

/** Where a list goes on: after this one. Says nothing of whose list it is. */
export function cursorOf({ postedAt, notificationId }: Position): string {
  return Buffer.from(`${postedAt} ${notificationId}`).toString("base64url");
}

/** Throws `invalid`, naming the field, for what is no cursor. */
export function positionOf(cursor: string): Position {
  const [, postedAt, notificationId] = SHAPE.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (postedAt && notificationId) return { postedAt, notificationId };
  throw new DomainError("invalid", "The cursor can't be used.", {
    fields: [{ field: "cursor", message: "is not one of ours" }],
  });
}
