import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import type { App } from "sst/constructs";

/**
 * The assembly of a stage without an account: SST asks nobody for anything when it believes that it is tested.
 * `extend` sees the app before its stacks: for aspects.
 */
export async function synth(stage: string, outdir: string, extend?: (app: App) => void): Promise<CloudAssembly> {
  process.env.NODE_ENV = "test";
  process.env.AWS_REGION ??= "ap-south-1";
  const { initProject, useProject } = await import("sst/project.js");
  const { App } = await import("sst/constructs");
  const { default: config } = await import("../sst.config.ts");
  await initProject({ stage, region: process.env.AWS_REGION } as never);
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const { name, region } = useProject().config;
  const props = { mode: "deploy", stage, name, region, account: "000000000000" } as never;
  const app = new App(props, { outdir: path.resolve(outdir) });
  extend?.(app);
  await config.stacks(app);
  await app.finish();
  return app.synth();
}
