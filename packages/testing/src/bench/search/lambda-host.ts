import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

export interface FunctionHost {
  /** The function's answer to an event, by an environment that is free or the next to be. */
  invoke(event: object): Promise<string>;
  close(): void;
  pids: number[];
}

interface Options {
  /** Folder with the bundle. */
  dir: string;
  env: Record<string, string>;
  /** How many environments run side by side, each with one event at a time. */
  environments: number;
}

interface Job {
  id: string;
  event: object;
  resolve(answer: string): void;
  reject(error: Error): void;
}

const LOOP = path.join(import.meta.dirname, "runtime-loop.mjs");
const TIMEOUT_MS = 30_000;

/** A function in environments of its own processes, each fed by Lambda's Runtime API. */
export async function startFunction(options: Options): Promise<FunctionHost> {
  const queue: Job[] = [];
  const waiting: ((job: Job) => void)[] = [];
  const give = (job: Job) => {
    const free = waiting.shift();
    if (free) free(job);
    else queue.push(job);
  };
  const take = (): Promise<Job> => {
    const next = queue.shift();
    return next ? Promise.resolve(next) : new Promise((done) => waiting.push(done));
  };
  const fail = (error: Error) => {
    for (const job of queue.splice(0)) job.reject(error);
    failure = error;
  };
  let failure: Error | undefined;
  const all = await Promise.all(Array.from({ length: options.environments }, () => environment(options, take, fail)));
  return {
    pids: all.flatMap(({ child }) => child.pid ?? []),
    invoke: (event) =>
      new Promise((resolve, reject) => {
        if (failure) reject(failure);
        else give({ id: randomUUID(), event, resolve, reject });
      }),
    close() {
      for (const { server, child } of all) {
        child.kill();
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

async function environment(
  { dir, env }: Options,
  take: () => Promise<Job>,
  fail: (error: Error) => void,
): Promise<{ server: Server; child: ChildProcess }> {
  let running: Job | undefined;
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = request.url ?? "";
    if (url.endsWith("/invocation/next")) {
      running = await take();
      response.writeHead(200, {
        "content-type": "application/json",
        "lambda-runtime-aws-request-id": running.id,
        "lambda-runtime-deadline-ms": String(Date.now() + TIMEOUT_MS),
      });
      response.end(JSON.stringify(running.event));
      return;
    }
    const body = await bodyOf(request);
    response.writeHead(202).end("{}");
    if (url.endsWith("/response")) running?.resolve(body);
    else if (url.endsWith("/init/error")) fail(new Error(`The function did not start: ${body}`));
    else running?.reject(new Error(`${url}: ${body}`));
  };
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const api = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const child = spawn(process.execPath, [LOOP], {
    cwd: dir,
    stdio: ["ignore", "ignore", "inherit"],
    env: { PATH: "/usr/bin:/bin", TZ: ":UTC", AWS_LAMBDA_RUNTIME_API: api, _HANDLER: "index.handler", ...env },
  });
  return { server, child };
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
