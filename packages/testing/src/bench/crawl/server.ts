import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { storedPages } from "./render.ts";

/** What the server saw since it was last asked to begin anew. */
export interface Seen {
  /** Milliseconds of each request for a page, by the server's own clock. */
  times: number[];
  other: number;
  /** Of the server's process. */
  cpuMs: number;
}

/** A process of its own: `fork` it with a number of pages; it answers messages "begin", "count" and "seen". */
const pages = await storedPages(Number(process.argv[2]));
const byPath = new Map(pages.map((page, n) => [page.path, { ...page, etag: `"${n}"` }]));
const head = { "content-type": "text/html; charset=utf-8", "content-encoding": "gzip", vary: "accept-encoding" };

let times: number[] = [];
let other = 0;
let cpu = process.cpuUsage();

const server = createServer((request, response) => {
  const at = performance.now();
  const page = byPath.get(request.url ?? "");
  if (page) {
    times.push(at);
    const { etag, body } = page;
    if (request.headers["if-none-match"] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { ...head, etag, "content-length": body.length }).end(body);
    return;
  }
  other++;
  const text = request.url === "/robots.txt" ? "User-agent: *\nDisallow: /cart\nDisallow: /*?*sort_by*\n" : "";
  response.writeHead(text ? 200 : 404, { "content-type": "text/plain" }).end(text);
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({
    port,
    paths: pages.map(({ path }) => path),
    bytes: pages.reduce((sum, page) => sum + page.bytes, 0),
  });
});

process.on("message", (message) => {
  if (message === "begin") {
    times = [];
    other = 0;
    cpu = process.cpuUsage();
    process.send?.({});
  } else if (message === "count") process.send?.(times.length);
  else {
    const { user, system } = process.cpuUsage(cpu);
    const seen: Seen = { times, other, cpuMs: (user + system) / 1000 };
    process.send?.(seen);
  }
});
process.on("disconnect", () => process.exit(0));
