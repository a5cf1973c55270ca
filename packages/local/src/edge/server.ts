import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { type Behaviour, behavioursOf } from "./distribution.ts";
import { FunctionUrls } from "./function-urls.ts";
import { type Ask, asker, kindOf } from "./origins.ts";
import { type EdgeRequest, edgeRequest, fromViewer, toViewer } from "./request.ts";
import { type OriginResponse, send } from "./response.ts";
import { joinSocket } from "./socket.ts";
import { isResponse, type ViewerResponse } from "./viewer-function.ts";

export interface EdgeOptions {
  stage: string;
  /** Address of the emulator. */
  emulator: string;
  port: number;
  /** What every function on this machine sees besides its own environment. */
  inherited?: Record<string, string>;
  /** Folder for the bundles that run here; in the system's own by default. */
  scratch?: string;
  /** Told once a request that a function answered. */
  onInvocation?: (line: Invocation) => void;
}

export interface Invocation {
  method: string;
  path: string;
  status: number;
  ms: number;
}

export interface Edge {
  url: string;
  /** Looks again at what is deployed, for the requests after it. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** Stands in for CloudFront before a deployed stage: its behaviours, its functions, its headers. It keeps no cache. */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  let site = await Site.load(options);
  const server = createServer((incoming, response) => void site.answer(incoming, response));
  const joined = new Set<Duplex>();
  server.on("upgrade", (incoming, socket, head) => {
    joined.add(socket);
    socket.once("close", () => joined.delete(socket));
    site.upgrade(incoming, socket, head);
  });
  await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${options.port}`,
    async reload() {
      const former = site;
      site = await Site.load(options);
      former.close();
    },
    close: () =>
      new Promise<void>((done) => {
        site.close();
        server.close(() => done());
        server.closeAllConnections();
        // Those are not among them, and a page may stay open for ever.
        for (const socket of joined) socket.destroy();
      }),
  };
}

class Site {
  private readonly options: EdgeOptions;
  private readonly behaviours: Behaviour[];
  private readonly functions: FunctionUrls;
  private readonly emulator: URL;
  private readonly askers: Map<Behaviour, Ask>;

  constructor(options: EdgeOptions, behaviours: Behaviour[], functions: FunctionUrls) {
    this.options = options;
    this.behaviours = behaviours;
    this.functions = functions;
    this.emulator = new URL(options.emulator);
    this.askers = new Map(behaviours.map((one) => [one, asker(one.origin, this.emulator, functions)]));
  }

  static async load(options: EdgeOptions): Promise<Site> {
    const behaviours = await behavioursOf(options.stage, options.emulator);
    return new Site(options, behaviours, await FunctionUrls.load(options));
  }

  async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const request = edgeRequest(incoming);
    const behaviour = this.behaviourFor(request.uri);
    try {
      const answer = await this.ask(behaviour, request);
      const { headers: policy, compress } = behaviour;
      const accept = request.headers["accept-encoding"] ?? "";
      await send(response, answer, { head: request.method === "HEAD", accept, compress, policy });
    } catch (error) {
      fail(response, error);
    }
    if (kindOf(behaviour.origin) === "bucket") return;
    const path = request.query ? `${request.uri}?${request.query}` : request.uri;
    const ms = Math.round(performance.now() - started);
    this.options.onInvocation?.({ method: request.method, path, status: response.statusCode, ms });
  }

  private ask(behaviour: Behaviour, viewed: EdgeRequest): Promise<OriginResponse> | OriginResponse {
    if (!behaviour.methods.includes(viewed.method)) return plain(403, "This path does not take that method.\n");
    let request = viewed;
    for (const { call } of behaviour.viewerRequest) {
      const result = call(toViewer(request), request.ip);
      if (isResponse(result)) return made(result);
      request = fromViewer(request, result);
    }
    const ask = this.askers.get(behaviour);
    return ask ? ask(request, behaviour.forwarded) : plain(502, "No origin.\n");
  }

  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const behaviour = this.behaviourFor(edgeRequest(incoming).uri);
    if (kindOf(behaviour.origin) === "api") joinSocket(this.emulator, behaviour.origin, incoming, socket, head);
    else socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n");
  }

  private behaviourFor(uri: string): Behaviour {
    const found = this.behaviours.find(({ matches }) => matches.test(uri));
    if (!found) throw new Error("A distribution has a default behaviour.");
    return found;
  }

  close(): void {
    this.functions.close();
  }
}

function plain(status: number, text: string): OriginResponse {
  return { status, headers: { "content-type": "text/plain" }, body: Buffer.from(text) };
}

/** An answer that a CloudFront function gave itself. */
function made({ statusCode, headers = {}, body = "" }: ViewerResponse): OriginResponse {
  const flat = Object.fromEntries(Object.entries(headers).map(([name, { value }]) => [name, value]));
  const encoding = typeof body === "string" ? "utf8" : body.encoding === "base64" ? "base64" : "utf8";
  return {
    status: statusCode,
    headers: flat,
    body: Buffer.from(typeof body === "string" ? body : body.data, encoding),
  };
}

function fail(response: ServerResponse, error: unknown): void {
  // Who asked went away in the meantime.
  if (response.destroyed || response.socket?.destroyed) return;
  console.error(error instanceof Error ? error.message : error);
  if (response.headersSent) response.destroy();
  else response.writeHead(502, { "content-type": "text/plain" }).end("The origin failed.\n");
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", done);
  });
}
