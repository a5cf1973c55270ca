import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { commit, type Write, write } from "../platform/transaction.ts";
import { type Shopper, shopper } from "./shopper.entity.ts";
import { tombstone } from "./tombstone.entity.ts";

/** The id of the shopper who acts. Throws `unauthenticated` where nobody, or somebody else, does. */
export function actingShopper(): string {
  const { actor } = context();
  if (actor.type !== "shopper") throw new DomainError("unauthenticated", "Sign in first.");
  return actor.userId;
}

/** The shopper, or null where there is none: never seen, or deleted. Strongly consistent. */
export async function find(userId: string): Promise<Shopper | null> {
  const { data } = await shopper().get({ userId }).go({ consistent: true });
  return data;
}

/** The acting shopper's row. Throws `unauthenticated` where there is none. */
export async function current(): Promise<Shopper> {
  const found = await find(actingShopper());
  if (!found) throw new DomainError("unauthenticated", "There is no such account.");
  return found;
}

/**
 * The acting shopper's row; made at once where the session came before the event that tells of them. Throws `unauthenticated` for one
 * who was deleted, whose token may live a minute longer, and `forbidden` for one who is banned.
 */
export async function ensure(): Promise<Shopper> {
  const userId = actingShopper();
  const found = (await find(userId)) ?? (await create(userId));
  if (found.banned) throw new DomainError("forbidden", "This account is locked.");
  return found;
}

/** A row of which nothing is known yet, refused where there is a tombstone; the row that is there where another was quicker. */
async function create(userId: string): Promise<Shopper> {
  const at = context().now().toISOString();
  const made = { userId, identityUpdatedAt: 0, banned: false, createdAt: at, updatedAt: at };
  try {
    await commit([write(shopper().create(made)), unlessDeleted(userId)]);
    return made;
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "conflict")) throw error;
    const there = await find(userId);
    if (there) return there;
    if (await isDeleted(userId)) throw new DomainError("unauthenticated", "This account was deleted.");
    throw error;
  }
}

/** The condition, for a transaction, that a shopper was not deleted. */
export function unlessDeleted(userId: string): Write {
  const { Key, TableName } = tombstone()
    .get({ idHash: pseudonymOf(userId) })
    .params<{ Key: object; TableName: string }>();
  return { ConditionCheck: { TableName, Key: { ...Key }, ConditionExpression: "attribute_not_exists(pk)" } };
}

export async function isDeleted(userId: string): Promise<boolean> {
  const { data } = await tombstone()
    .get({ idHash: pseudonymOf(userId) })
    .go({ consistent: true });
  return data !== null;
}

/** The writes that end a shopper: the row goes and the tombstone stands. Both may be done again. */
export function endWrites(userId: string): Write[] {
  const deletedAt = context().now().toISOString();
  return [write(shopper().delete({ userId })), write(tombstone().put({ idHash: pseudonymOf(userId), deletedAt }))];
}
