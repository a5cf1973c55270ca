import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { message } from "../platform/outbox.ts";
import { commit, write } from "../platform/transaction.ts";
import * as Clerk from "./clerk-event.ts";
import { shopper } from "./shopper.entity.ts";
import { endWrites, find, isDeleted, unlessDeleted } from "./shopper.ts";

/** What came of an event: `stale` where a newer one was quicker, `deleted` where the shopper is gone for good. */
export type Outcome = "applied" | "stale" | "deleted" | "ignored";

/**
 * Applies a signed event of Clerk. Events may come twice, late, side by side and in any order: the newest wins, and after a deletion
 * none. Throws `invalid` for a user's event that can't be read.
 */
export async function apply(payload: string): Promise<Outcome> {
  const event = read(payload);
  if (event.kind === "other") return "ignored";
  if (event.kind === "deleted") return end(event.userId);
  return change(event.identity, event.created);
}

function read(payload: string): Clerk.ClerkEvent {
  try {
    return Clerk.read(payload);
  } catch (cause) {
    throw new DomainError("invalid", "A user's event that can't be read.", { cause });
  }
}

async function change(identity: Clerk.Identity, isFirst: boolean): Promise<Outcome> {
  const { userId, updatedAt } = identity;
  try {
    await commit([write(update(identity, isFirst)), unlessDeleted(userId)]);
    return "applied";
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "conflict")) throw error;
    if (await isDeleted(userId)) return "deleted";
    const there = await find(userId);
    // Another transaction was in the way, unless what is there is as new.
    if (!there || there.identityUpdatedAt < updatedAt) throw error;
    return "stale";
  }
}

/** Writes what the identity provider is the master of, and nothing else. */
function update(identity: Clerk.Identity, isFirst: boolean) {
  const { userId, updatedAt, banned, email, firstName, lastName, imageUrl } = identity;
  const now = context().now().toISOString();
  const texts = { email, firstName, lastName, imageUrl };
  return shopper()
    .update({ userId })
    .data((attr, op) => {
      op.set(attr.identityUpdatedAt, updatedAt);
      op.set(attr.banned, banned);
      op.set(attr.updatedAt, now);
      op.ifNotExists(attr.createdAt, now);
      for (const name of Object.keys(texts) as (keyof typeof texts)[]) {
        const value = texts[name];
        if (value === null) op.remove(attr[name]);
        else op.set(attr[name], value);
      }
    })
    .where((attr, { notExists, lt, lte }) => {
      // At the same moment a creation is older than a change.
      const older = isFirst ? lt(attr.identityUpdatedAt, updatedAt) : lte(attr.identityUpdatedAt, updatedAt);
      return `${notExists(attr.identityUpdatedAt)} OR ${older}`;
    });
}

/** Ends a shopper and begins the erasure of what is theirs; may be done again. */
async function end(userId: string): Promise<Outcome> {
  await commit([...endWrites(userId), message("privacy", { kind: "erasure", userId })]);
  return "applied";
}
