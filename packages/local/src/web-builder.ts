import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { putFiles } from "@stylegence/functions/deploy/site-files";
import { hashOf, stampWeb } from "../../../stacks/web.ts";
import type { Code } from "./code.ts";
import { emulated } from "./layout.ts";
import { root } from "./parts/cache.ts";
import { nodeBinary } from "./parts/tools.ts";
import { resourcesOf } from "./stage.ts";

/** Astro's memory grows with each build; a fresh process takes over after as many. */
const BUILDS = 12;

/** Builds the site in a warm process, which takes a third of the time, and deploys what came of it. */
export class WebBuilder {
  private readonly code: () => Code;
  private child: ChildProcess | undefined;
  private builds = 0;
  private live: string;

  constructor(code: () => Code) {
    this.code = code;
    this.live = hashOf([dist("server"), dist("client")]);
    this.warm();
  }

  /** False where the result is what is live already. Throws where the site does not build. */
  async update(): Promise<boolean> {
    await this.build();
    stampWeb();
    const made = hashOf([dist("server"), dist("client")]);
    if (made === this.live) return false;
    await this.upload();
    await this.code().replace("pages", dist("server"));
    this.live = made;
    return true;
  }

  private warm(): ChildProcess {
    if (this.child?.connected && this.builds < BUILDS) return this.child;
    this.close();
    this.builds = 0;
    this.child = fork(path.join(import.meta.dirname, "web-process.mjs"), [], {
      cwd: path.join(root, "web"),
      execPath: nodeBinary(),
      env: { PATH: process.env.PATH, NODE_ENV: "production", ASTRO_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      // Ctrl-C is for us: it ends when we let go of it.
      detached: true,
    });
    return this.child;
  }

  private build(): Promise<void> {
    const child = this.warm();
    this.builds += 1;
    return new Promise((done, fail) => {
      const ended = () => fail(new Error("The process that builds the site ended."));
      child.once("exit", ended);
      child.once("message", ({ error }: { error?: string }) => {
        child.off("exit", ended);
        if (error) fail(new Error(error));
        else done();
      });
      child.send({ build: true }, (error) => error && fail(error));
    });
  }

  private async upload(): Promise<void> {
    const code = this.code();
    const client = new S3Client({ ...emulated(code.emulator), forcePathStyle: true });
    const resources = await resourcesOf(code.stage, code.emulator);
    const Bucket = resources.find(({ LogicalResourceId }) =>
      LogicalResourceId?.startsWith("Assets"),
    )?.PhysicalResourceId;
    await putFiles(client, Bucket ?? "", dist("client"));
  }

  close(): void {
    if (this.child?.connected) this.child.disconnect();
  }
}

function dist(part: "server" | "client"): string {
  return path.join(root, "web/dist", part);
}
