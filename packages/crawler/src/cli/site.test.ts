import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMemory } from "../engine/memory.ts";
import { parseResolve } from "../resolve.ts";
import { runSite, sourceOf } from "./site.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const page = (price: string) =>
  `<html><script type="application/ld+json">{"@type":"Product","name":"Kurta","offers":{"price":"${price}","priceCurrency":"INR"}}</script></html>`;

let server: Server;
let base: string;
let folder: string;
let price = "1299.50";

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/robots.txt") response.end(`Sitemap: ${base}/map.xml`);
    else if (request.url === "/map.xml")
      response.end(`<urlset><url><loc>${base}/p/1</loc></url><url><loc>${base}/p/2</loc></url></urlset>`);
    else response.setHeader("content-type", "text/html").end(request.url === "/p/1" ? page(price) : page("10"));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  base = `http://shop.test:${(server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), "crawl-"));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function crawl(...args: string[]): Promise<{ code: number; lines: Record<string, unknown>[]; err: string }> {
  const all = ["site", ...args, "--rps", "1000", "--resolve", "shop.test=127.0.0.1"];
  const child = spawn(process.execPath, [main, ...all], { stdio: ["ignore", "pipe", "pipe"] });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  const lines = out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { code, err, lines: lines.sort((a, b) => (a.url < b.url ? -1 : 1)) };
}

describe("crawl site", () => {
  it("gives a line for each page of a shop, and on the next run what changed", async () => {
    const state = ["--state", join(folder, "state")];
    const first = await crawl(`${base}/`, ...state);
    expect(first).toMatchObject({ code: 0, err: expect.stringMatching(/2 pages in .* s \(new 2\)/) });
    expect(first.lines[0]).toMatchObject({
      url: `${base}/p/1`,
      outcome: "new",
      status: 200,
      product: { name: "Kurta", price: { amount: "1299.5", currency: "INR" } },
    });
    price = "999";
    const list = join(folder, "list");
    writeFileSync(list, `# two pages\n${base}/p/1\n\n${base}/p/2\n`);
    const second = await crawl(list, ...state);
    expect(second.lines.map(({ outcome }) => outcome)).toEqual(["changed", "unchanged"]);
    expect(second.lines[0]).toMatchObject({ changes: [{ kind: "price" }] });
  });

  it("says what an option should have been", async () => {
    expect(await crawl(`${base}/`, "--max", "some")).toMatchObject({
      code: 1,
      err: expect.stringContaining("above 0"),
    });
  });

  it("goes no faster than its lines are taken", async () => {
    let given = 0;
    function* endless() {
      for (;;) yield `${base}/p/${++given}\n`;
    }
    const memory = openMemory();
    const stop = new AbortController();
    const output = new PassThrough({ highWaterMark: 1000 });
    const running = runSite(sourceOf("-", Readable.from(endless())), output, {
      memory,
      maxRps: 100_000,
      concurrency: 2,
      maxWaiting: 5,
      userAgent: "TestBot/1.0",
      resolve: parseResolve("shop.test=127.0.0.1"),
      signal: stop.signal,
    });
    await once(output, "readable");
    const before = output.readableLength;
    stop.abort();
    output.resume();
    const counts = await running;
    memory.close();
    expect(before).toBeLessThan(10_000);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeLessThan(20);
  });
});
