import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { parseConfig } from "@stylegence/core/platform/config";
import { type Context, run } from "@stylegence/core/platform/context";
import { newId } from "@stylegence/core/platform/ids";

let base: Context | undefined;

/** Runs a request's work as a visitor nobody has vouched for. Clients are made once, on the first request. */
export function asPublic<T>(body: () => Promise<T>): Promise<T> {
  base ??= {
    actor: { type: "public" },
    config: parseConfig(process.env),
    documents: DynamoDBDocumentClient.from(new DynamoDBClient({}), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    now: () => new Date(),
    newId,
  };
  return run(base, body);
}
