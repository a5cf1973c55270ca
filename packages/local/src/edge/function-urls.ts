import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { GetFunctionCommand, GetFunctionUrlConfigCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { unzipSync } from "fflate";
import { emulated, emulatedEnvironment } from "../layout.ts";
import { resourcesOf } from "../stage.ts";
import { Environment, type FunctionCode } from "./environment.ts";
import { type EdgeRequest, originHeaders } from "./request.ts";
import type { OriginResponse } from "./response.ts";

/** Warm environments of one function: more requests wait their turn. */
const MOST = 4;

export interface LoadOptions {
  stage: string;
  emulator: string;
  inherited?: Record<string, string>;
  scratch?: string;
}

/**
 * The functions behind the stage's function addresses. The emulator cannot stream, so their deployed bundles run here, in
 * processes that offer what Lambda's runtime does.
 */
export class FunctionUrls {
  private readonly codes: Map<string, FunctionCode>;
  private readonly pools = new Map<string, Environment[]>();
  private readonly waiting = new Map<string, (() => void)[]>();
  private readonly dirs: string[];

  constructor(codes: Map<string, FunctionCode>, dirs: string[]) {
    this.codes = codes;
    this.dirs = dirs;
  }

  /** Fetches configuration and bundle of each function that has an address. `inherited` is what every function sees. */
  static async load({ stage, emulator, inherited = {}, scratch = tmpdir() }: LoadOptions): Promise<FunctionUrls> {
    const client = new LambdaClient(emulated(emulator));
    const codes = new Map<string, FunctionCode>();
    const dirs: string[] = [];
    for (const { ResourceType, PhysicalResourceId } of await resourcesOf(stage, emulator)) {
      if (ResourceType !== "AWS::Lambda::Url") continue;
      const FunctionName = PhysicalResourceId?.split(":function:").pop()?.split(":")[0];
      const { FunctionUrl = "" } = await client.send(new GetFunctionUrlConfigCommand({ FunctionName }));
      const { Configuration, Code } = await client.send(new GetFunctionCommand({ FunctionName }));
      const dir = await unpack(Code?.Location ?? "", scratch);
      dirs.push(dir);
      codes.set(new URL(FunctionUrl).hostname.split(".")[0] ?? "", {
        name: FunctionName ?? "",
        dir,
        handler: Configuration?.Handler ?? "",
        timeoutMs: (Configuration?.Timeout ?? 3) * 1000,
        env: { ...inherited, ...emulatedEnvironment(emulator), ...Configuration?.Environment?.Variables },
      });
    }
    const urls = new FunctionUrls(codes, dirs);
    for (const label of codes.keys()) urls.grow(label);
    return urls;
  }

  async ask(label: string, request: EdgeRequest, forwarded: Set<string> | null): Promise<OriginResponse> {
    const environment = await this.free(label);
    const { meta, body } = await environment.invoke(eventOf(request, forwarded, label));
    const headers: OriginResponse["headers"] = { ...meta.headers };
    if (meta.cookies?.length) headers["set-cookie"] = meta.cookies;
    return { status: meta.statusCode, headers, body };
  }

  private async free(label: string): Promise<Environment> {
    const pool = (this.pools.get(label) ?? []).filter((environment) => !environment.dead);
    this.pools.set(label, pool);
    const idle = pool.find((environment) => !environment.busy) ?? (pool.length < MOST ? this.grow(label) : null);
    if (idle) {
      idle.busy = true;
      return idle;
    }
    await new Promise<void>((done) => this.waiting.set(label, [...(this.waiting.get(label) ?? []), done]));
    return this.free(label);
  }

  private grow(label: string): Environment {
    const code = this.codes.get(label);
    if (!code) throw new Error(`No function has the address ${label}.`);
    const made = new Environment(code);
    made.onFree = () => this.waiting.get(label)?.shift()?.();
    this.pools.set(label, [...(this.pools.get(label) ?? []), made]);
    return made;
  }

  close(): void {
    for (const environment of [...this.pools.values()].flat()) environment.stop();
    for (const dir of this.dirs) rmSync(dir, { recursive: true, force: true });
  }
}

async function unpack(location: string, scratch: string): Promise<string> {
  const answer = await fetch(location);
  if (!answer.ok) throw new Error(`The bundle at ${location} answered ${answer.status}.`);
  mkdirSync(scratch, { recursive: true });
  const dir = mkdtempSync(path.join(scratch, "stylegence-function-"));
  for (const [name, bytes] of Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer())))) {
    if (name.endsWith("/")) continue;
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), bytes);
  }
  return dir;
}

/** Payload 2.0, as a function's address gives it. */
function eventOf(request: EdgeRequest, forwarded: Set<string> | null, label: string): Record<string, unknown> {
  const { cookie, ...headers } = originHeaders(request, forwarded);
  const domainName = `${label}.lambda-url`;
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: request.uri,
    rawQueryString: request.query,
    headers: { ...headers, host: domainName },
    ...(cookie ? { cookies: cookie.split("; ") } : {}),
    queryStringParameters: Object.fromEntries(new URLSearchParams(request.query)),
    requestContext: {
      accountId: "anonymous",
      apiId: label,
      domainName,
      requestId: randomUUID(),
      routeKey: "$default",
      stage: "$default",
      timeEpoch: Date.now(),
      http: {
        method: request.method,
        path: request.uri,
        protocol: "HTTP/1.1",
        sourceIp: request.ip,
        userAgent: request.headers["user-agent"] ?? "",
      },
    },
    isBase64Encoded: false,
  };
}
