import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactGetCommand } from "@aws-sdk/lib-dynamodb";
import { context } from "./context.ts";
import { DomainError } from "./errors.ts";
import { attributesOf, type Item } from "./item.ts";
import { patiently } from "./patience.ts";

/** An ElectroDB `get` of one item. */
interface Get {
  params: () => unknown;
}

/**
 * Items as they all were at one moment, null for each that was not there; at most 100. Waits for writers that are in the way. Throws
 * `unavailable` where they do not go.
 */
export async function snapshot(gets: readonly Get[]): Promise<(Item | null)[]> {
  const TransactItems = gets.map((get) => {
    const { TableName, Key } = get.params() as { TableName: string; Key: Item };
    return { Get: { TableName, Key: { ...Key } } };
  });
  return patiently(async () => {
    try {
      const { Responses = [] } = await context().documents.send(new TransactGetCommand({ TransactItems }));
      return gets.map((_, at) => {
        const item = Responses[at]?.Item;
        return item ? attributesOf<Item>(item) : null;
      });
    } catch (cause) {
      if (!(cause instanceof TransactionCanceledException)) throw cause;
      throw new DomainError("unavailable", "Something is being written.", { cause });
    }
  });
}
