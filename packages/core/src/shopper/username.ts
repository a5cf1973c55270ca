import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { type Write, write } from "../platform/transaction.ts";
import { username } from "./username.entity.ts";

/** Names that a shopper could be taken for us by, or that addresses of pages use. */
const RESERVED = new Set(["admin", "api", "help", "me", "root", "staff", "stylegence", "support", "system"]);
const SHAPE = /^[a-z][a-z0-9_]{2,29}$/;

/** The writes that move a shopper from one username to another; undefined is none. The claim is refused where somebody has the name. */
export function move(userId: string, from: string | undefined, to: string | undefined): Write[] {
  const claimedAt = context().now().toISOString();
  return [
    ...(from
      ? [
          write(
            username()
              .delete({ username: from })
              .where((attr, { eq }) => eq(attr.userId, userId)),
          ),
        ]
      : []),
    ...(to ? [write(username().create({ username: to, userId, claimedAt }))] : []),
  ];
}

/** Throws `invalid` for a name that nobody may have, or that another has. */
export async function refuseTaken(name: string, userId: string): Promise<void> {
  const isFit = SHAPE.test(name) && !RESERVED.has(name);
  const claim = isFit ? (await username().get({ username: name }).go({ consistent: true })).data : null;
  if (isFit && (!claim || claim.userId === userId)) return;
  const fields = [{ field: "username", message: isFit ? "is taken" : "can't be used" }];
  throw new DomainError("invalid", "This username can't be had.", { fields });
}
