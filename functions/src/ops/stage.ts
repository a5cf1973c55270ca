import { userInfo } from "node:os";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { parseConfig } from "@stylegence/core/platform/config";
import { run } from "@stylegence/core/platform/context";
import { newId } from "@stylegence/core/platform/ids";
import { z } from "zod";
import { aimAtEmulator, environmentOf } from "./account.ts";
import { Failure } from "./failure.ts";

const Names = z.record(z.string(), z.string());
const Environment = z.object({ queues: Names, deadLetters: Names, functions: Names }).catchall(z.string());

export interface Stage {
  name: string;
  /** Addresses and names of the stage's parts, by what they are for. */
  queues: Record<string, string>;
  deadLetters: Record<string, string>;
  functions: Record<string, string>;
  /** Runs domain verbs on the stage as the operator. */
  run<T>(body: () => Promise<T>): Promise<T>;
}

/** A deployed stage to work on. Throws Failure where there is none. */
export async function openStage(name: string): Promise<Stage> {
  if (name === "local") aimAtEmulator(process.env);
  const parsed = Environment.safeParse(await environmentOf(name));
  if (!parsed.success) throw new Failure(`Stage "${name}" says nothing an operator can use; deploy it anew.`);
  const { queues, deadLetters, functions, ...env } = parsed.data;
  const context = {
    actor: { type: "staff" as const, userId: `ops:${userInfo().username}` },
    // Which private hosts may be crawled is said where the crawl runs, here as for the stage's functions.
    config: parseConfig({ CRAWL_RESOLVE: process.env.CRAWL_RESOLVE, ...env }),
    documents: DynamoDBDocumentClient.from(new DynamoDBClient({}), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    now: () => new Date(),
    newId,
  };
  return { name, queues, deadLetters, functions, run: (body) => run(context, body) };
}
