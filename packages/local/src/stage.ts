import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
  type StackResourceSummary,
} from "@aws-sdk/client-cloudformation";
import { ACCOUNT, emulated, emulatedEnvironment, REGION } from "./layout.ts";
import { locked, type Report, root } from "./parts/cache.ts";
import { nodeBinary, run } from "./parts/tools.ts";

export interface Target {
  stage: string;
  /** Address of the emulator. */
  emulator: string;
  /** Further environment of the deploy, such as SITE_URL. */
  env?: Record<string, string>;
  /** A finished assembly to deploy, instead of making it from the stacks. */
  from?: string;
}

/** Deploys the stage with the real tool; the account is prepared for it first, once. */
export async function deploy(target: Target, report?: Report): Promise<void> {
  await bootstrap(target, report);
  await sst("deploy", target, report);
}

/** Removes everything of the stage. */
export async function remove(target: Target, report?: Report): Promise<void> {
  await sst("remove", target, report);
}

export function stackName(stage: string): string {
  return `${stage}-stylegence-Main`;
}

async function bootstrap(target: Target, report?: Report): Promise<void> {
  if (await outputsOf("CDKToolkit", target.emulator)) return;
  report?.("preparing the account");
  const cdk = path.join(root, "node_modules/aws-cdk/bin/cdk");
  await run(nodeBinary(), [cdk, "bootstrap", `aws://${ACCOUNT}/${REGION}`, "--no-version-reporting"], {
    env: { ...emulatedEnvironment(target.emulator), CI: "1" },
  });
}

async function sst(command: "deploy" | "remove", target: Target, report?: Report): Promise<void> {
  const cli = path.join(root, "node_modules/sst/cli/sst.js");
  const from = target.from ? ["--from", target.from] : [];
  let done = 0;
  // SST writes its assembly to one folder of the clone.
  await locked(path.join(root, ".sst/deploy.lock"), report, () =>
    run(nodeBinary(), [cli, command, "--stage", target.stage, ...from], {
      env: {
        ...emulatedEnvironment(target.emulator),
        PATH: `${path.dirname(nodeBinary())}:${path.join(root, "node_modules/.bin")}:${process.env.PATH}`,
        CI: "1",
        SST_TELEMETRY_DISABLED: "1",
        npm_config_yes: "true",
        ...target.env,
      },
      line(line) {
        if (/Building\.\.\./.test(line)) report?.("bundling the functions");
        if (!/(CREATE|UPDATE|DELETE)_COMPLETE/.test(line)) return;
        done += 1;
        if (done % 10 === 0) report?.(`${done} resources`);
      },
    }),
  );
}

/** A stack's outputs by name; null where there is no such stack. */
export async function outputsOf(stack: string, emulator: string): Promise<Record<string, string> | null> {
  try {
    const { Stacks } = await client(emulator).send(new DescribeStacksCommand({ StackName: stack }));
    const outputs = Stacks?.[0]?.Outputs ?? [];
    return Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey ?? "", OutputValue ?? ""]));
  } catch (error) {
    if (error instanceof Error && error.name === "ValidationError") return null;
    throw error;
  }
}

/** Everything that the stage's stack deployed. */
export async function resourcesOf(stage: string, emulator: string): Promise<StackResourceSummary[]> {
  const pages = paginateListStackResources({ client: client(emulator) }, { StackName: stackName(stage) });
  const found: StackResourceSummary[] = [];
  for await (const page of pages) found.push(...(page.StackResourceSummaries ?? []));
  return found;
}

function client(emulator: string): CloudFormationClient {
  return new CloudFormationClient(emulated(emulator));
}

/** What was deployed last from this folder of data, to know whether there is anything to deploy. */
export function stamp(data: string, stage: string): { read(): string | null; write(hash: string): void } {
  const file = path.join(data, `${stage}.deployed`);
  return {
    read: () => (existsSync(file) ? readFileSync(file, "utf8") : null),
    write(hash) {
      mkdirSync(data, { recursive: true });
      rmSync(file, { force: true });
      writeFileSync(file, hash);
    },
  };
}
