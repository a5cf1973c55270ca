import { QueryCommand, type QueryCommandInput, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import { context } from "./context.ts";
import type { Item } from "./item.ts";

/** All items of a partition, or those whose sort keys begin so, in order of the keys; one request for each megabyte of them. */
export async function everyItem(
  pk: string,
  options: { beginning?: string; consistent?: boolean } = {},
): Promise<Item[]> {
  const { documents, config } = context();
  const { beginning, consistent = false } = options;
  const input: QueryCommandInput = {
    TableName: config.TABLE_NAME,
    KeyConditionExpression: beginning ? "pk = :pk and begins_with(sk, :sk)" : "pk = :pk",
    ExpressionAttributeValues: beginning ? { ":pk": pk, ":sk": beginning } : { ":pk": pk },
    ConsistentRead: consistent,
  };
  const items: Item[] = [];
  let start: QueryCommandOutput["LastEvaluatedKey"];
  do {
    const page: QueryCommandOutput = await documents.send(new QueryCommand({ ...input, ExclusiveStartKey: start }));
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}
