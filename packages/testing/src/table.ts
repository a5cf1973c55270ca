import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DynamoDBClient,
  ResourceInUseException,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { tableDefinition as definition } from "@stylegence/core/platform/table-definition";

/** A client of DynamoDB Local, or of a fault proxy before it. */
export function documentsAt(endpoint: string, options: { maxAttempts?: number } = {}): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    ...options,
    endpoint,
    region: "ap-south-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/**
 * The stage's table under another name, from the definition that the stack deploys, but without a stream: DynamoDB Local walks through
 * all of one for each write, which after some thousand of them makes a transaction a hundred times slower.
 */
export async function createTable(client: DynamoDBDocumentClient, name: string): Promise<void> {
  try {
    await client.send(new CreateTableCommand(inputOf(name)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

export async function dropTable(client: DynamoDBDocumentClient, name: string): Promise<void> {
  await client.send(new DeleteTableCommand({ TableName: name }));
}

function inputOf(name: string): CreateTableCommandInput {
  const keys = (key: { partitionKey: string; sortKey: string }) => [
    { AttributeName: key.partitionKey, KeyType: "HASH" as const },
    { AttributeName: key.sortKey, KeyType: "RANGE" as const },
  ];
  const named = [definition, ...definition.indexes].flatMap((key) => [key.partitionKey, key.sortKey]);
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: keys(definition),
    AttributeDefinitions: named.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    GlobalSecondaryIndexes: definition.indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keys(index),
      Projection: { ProjectionType: "ALL" },
    })),
  };
}
