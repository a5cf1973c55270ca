import type { Write } from "../platform/transaction.ts";

interface Put {
  TableName: string;
  Item: Record<string, unknown>;
}

/**
 * A `create` as a write that changes nothing where the item is there already with these attributes. It has no condition: a transaction that does it a second
 * time is not cancelled, and the table's stream tells of the first time only.
 */
export function writeOnce(operation: { params: () => unknown }): Write {
  const { TableName, Item } = operation.params() as Put;
  const { pk, sk, ...attributes } = Item;
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const sets: string[] = [];
  Object.entries(attributes).forEach(([name, value], at) => {
    if (value === undefined) return;
    names[`#a${at}`] = name;
    values[`:a${at}`] = value;
    sets.push(`#a${at} = if_not_exists(#a${at}, :a${at})`);
  });
  return {
    Update: {
      TableName,
      Key: { pk, sk },
      UpdateExpression: `SET ${sets.join(", ")}`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    },
  };
}
