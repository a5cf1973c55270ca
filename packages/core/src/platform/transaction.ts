import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { PutCommand, TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { context } from "./context.ts";
import { DomainError } from "./errors.ts";

/** One action of a transaction. */
export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** DynamoDB's limit of actions in one transaction. */
export const MAX_ACTIONS = 100;

const BUSY = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);
const CONFLICTS = new Set(["ConditionalCheckFailed", "TransactionConflict"]);

interface Params {
  Item?: unknown;
  UpdateExpression?: unknown;
  ReturnValues?: unknown;
}

/** An ElectroDB operation (`create`, `put`, `patch`, `update`, `upsert`, `delete`, `remove`) as one action of a transaction. */
export function write(operation: { params: () => unknown }): Write {
  const { ReturnValues: _, ...params } = operation.params() as Params;
  if (params.Item) return { Put: params } as Write;
  if (params.UpdateExpression) return { Update: params } as Write;
  return { Delete: params } as Write;
}

/**
 * All of the writes or none. Throws `conflict` when a condition failed or another transaction was in the way,
 * `unavailable` when the table is out of capacity; both may be tried again after reading anew.
 */
export async function commit(writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return;
  if (writes.length > MAX_ACTIONS) throw new DomainError("internal", `A transaction of ${writes.length} actions.`);
  try {
    await context().documents.send(new TransactWriteCommand({ TransactItems: [...writes] }));
  } catch (error) {
    throw explain(error, writes);
  }
}

const LONE_CONFLICTS = new Set(["ConditionalCheckFailedException", "TransactionConflictException"]);

/** As `commit`; a put that is alone goes without a transaction, which the table counts twice. */
export async function commitCheaply(writes: readonly Write[]): Promise<void> {
  const [only] = writes;
  if (writes.length !== 1 || !only?.Put) return commit(writes);
  try {
    await context().documents.send(new PutCommand(only.Put));
  } catch (error) {
    if (!LONE_CONFLICTS.has((error as Error).name)) throw error;
    const details = { cause: error, context: { key: keyOf(only) } };
    throw new DomainError("conflict", "Something else changed this at the same time.", details);
  }
}

function explain(error: unknown, writes: readonly Write[]): unknown {
  if (!(error instanceof TransactionCanceledException)) return error;
  const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? "None");
  const at = codes.findIndex((code) => code !== "None");
  const details = { cause: error, context: { codes: codes.filter((c) => c !== "None"), key: keyOf(writes[at]) } };
  if (codes.some((code) => CONFLICTS.has(code))) {
    return new DomainError("conflict", "Something else changed this at the same time.", details);
  }
  if (codes.some((code) => BUSY.has(code))) return new DomainError("unavailable", "The table is busy.", details);
  return new DomainError("internal", "The table refused a write.", details);
}

function keyOf(write: Write | undefined): unknown {
  const item = (write?.Put?.Item ?? write?.Update?.Key ?? write?.Delete?.Key) as
    | { pk?: string; sk?: string }
    | undefined;
  return item && { pk: item.pk, sk: item.sk };
}
