import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { parseConfig } from "@stylegence/core/platform/config";
import { run } from "@stylegence/core/platform/context";
import { newId } from "@stylegence/core/platform/ids";
import { emulated } from "./layout.ts";
import { outputsOf, stackName } from "./stage.ts";

/** Runs domain verbs on a stage of the emulator, in the environment that the stage itself names for operators. */
export async function onStage(stage: string, emulator: string): Promise<<T>(body: () => Promise<T>) => Promise<T>> {
  const outputs = await outputsOf(stackName(stage), emulator);
  const named = JSON.parse(outputs?.OpsEnv ?? "{}") as Record<string, unknown>;
  const env = Object.fromEntries(Object.entries(named).filter(([, value]) => typeof value === "string"));
  const context = {
    actor: { type: "system" as const, name: "local" },
    config: parseConfig(env as Record<string, string>),
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(emulated(emulator)), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    now: () => new Date(),
    newId,
  };
  return (body) => run(context, body);
}
