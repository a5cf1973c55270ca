import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** What every function that reads the table costs at least: a document client and one item. */
export async function handler() {
  const Key = JSON.parse(process.env.BENCH_KEY ?? "{}") as Record<string, string>;
  const { Item } = await documents.send(new GetCommand({ TableName: process.env.TABLE_NAME, Key }));
  return { statusCode: Item ? 200 : 404, headers: { "content-type": "application/json" }, body: JSON.stringify(Item) };
}
