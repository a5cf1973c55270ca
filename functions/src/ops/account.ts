import { CloudFormationClient, paginateDescribeStacks } from "@aws-sdk/client-cloudformation";
import { Failure } from "./failure.ts";

const APP = "stylegence";
const OUTPUT = "OpsEnv";
const LOCAL_REGION = "ap-south-1";
const SITE_PORT = 4321;

/** Without anything set, `local` means the emulator of `pnpm dev`, two ports above the site's. */
export function aimAtEmulator(env: NodeJS.ProcessEnv): void {
  env.AWS_ENDPOINT_URL ??= `http://127.0.0.1:${Number(env.PORT ?? SITE_PORT) + 2}`;
  env.AWS_ACCESS_KEY_ID ??= "test";
  env.AWS_SECRET_ACCESS_KEY ??= "test";
  env.AWS_REGION ??= LOCAL_REGION;
  env.CRAWL_RESOLVE ??= "*.localhost=127.0.0.1";
}

/** The stage's `OpsEnv` as its stacks put it out. Throws Failure where there is no such stage, or nobody answers. */
export async function environmentOf(stage: string): Promise<unknown> {
  const client = new CloudFormationClient({ maxAttempts: 2 });
  const prefix = `${stage}-${APP}-`;
  try {
    for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
      const outputs = Stacks.filter(({ StackName }) => StackName?.startsWith(prefix)).flatMap((s) => s.Outputs ?? []);
      const found = outputs.find(({ OutputKey }) => OutputKey === OUTPUT);
      if (found?.OutputValue) return JSON.parse(found.OutputValue);
    }
  } catch (error) {
    throw new Failure(explain(error), { cause: error });
  } finally {
    client.destroy();
  }
  throw new Failure(`There is no stage "${stage}" at ${place()}.`);
}

function explain(error: unknown): string {
  const { code, name, message } = error as Error & { code?: string };
  if (code === "ECONNREFUSED" || /ECONNREFUSED/.test(message)) {
    return `Nothing answers at ${place()}: is \`pnpm dev\` running? Another port is named by PORT or AWS_ENDPOINT_URL.`;
  }
  if (/Credentials|Token|AccessDenied|Signature/i.test(name)) return `AWS refused: ${message}`;
  return `${place()}: ${name} ${message}`;
}

function place(): string {
  return process.env.AWS_ENDPOINT_URL ?? `AWS, ${process.env.AWS_REGION ?? "region as configured"}`;
}
