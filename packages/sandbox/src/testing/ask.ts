import { type IncomingHttpHeaders, request } from "node:http";
import { gunzipSync } from "node:zlib";
import type { Sandbox } from "../server.ts";

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  text: string;
}

export interface Asking {
  method?: string;
  headers?: Record<string, string>;
  json?: unknown;
  /** Sent as it is. */
  body?: string | Buffer;
}

/** One request to a host of the sandbox, redirects not followed. Rejects when the connection breaks. */
export function ask(sandbox: Pick<Sandbox, "port">, host: string, path: string, asking: Asking = {}): Promise<Answer> {
  const { method = asking.json === undefined ? "GET" : "POST", headers = {}, json, body } = asking;
  return new Promise((resolve, reject) => {
    const req = request(
      {
        host: "127.0.0.1",
        port: sandbox.port,
        path,
        method,
        agent: false,
        headers: { host: `${host}.localhost`, ...headers },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.once("error", reject);
        response.once("end", () => {
          const body = Buffer.concat(parts);
          const plain = body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body, text: plain.toString("utf8") });
        });
      },
    );
    req.once("error", reject);
    req.end(json === undefined ? body : JSON.stringify(json));
  });
}
