import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { AddressInfo, Socket } from "node:net";

export interface Seen {
  method: string;
  /** With its query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Which connection it came by. */
  port: number;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Never answered: the connection stays open, or is cut. */
  never?: "silent" | "cut";
}

export interface Wire {
  url: string;
  seen: Seen[];
  close(): Promise<void>;
}

/** A server that answers as it is told and keeps what it was asked. Bedrock's client speaks HTTP/2. */
export async function startWire(
  answer: (seen: Seen, count: number) => Reply,
  { http2 = false }: { http2?: boolean } = {},
): Promise<Wire> {
  const seen: Seen[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const one: Seen = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(parts).toString("utf8"),
      port: request.socket.remotePort ?? 0,
    };
    seen.push(one);
    const reply = answer(one, seen.length);
    if (reply.never === "cut") return request.socket.destroy();
    if (reply.never) return;
    const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body ?? {});
    response.writeHead(reply.status ?? 200, {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(text)),
      ...reply.headers,
    });
    response.end(text);
  };
  const listener = (request: unknown, response: unknown) =>
    void handle(request as IncomingMessage, response as ServerResponse);
  const server = http2 ? createHttp2Server(listener) : createServer(listener);
  const connections = new Set<Socket>();
  server.on("connection", (socket: Socket) => connections.add(socket));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of connections) socket.destroy();
      }),
  };
}

/** What an AWS client needs to talk to a wire. */
export const toWire = (endpoint: string) => ({
  endpoint,
  region: "ap-south-1",
  credentials: { accessKeyId: "AKEY", secretAccessKey: "secret" },
  maxAttempts: 1,
});
