import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import type { App } from "sst/constructs";
import { assemble } from "./app.ts";

export interface Extras {
  /** Sees the app before its stacks: for aspects. */
  before?: (app: App) => void;
  /** Declares more after the stacks. */
  also?: () => void;
}

/** The assembly of a stage without an account: SST asks nobody for anything when it believes that it is tested. */
export async function synth(stage: string, outdir: string, extras: Extras = {}): Promise<CloudAssembly> {
  process.env.NODE_ENV = "test";
  process.env.AWS_REGION ??= "ap-south-1";
  const { initProject, useProject } = await import("sst/project.js");
  const { App } = await import("sst/constructs");
  await initProject({ stage, region: process.env.AWS_REGION } as never);
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const { name, region } = useProject().config;
  const props = { mode: "deploy", stage, name, region, account: "000000000000" } as never;
  const app = new App(props, { outdir: path.resolve(outdir) });
  extras.before?.(app);
  await assemble(app, extras.also);
  await app.finish();
  return app.synth();
}
