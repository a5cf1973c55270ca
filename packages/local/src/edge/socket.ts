import http, { type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Origin } from "@aws-sdk/client-cloudfront";
import { labelOf } from "./origins.ts";
import { edgeRequest } from "./request.ts";

/** Joins a WebSocket of the viewer to the API's; the emulator knows the API by its path. */
export function joinSocket(
  emulator: URL,
  origin: Origin,
  incoming: IncomingMessage,
  viewer: Duplex,
  head: Buffer,
): void {
  const { uri, query, headers } = edgeRequest(incoming);
  const outgoing = http.request({
    host: emulator.hostname,
    port: emulator.port,
    path: `/_aws/execute-api/${labelOf(origin)}${uri}${query ? `?${query}` : ""}`,
    headers: { ...headers, host: emulator.host },
  });
  outgoing.once("error", () => viewer.destroy());
  outgoing.once("response", (answer) => {
    viewer.end(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\nconnection: close\r\n\r\n`);
  });
  outgoing.once("upgrade", (answer, api, first) => {
    const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
    viewer.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
    if (first.length > 0) viewer.write(first);
    if (head.length > 0) api.write(head);
    api.pipe(viewer).pipe(api);
    api.once("error", () => viewer.destroy());
    viewer.once("error", () => api.destroy());
    viewer.once("close", () => api.destroy());
  });
  outgoing.end();
}
