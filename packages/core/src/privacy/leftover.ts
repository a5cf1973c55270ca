import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { context } from "../platform/context.ts";
import { tableDefinition } from "../platform/table-definition.ts";

const INDEXES = [
  { name: undefined, partitionKey: tableDefinition.partitionKey as string },
  ...tableDefinition.indexes.map(({ name, partitionKey }) => ({
    name: name as string,
    partitionKey: partitionKey as string,
  })),
];

/**
 * Whether anything at all lies in a shopper's own partition, of the table or of an index, whatever the registry knows of it. This is
 * what proves an erasure against an entity that somebody forgot.
 */
export async function isAnythingLeft(userId: string): Promise<boolean> {
  const { documents, config } = context();
  const answers = await Promise.all(
    INDEXES.map(({ name, partitionKey }) =>
      documents.send(
        new QueryCommand({
          TableName: config.TABLE_NAME,
          IndexName: name,
          KeyConditionExpression: "#pk = :pk",
          ExpressionAttributeNames: { "#pk": partitionKey },
          ExpressionAttributeValues: { ":pk": `$stylegence#userId_${userId}` },
          ConsistentRead: name === undefined,
          Select: "COUNT",
          Limit: 1,
        }),
      ),
    ),
  );
  return answers.some(({ Count }) => (Count ?? 0) > 0);
}
