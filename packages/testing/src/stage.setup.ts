import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { layoutOf } from "@stylegence/local/layout";
import { freeBase } from "@stylegence/local/parts/ports";
import { board } from "@stylegence/local/progress";
import { seed } from "@stylegence/local/seed";
import { deployStage, serveStage, startSystem } from "@stylegence/local/system";
import type { TestProject } from "vitest/node";

/** Where the deployed stage of a test run is reached. */
export interface DeployedStage {
  name: string;
  site: string;
  emulator: string;
  search: string;
  sandbox: string;
  /** Folder of all its data. */
  data: string;
}

declare module "vitest" {
  interface ProvidedContext {
    stage: DeployedStage;
  }
}

/** To the emulator of a test run what `dev` is to an account: it owns the search domain that previews share. */
const NAME = "local";

interface Running {
  stage: DeployedStage;
  users: number;
  stop: () => Promise<void>;
}

/** Projects of one run load this file each for itself, and share the one stage through the process. */
const shared = globalThis as { stylegenceStage?: Promise<Running> };

/** Starts the parts on free ports, deploys a stage, tells it of the sandbox's shops and serves it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.stylegenceStage ??= start();
  const running = await shared.stylegenceStage;
  running.users += 1;
  project.provide("stage", running.stage);
  return async () => {
    running.users -= 1;
    if (running.users > 0) return;
    shared.stylegenceStage = undefined;
    await running.stop();
  };
}

async function start(): Promise<Running> {
  const data = mkdtempSync(path.join(tmpdir(), "stylegence-stage-"));
  // OpenSearch may run as another user.
  chmodSync(data, 0o755);
  const layout = layoutOf(await freeBase(15_000, 10), data);
  const progress = board(process.stderr);
  const system = await startSystem(layout, progress);
  const stop = async () => {
    await system.stop();
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await deployStage(system, NAME, progress);
    const edge = await serveStage(system, NAME);
    await seed(NAME, system, progress.of("shops"));
    const { emulator, search, sandbox } = system;
    return {
      stage: { name: NAME, site: edge.url, emulator, search, sandbox, data },
      users: 0,
      async stop() {
        await edge.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
