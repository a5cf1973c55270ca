import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { parseConfig } from "@stylegence/core/platform/config";
import { run } from "@stylegence/core/platform/context";
import { newId } from "@stylegence/core/platform/ids";
import { emulated } from "./layout.ts";
import { outputsOf, stackName } from "./stage.ts";

/** Runs domain verbs on a deployed stage from here. Throws where there is no such stage. */
export async function operate<T>(stage: string, emulator: string, body: () => Promise<T>): Promise<T> {
  const outputs = await outputsOf(stackName(stage), emulator);
  if (!outputs?.OpsEnv) throw new Error(`There is no stage ${stage} at ${emulator}.`);
  const client = new DynamoDBClient(emulated(emulator));
  const context = {
    actor: { type: "system" as const, name: "local" },
    config: parseConfig(JSON.parse(outputs.OpsEnv) as Record<string, string>),
    documents: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    now: () => new Date(),
    newId,
  };
  try {
    return await run(context, body);
  } finally {
    client.destroy();
  }
}
