import { execFile } from "node:child_process";
import path from "node:path";
import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from "@aws-sdk/client-cloudformation";
import { operate } from "@stylegence/functions/ops/program";

const MAIN = path.resolve(import.meta.dirname, "../../../functions/src/ops/main.ts");
const REGION = "ap-south-1";

export interface Ended {
  code: number;
  out: string;
  error: string;
}

/** Runs the operators' program in this process, whose environment names the account. */
export async function operator(...words: string[]): Promise<Ended> {
  const ended = { out: "", error: "" };
  const code = await operate(words, {
    out: (text) => {
      ended.out += text;
    },
    error: (text) => {
      ended.error += text;
    },
  });
  return { code, ...ended };
}

/** Runs it as a process of its own. */
export function program(args: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((done) => {
    execFile(process.execPath, [MAIN, ...args], { env: { PATH: process.env.PATH, ...env } }, (failure, out, error) => {
      done({ code: failure ? Number(failure.code) : 0, out, error });
    });
  });
}

export function credentialsFor(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
}

export function clientFor(endpoint: string) {
  return { endpoint, region: REGION, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
}

/** A stage of queues alone, which says of itself what a real one does. */
export async function putStage(endpoint: string, stage: string, names: Record<string, string>): Promise<void> {
  const queues = ["Crawl", "Index", "CrawlDead", "StreamDead"];
  const snapshots = `${stage}-snapshots`;
  const env = {
    STAGE: stage,
    SNAPSHOT_BUCKET: snapshots,
    ...names,
    queues: { crawl: "Crawl", index: "Index" },
    deadLetters: { crawl: "CrawlDead", stream: "StreamDead" },
    functions: {},
  };
  const text = JSON.stringify(env).replace(/"(Crawl|Index|CrawlDead|StreamDead)"/g, '"$${$1}"');
  const template = {
    Resources: {
      ...Object.fromEntries(queues.map((name) => [name, { Type: "AWS::SQS::Queue" }])),
      Snapshots: { Type: "AWS::S3::Bucket", Properties: { BucketName: snapshots } },
    },
    Outputs: { OpsEnv: { Value: { "Fn::Sub": text } } },
  };
  const client = new CloudFormationClient(clientFor(endpoint));
  const StackName = `${stage}-stylegence-Main`;
  await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template) }));
  await waitUntilStackCreateComplete({ client, minDelay: 1, maxWaitTime: 60 }, { StackName });
}
