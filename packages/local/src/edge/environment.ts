import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { PassThrough } from "node:stream";
import { nodeBinary } from "../parts/tools.ts";

/** What a function runs on: its unpacked bundle and its configuration. */
export interface FunctionCode {
  name: string;
  dir: string;
  /** As in the template, "file.export". */
  handler: string;
  timeoutMs: number;
  env: Record<string, string>;
}

export interface Invocation {
  meta: { statusCode: number; headers: Record<string, string>; cookies?: string[] };
  body: PassThrough;
}

type Message =
  | { type: "ready" }
  | { type: "meta"; meta: Invocation["meta"] }
  | { type: "chunk"; chunk: Uint8Array }
  | { type: "end" }
  | { type: "failed"; error: string };

/** One execution environment: a process that answers one request at a time, as Lambda's do. */
export class Environment {
  readonly code: FunctionCode;
  private readonly child: ChildProcess;
  private readonly ready: Promise<void>;
  private take: ((message: Message) => void) | undefined;
  busy = false;
  dead = false;

  constructor(code: FunctionCode) {
    this.code = code;
    this.child = fork(path.join(import.meta.dirname, "runtime.mjs"), [], {
      execPath: nodeBinary(),
      execArgv: ["--enable-source-maps"],
      cwd: code.dir,
      env: { ...code.env, LAMBDA_TASK_ROOT: code.dir, _HANDLER: code.handler, PATH: process.env.PATH ?? "" },
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      // Ctrl-C is for us: it ends when we let go of it.
      detached: true,
    });
    this.ready = new Promise((done, fail) => {
      this.take = (message) => {
        if (message.type === "ready") done();
        if (message.type === "failed") fail(new Error(message.error));
      };
      this.child.once("exit", () => fail(new Error(`${code.name} ended while it started.`)));
    });
    // Whoever invokes sees the failure; without a listener an unused environment would end the whole process.
    this.ready.catch(() => undefined);
    this.child.on("message", (message: Message) => this.take?.(message));
    this.child.once("exit", () => {
      this.dead = true;
      this.take?.({ type: "failed", error: `${code.name} ended in the middle of a request.` });
    });
  }

  /** Runs one event; the promise settles when the head of the answer is known. */
  async invoke(event: unknown): Promise<Invocation> {
    this.busy = true;
    try {
      await this.ready;
    } catch (error) {
      this.stop();
      throw error;
    }
    const body = new PassThrough();
    return new Promise((done, fail) => {
      const timer = setTimeout(() => {
        this.take?.({ type: "failed", error: `Task timed out after ${this.code.timeoutMs / 1000} seconds` });
        this.stop();
      }, this.code.timeoutMs);
      const finish = () => {
        clearTimeout(timer);
        this.take = undefined;
        this.busy = false;
        this.onFree?.();
      };
      this.take = (message) => {
        if (message.type === "meta") done({ meta: message.meta, body });
        else if (message.type === "chunk") body.write(message.chunk);
        else if (message.type === "end") {
          body.end();
          finish();
        } else if (message.type === "failed") {
          const error = new Error(message.error);
          body.destroy(error);
          fail(error);
          finish();
        }
      };
      this.child.send({ event });
    });
  }

  onFree: (() => void) | undefined;

  get pid(): number | undefined {
    return this.child.pid;
  }

  stop(): void {
    this.dead = true;
    this.child.kill("SIGKILL");
  }
}
