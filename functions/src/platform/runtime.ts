import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { parseConfig } from "@stylegence/core/platform/config";
import type { Actor, Context } from "@stylegence/core/platform/context";
import { newId } from "@stylegence/core/platform/ids";

let base: Omit<Context, "actor"> | undefined;

/** The context of a running function: its configuration and clients are made once, when first needed. */
export function contextFor(actor: Actor): Context {
  base ??= {
    config: parseConfig(process.env),
    documents: DynamoDBDocumentClient.from(new DynamoDBClient({}), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    now: () => new Date(),
    newId,
  };
  return { ...base, actor };
}
