import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import http, { type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseResolve } from "../resolve.ts";
import { type Addresses, type CrawlOptions, crawl } from "./crawl.ts";
import { openMemory } from "./memory.ts";
import type { PageLine } from "./page-line.ts";
import { siteAddresses } from "./site.ts";

type Route = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let port: number;
let folder: string;
let routes: Map<string, Route>;
/** Every request, with when it came. */
let asked: { path: string; host: string; at: number }[];

const product = (price: string): Route =>
  html(`<html><h1>Kurta</h1><script type="application/ld+json">{"@type":"Product","name":"Kurta","sku":"K1",
    "offers":{"price":"${price}","priceCurrency":"INR","availability":"InStock"}}</script></html>`);

function html(text: string, headers: Record<string, string> = {}): Route {
  return (_, response) => void response.writeHead(200, { "content-type": "text/html", ...headers }).end(text);
}

function plain(text: string): Route {
  return (_, response) => void response.writeHead(200, { "content-type": "text/plain" }).end(text);
}

beforeEach(async () => {
  routes = new Map([["/robots.txt", plain("")]]);
  asked = [];
  folder = mkdtempSync(join(tmpdir(), "crawl-"));
  server = http.createServer((request, response) => {
    const path = request.url!;
    asked.push({ path, host: request.headers.host!, at: performance.now() });
    const missing: Route = (_, answer) => void answer.writeHead(404).end();
    (routes.get(path) ?? missing)(request, response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (path: string, host = "shop.test") => `http://${host}:${port}${path}`;

async function run(
  addresses: Addresses,
  options: Partial<CrawlOptions> & { state?: string } = {},
): Promise<PageLine[]> {
  const memory = openMemory(options.state);
  const lines: PageLine[] = [];
  const settings = { maxRps: 10_000, resolve: parseResolve("*.test=127.0.0.1"), userAgent: "TestBot/1.0", memory };
  for await (const line of crawl(addresses, { ...settings, ...options })) lines.push(line);
  memory.close();
  return lines;
}
const outcomes = (lines: readonly PageLine[]) =>
  Object.fromEntries(lines.map(({ url, outcome }) => [url.replace(/^.*:\d+/, ""), outcome]));
const paths = () => asked.map(({ path }) => path);

describe("a crawl", () => {
  it("visits each address once, however it is spelt, and gives a line each", async () => {
    routes.set("/p/1", product("1299"));
    routes.set("/c", html("<html><h1>Kurtas</h1><a href='/p/1'>1</a></html>"));
    const lines = await run([at("/p/1"), at("/p/1?utm_source=x#top"), at("/c"), at("/p/2"), "not an address"]);
    expect(outcomes(lines)).toEqual({
      "/p/1": "new",
      "/c": "no_product",
      "/p/2": "gone",
      "not an address": "bad_address",
    });
    const one = lines.find(({ outcome }) => outcome === "new");
    expect(one?.extraction?.product).toMatchObject({ price: { amount: 129_900, currency: "INR" } });
    expect(paths().sort()).toEqual(["/c", "/p/1", "/p/2", "/robots.txt"]);
  });

  it("tells what changed since the last one", async () => {
    const state = join(folder, "state");
    const tagged = (request: IncomingMessage, response: ServerResponse) =>
      request.headers["if-none-match"] === '"1"'
        ? response.writeHead(304).end()
        : html("<html></html>", { etag: '"1"' })(request, response);
    routes.set("/p/1", product("1299")).set("/p/2", product("899")).set("/tagged", tagged);
    const all = [at("/p/1"), at("/p/2"), at("/tagged")];
    expect(outcomes(await run(all, { state }))).toEqual({ "/p/1": "new", "/p/2": "new", "/tagged": "no_product" });
    routes.set("/p/1", product("999"));
    const lines = await run(all, { state });
    expect(outcomes(lines)).toEqual({ "/p/1": "changed", "/p/2": "unchanged", "/tagged": "not_modified" });
    expect(lines.find(({ outcome }) => outcome === "changed")?.changes).toMatchObject([
      { kind: "price", fields: expect.arrayContaining(["price"]) },
    ]);
  });

  it("takes a shop's pages from its sitemaps, and only the shop's", async () => {
    routes.set("/robots.txt", plain(`Sitemap: ${at("/index.xml")}\nUser-agent: *\nDisallow: /private`));
    const set = (kind: string, entry: string, list: string[]) =>
      plain(`<${kind}>${list.map((loc) => `<${entry}><loc>${loc}</loc></${entry}>`).join("")}</${kind}>`);
    routes.set("/index.xml", set("sitemapindex", "sitemap", [at("/a.xml"), at("/gone.xml"), at("/index.xml")]));
    routes.set("/a.xml", set("urlset", "url", [at("/p/1"), at("/private/2"), "https://elsewhere.example/p"]));
    routes.set("/p/1", product("10"));
    const lines = await run((needs) => siteAddresses(at("/"), needs));
    expect(outcomes(lines)).toEqual({ "/p/1": "new", "/private/2": "forbidden", "/gone.xml": "gone" });
  });

  it("stops at its limit, when told, and when nobody takes its lines any more", async () => {
    for (let n = 0; n < 50; n++) routes.set(`/p/${n}`, product("10"));
    const all = Array.from({ length: 50 }, (_, n) => at(`/p/${n}`));
    expect(await run(all, { max: 7 })).toHaveLength(7);
    const stop = new AbortController();
    let met = 0;
    const memory = openMemory();
    const options = { maxRps: 10_000, resolve: parseResolve("*.test=127.0.0.1"), userAgent: "TestBot/1.0", memory };
    for await (const _ of crawl(all, { ...options, signal: stop.signal, concurrency: 2 }))
      if (++met === 3) stop.abort();
    expect(met).toBeLessThan(10);
    asked = [];
    for await (const _ of crawl(
      all.map((url) => `${url}?2`),
      { ...options, concurrency: 2 },
    ))
      break;
    expect(asked.length).toBeLessThan(10);
  });

  it("reads no further ahead than it has room for, and waits for whoever takes the lines", async () => {
    let given = 0;
    function* endless() {
      for (;;) yield at(`/p/${given++}`);
    }
    const lines = crawl(endless(), {
      maxRps: 10_000,
      concurrency: 4,
      maxWaiting: 20,
      resolve: parseResolve("*.test=127.0.0.1"),
      userAgent: "TestBot/1.0",
      memory: openMemory(),
    });
    for (let n = 0; n < 100; n++) await lines.next();
    expect(asked.length).toBeLessThanOrEqual(110);
    expect(given).toBeLessThanOrEqual(135);
    await lines.return(undefined);
  });
});

describe("politeness, as the server sees it", () => {
  /**
   * That no interval holds more than one request. A server sees a request a moment after it was sent, so of the time between two
   * one interval is forgiven, however many lie between them.
   */
  function expectPace(intervalMs: number, times = asked.map((one) => one.at)) {
    for (const [n, from] of times.entries()) {
      const early = times.slice(n + 1).findIndex((to, more) => to - from < more * intervalMs);
      expect(early, `${n} and ${n + 1 + early} of ${times}`).toBe(-1);
    }
  }

  it("no two requests follow closer than the budget allows: robots.txt, redirects and errors count", async () => {
    for (let n = 0; n < 12; n++) routes.set(`/p/${n}`, product("10"));
    routes.set("/p/3", (_, response) => void response.writeHead(302, { location: "/p/4?moved" }).end());
    routes.set("/p/5", (request) => request.socket.destroy());
    await run(
      Array.from({ length: 12 }, (_, n) => at(`/p/${n}`)),
      { maxRps: 20, perDomain: 8, concurrency: 16 },
    );
    expect(asked.length).toBeGreaterThanOrEqual(14);
    expectPace(50);
  });

  it("what is sent once more, since a kept connection was closed, takes another turn", async () => {
    const used = new WeakSet<object>();
    const page = product("10");
    const once = (request: IncomingMessage, response: ServerResponse) => {
      const isUsed = used.has(request.socket);
      used.add(request.socket);
      if (isUsed) request.socket.resetAndDestroy();
      else page(request, response);
    };
    routes.set("/robots.txt", once);
    for (let n = 0; n < 4; n++) routes.set(`/p/${n}`, once);
    const lines = await run(
      [0, 1, 2, 3].map((n) => at(`/p/${n}`)),
      { maxRps: 20, perDomain: 1 },
    );
    expect(lines.map(({ outcome }) => outcome)).toEqual(["new", "new", "new", "new"]);
    expect(asked.length).toBeGreaterThan(6);
    expectPace(50);
  });

  it("hosts of one domain share a budget, domains do not", async () => {
    routes.set("/p", product("10"));
    await run([at("/p"), at("/p", "www.shop.test"), at("/p", "img.shop.test"), at("/p", "other.test")], { maxRps: 20 });
    expect(asked).toHaveLength(8);
    expectPace(
      50,
      asked.filter(({ host }) => !host.startsWith("other")).map((one) => one.at),
    );
    expect(asked.slice(0, 6).filter(({ host }) => host.startsWith("other"))).toHaveLength(2);
  });

  it("keeps the delay that robots.txt asks for", async () => {
    routes.set("/robots.txt", plain("User-agent: *\nCrawl-delay: 0.2"));
    await run([1, 2, 3].map((n) => at(`/p/${n}`)));
    expect(paths()[0]).toBe("/robots.txt");
    expectPace(200);
  });

  it("leaves a shop alone that says it is busy, and asks again", async () => {
    let busy = 1;
    routes.set("/p/1", (request, response) =>
      busy-- > 0 ? void response.writeHead(429, { "retry-after": "1" }).end() : product("10")(request, response),
    );
    const lines = await run([at("/p/1")], { patienceMs: 5000 });
    expect(lines).toMatchObject([{ outcome: "new" }]);
    expect(asked[2]!.at - asked[1]!.at).toBeGreaterThan(900);
  });

  it("does not wait for a shop that asks for longer than it has patience", async () => {
    routes.set("/p/1", (_, response) => void response.writeHead(503, { "retry-after": "3600" }).end());
    const lines = await run(
      [1, 2, 3].map((n) => at(`/p/${n}`)),
      { perDomain: 1 },
    );
    expect(lines.map(({ outcome }) => outcome)).toContain("postponed");
    expect(paths()).toEqual(["/robots.txt", "/p/1"]);
  });
});
