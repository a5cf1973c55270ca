import { EventEmitter } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { Fault } from "./fault.ts";
import { parseFault } from "./fault.ts";
import { throttled, unavailable } from "./fault-reply.ts";

export interface Seen {
  operation: string;
  /** What was done to it; absent when it simply went through. */
  fault?: Fault["kind"];
}

export interface FaultProxy {
  url: string;
  /** Every request since the start, in order of arrival. */
  seen: readonly Seen[];
  /** From now on this happens to requests; the result lifts it again. Of several faults the first that applies is taken. */
  inject(fault: Fault): () => void;
  lift(): void;
  /** Settles when so many further requests of an operation have come in. */
  met(operation: string, times: number): Promise<void>;
  close(): Promise<void>;
}

interface Active {
  fault: Fault;
  met: number;
  hit: number;
}

const CONTROL = "/_faults";
const HOP_BY_HOP = new Set(["connection", "keep-alive", "transfer-encoding", "content-length"]);

/**
 * A reverse proxy before a service that speaks HTTP, to make it fail on command: in process by `inject`, from elsewhere by
 * `POST /_faults` with a fault as JSON; `DELETE` lifts all, `GET` tells faults and requests.
 */
export async function startFaultProxy(options: { target: string; port?: number }): Promise<FaultProxy> {
  const target = new URL(options.target);
  const agent = new http.Agent({ keepAlive: true });
  const active: Active[] = [];
  const seen: Seen[] = [];
  const arrivals = new EventEmitter();

  const inject = (fault: Fault): (() => void) => {
    const added = { fault, met: 0, hit: 0 };
    active.push(added);
    return () => void active.splice(0, active.length, ...active.filter((other) => other !== added));
  };
  const lift = () => void active.splice(0);

  async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await read(request);
    if (request.url?.startsWith(CONTROL)) return control(request, body, response);
    const operation = operationOf(request);
    const fault = choose(active, operation);
    seen.push(fault ? { operation, fault: fault.kind } : { operation });
    arrivals.emit("request", operation);
    switch (fault?.kind) {
      case "refuse":
        response.destroy();
        return;
      case "throttle":
        throttled(request, response);
        return;
      case "error":
        unavailable(response);
        return;
      case "delay":
        await wait(fault.delayMs ?? 0);
        break;
      default:
    }
    const reply = await forward(request, body);
    if (fault?.kind === "lose-reply") {
      response.destroy();
      return;
    }
    response.writeHead(reply.status, reply.headers).end(reply.body);
  }

  function control(request: http.IncomingMessage, body: Buffer, response: http.ServerResponse): void {
    if (request.method === "DELETE") lift();
    if (request.method === "POST") {
      const fault = parseFault(body.toString("utf8"));
      if (!fault) {
        response.writeHead(400).end("No such fault.");
        return;
      }
      inject(fault);
    }
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ faults: active.map(({ fault, hit }) => ({ ...fault, hit })), seen }));
  }

  function forward(request: http.IncomingMessage, body: Buffer): Promise<Reply> {
    return new Promise((done, fail) => {
      const onward = http.request(
        { ...whereOf(target), agent, method: request.method, path: request.url, headers: request.headers },
        (answer) => {
          read(answer).then(
            (bytes) => done({ status: answer.statusCode ?? 502, headers: passed(answer.headers), body: bytes }),
            fail,
          );
        },
      );
      onward.on("error", fail);
      onward.end(body);
    });
  }

  const server = http.createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(options.port ?? 0, "127.0.0.1", done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    inject,
    lift,
    met: (operation, times) =>
      new Promise((done) => {
        let left = times;
        const listen = (arrived: string) => {
          if (arrived !== operation || --left > 0) return;
          arrivals.off("request", listen);
          done();
        };
        arrivals.on("request", listen);
      }),
    close: () =>
      new Promise((done) => {
        agent.destroy();
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

interface Reply {
  status: number;
  headers: http.OutgoingHttpHeaders;
  body: Buffer;
}

function choose(active: Active[], operation: string): Fault | undefined {
  for (const entry of active) {
    const { operations, after = 0, every = 1, times = Number.POSITIVE_INFINITY } = entry.fault;
    if (operations && !operations.includes(operation)) continue;
    entry.met++;
    const due = entry.met > after && (entry.met - after) % every === 0;
    if (!due || entry.hit >= times) continue;
    entry.hit++;
    return entry.fault;
  }
  return undefined;
}

/** "PutItem" of an AWS JSON service; method and path elsewhere. */
function operationOf(request: http.IncomingMessage): string {
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") return target.split(".").at(-1) ?? target;
  return `${request.method} ${request.url?.split("?")[0]}`;
}

async function read(message: http.IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function whereOf(target: URL): { host: string; port: string } {
  return { host: target.hostname, port: target.port };
}

function passed(headers: http.IncomingHttpHeaders): http.OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}
