import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { type Write, write } from "../platform/transaction.ts";
import { type Shopper, shopper } from "./shopper.entity.ts";

/** Every attribute of the row that is the app's own and may be emptied. */
type Own = Partial<Pick<Shopper, "username" | "birthDate" | "adultDeclaredAt" | "consents" | "preferences">>;

/** The write that changes what is the app's own, refused where the row was changed since it was read. Undefined removes. */
export function changeOf(before: Shopper, changes: { [K in keyof Own]: Own[K] | undefined }): Write {
  const { userId, rev } = before;
  const operation = shopper()
    .patch({ userId })
    .data((attr, op) => {
      op.set(attr.rev, (rev ?? 0) + 1);
      op.set(attr.updatedAt, context().now().toISOString());
      for (const name of Object.keys(changes) as (keyof Own)[]) {
        const value = changes[name];
        if (value === undefined) op.remove(attr[name]);
        else op.set(attr[name], value);
      }
    })
    .where((attr, { eq, notExists }) => (rev === undefined ? notExists(attr.rev) : eq(attr.rev, rev)));
  return write(operation);
}

/** The condition, for a transaction, that the shopper is there and their row as it was read. */
export function unchanged({ userId, rev }: Shopper): Write {
  const { Key, TableName } = shopper().get({ userId }).params<{ Key: object; TableName: string }>();
  const check = { TableName, Key: { ...Key }, ExpressionAttributeNames: { "#rev": "rev" } };
  const there = "attribute_exists(pk)";
  return rev === undefined
    ? { ConditionCheck: { ...check, ConditionExpression: `${there} AND attribute_not_exists(#rev)` } }
    : {
        ConditionCheck: {
          ...check,
          ConditionExpression: `${there} AND #rev = :rev`,
          ExpressionAttributeValues: { ":rev": rev },
        },
      };
}

/** Refuses what only the shopper may do, where somebody of ours acts as them. Throws `forbidden`. */
export function refuseImpersonator(): void {
  const { actor } = context();
  if (actor.type === "shopper" && actor.act) {
    throw new DomainError("forbidden", "Only the shopper can do this, not somebody who acts as them.");
  }
}
