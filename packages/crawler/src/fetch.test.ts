import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFetch, safeFetch } from "./fetch.ts";
import type { FetchOptions, FetchResult } from "./fetch-result.ts";
import { parseResolve } from "./resolve.ts";

type Route = (request: IncomingMessage, response: ServerResponse) => void;

const html =
  (text: string, headers = {}): Route =>
  (_, response) =>
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(text);
const bytes =
  (body: Buffer, headers: Record<string, string>): Route =>
  (_, response) =>
    response.writeHead(200, headers).end(body);
const redirect =
  (location: string, status = 302): Route =>
  (_, response) =>
    response.writeHead(status, { location }).end("moved");
const encoded = (body: Buffer, coding: string) =>
  bytes(body, { "content-type": "text/html", "content-encoding": coding });

const page = "<title>Kurta ₹1,299</title>";
const routes: Record<string, Route> = {
  "/page": html(page, { etag: '"v1"', "last-modified": "Mon, 02 Nov 2026 10:00:00 GMT" }),
  "/conditional": (request, response) =>
    request.headers["if-none-match"] === '"v1"' ? response.writeHead(304).end() : html("changed")(request, response),
  "/echo": (request, response) => html(JSON.stringify(request.headers))(request, response),
  "/gzip": encoded(gzipSync(page), "gzip"),
  "/br": encoded(brotliCompressSync(page), "br"),
  "/deflate": encoded(deflateSync(page), "deflate"),
  "/deflate-raw": encoded(deflateRawSync(page), "deflate"),
  "/gzip-cut": encoded(gzipSync(page.repeat(50)).subarray(0, -6), "gzip"),
  "/not-gzip": encoded(Buffer.from(page), "gzip"),
  "/odd-coding": encoded(Buffer.from(page), "snappy"),
  "/bomb": encoded(gzipSync(Buffer.alloc(50_000_000)), "gzip"),
  "/double-bomb": encoded(gzipSync(gzipSync(Buffer.alloc(50_000_000))), "gzip, gzip"),
  "/endless": (_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  },
  "/large": bytes(Buffer.alloc(2_000_000), { "content-type": "text/html", "content-length": "2000000" }),
  "/silent": () => {},
  "/slow-body": (_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.write("<p>and then nothing");
  },
  "/reset": (request) => request.socket.destroy(),
  "/windows-1252": bytes(Buffer.from([0x80, 0x31, 0x32]), { "content-type": "text/html; charset=iso-8859-1" }),
  "/meta-charset": bytes(
    Buffer.concat([Buffer.from('<meta charset="windows-1251">'), Buffer.from([0xf6, 0xe5, 0xed, 0xe0])]),
    {
      "content-type": "text/html",
    },
  ),
  "/bom": bytes(Buffer.from("\ufeff₹", "utf16le"), { "content-type": "text/html; charset=utf-8" }),
  "/image": bytes(Buffer.alloc(10), { "content-type": "image/png" }),
  "/busy": (_, response) => response.writeHead(429, { "retry-after": "7" }).end("slow down"),
  "/missing": (_, response) => response.writeHead(404).end("nothing here"),
  "/moved": redirect("/page", 301),
  "/moved-far": redirect("/moved", 308),
  "/to-private": redirect("http://10.0.0.1/secret"),
  "/to-metadata": redirect("http://[::ffff:169.254.169.254]/latest"),
  "/to-file": redirect("file:///etc/passwd"),
  "/to-unlisted": redirect("http://inside.test/"),
  "/loop": redirect("/loop"),
  "/ping": redirect("/pong"),
  "/pong": redirect("/ping"),
  "/no-location": (_, response) => response.writeHead(302).end(),
};

let server: Server;
let base: string;
let asked: string[];
const options: FetchOptions = { userAgent: "StylegenceBot/1.0", resolve: parseResolve("shop.test=127.0.0.1") };

const get = (path: string, more: Partial<FetchOptions> = {}) => safeFetch(base + path, { ...options, ...more });
const text = (result: FetchResult) => (result.kind === "ok" ? result.text : result.kind);

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url!.split("?")[0]!;
    asked.push(path);
    const far = /^\/far\/(\d+)$/.exec(path);
    const route = far ? redirect(`/far/${Number(far[1]) + 1}`) : routes[path];
    (route ?? routes["/missing"]!)(request, response);
  });
  asked = [];
  await once(server.listen(0, "127.0.0.1"), "listening");
  base = `http://shop.test:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("safeFetch", () => {
  it("gives the page with what is needed to ask again", async () => {
    const result = await get("/page");
    expect(result).toMatchObject({
      kind: "ok",
      status: 200,
      url: `${base}/page`,
      charset: "utf-8",
      text: page,
      etag: '"v1"',
      lastModified: "Mon, 02 Nov 2026 10:00:00 GMT",
      hops: [],
    });
    expect(await get("/conditional", { etag: '"v1"' })).toMatchObject({ kind: "not_modified", status: 304 });
    expect(text(await get("/conditional", { etag: '"v0"' }))).toBe("changed");
  });

  it("names itself and sends what it is told", async () => {
    const headers = JSON.parse(text(await get("/echo", { lastModified: "yesterday", headers: { "x-a": "b" } })));
    expect(headers).toMatchObject({ "user-agent": "StylegenceBot/1.0", "if-modified-since": "yesterday", "x-a": "b" });
    expect(headers.host).toBe(new URL(base).host);
  });

  it.each(["/gzip", "/br", "/deflate", "/deflate-raw"])("decodes %s", async (path) => {
    expect(text(await get(path))).toBe(page);
  });

  it("gives what a cut-off stream holds, and refuses what is not what it says", async () => {
    expect(text(await get("/gzip-cut"))).toContain(page);
    expect(await get("/gzip-cut")).toMatchObject({ truncated: true });
    expect(await get("/gzip")).not.toHaveProperty("truncated");
    expect(await get("/not-gzip")).toMatchObject({ kind: "bad_content", reason: "content is not gzip" });
    expect(await get("/odd-coding")).toMatchObject({ kind: "bad_content", reason: "content encoding snappy" });
  });

  it.each(["/bomb", "/double-bomb", "/endless", "/large"])("stops at the limit: %s", async (path) => {
    expect(await get(path, { maxBytes: 1_000_000 })).toEqual({
      kind: "too_large",
      url: base + path,
      limitBytes: 1_000_000,
      unpacked: path.endsWith("bomb"),
    });
  });

  it.each(["/silent", "/slow-body"])("stops at the time limit: %s", async (path) => {
    expect(await get(path, { timeoutMs: 150 })).toEqual({
      kind: "timeout",
      url: base + path,
      timeoutMs: 150,
      answered: path === "/slow-body",
    });
  });

  it("stops when told", async () => {
    const stop = new AbortController();
    const result = get("/silent", { signal: stop.signal });
    stop.abort();
    expect(await result).toMatchObject({ kind: "network", code: "ABORTED" });
  });

  it("tells network faults", async () => {
    expect(await get("/reset")).toMatchObject({ kind: "network", code: expect.stringMatching(/SOCKET|RESET/) });
    const closed = { ...options, resolve: parseResolve("gone.test=127.0.0.1") };
    expect(await safeFetch("http://gone.test:9/", closed)).toMatchObject({ kind: "network", code: "ECONNREFUSED" });
  });

  it("reads the charset from mark, header and page", async () => {
    expect(await get("/windows-1252")).toMatchObject({ charset: "windows-1252", text: "€12" });
    expect(await get("/meta-charset")).toMatchObject({
      charset: "windows-1251",
      text: expect.stringContaining("цена"),
    });
    expect(await get("/bom")).toMatchObject({ charset: "utf-16le", text: "₹" });
  });

  it("refuses other content types than asked for", async () => {
    expect(await get("/image", { accept: ["text/html"] })).toMatchObject({
      kind: "bad_content",
      reason: "content type image/png",
    });
    expect(await get("/image", { accept: ["image/*"] })).toMatchObject({ kind: "ok" });
  });

  it("tells errors with the wait they ask for", async () => {
    expect(await get("/busy")).toMatchObject({ kind: "http_error", status: 429, retryAfterMs: 7000 });
    expect(await get("/missing")).toMatchObject({ kind: "http_error", status: 404 });
    expect(await get("/no-location")).toMatchObject({ kind: "http_error", status: 302 });
  });

  it("follows redirects and says which", async () => {
    expect(await get("/moved-far")).toMatchObject({
      kind: "ok",
      url: `${base}/page`,
      hops: [`${base}/moved-far`, `${base}/moved`],
    });
  });

  it("ends loops and chains", async () => {
    expect(await get("/loop")).toMatchObject({ kind: "redirect_loop" });
    expect(await get("/ping")).toMatchObject({ kind: "redirect_loop" });
    const before = asked.length;
    expect(await get("/far/0", { maxRedirects: 3 })).toMatchObject({ kind: "redirect_loop" });
    expect(asked.length - before).toBe(4);
  });

  it.each(["/to-private", "/to-metadata", "/to-file"])("refuses a redirect %s", async (path) => {
    expect(await get(path)).toMatchObject({ kind: "refused", reason: expect.any(String) });
  });

  it("asks before each hop", async () => {
    const hops: string[] = [];
    const onRedirect = (to: string) => hops.push(to) < 2;
    expect(await get("/moved-far", { onRedirect })).toMatchObject({ kind: "refused", url: `${base}/page` });
    expect(hops).toEqual([`${base}/moved`, `${base}/page`]);
  });
});

describe("look-ups", () => {
  it("refuses names that resolve inside, also after a redirect", async () => {
    const fetch = createFetch(async () => ["10.0.0.1"]);
    expect(await fetch("http://public.example.com/", options)).toMatchObject({ kind: "refused" });
    expect(await fetch(`${base}/to-unlisted`, options)).toMatchObject({ kind: "refused", url: "http://inside.test/" });
  });

  it("refuses a name with one private address among public ones", async () => {
    const fetch = createFetch(async () => ["8.8.8.8", "127.0.0.1"]);
    expect(await fetch("http://public.example.com/", options)).toMatchObject({
      kind: "refused",
      reason: "public.example.com resolves to 127.0.0.1, not a public address",
    });
  });

  it("connects to what was checked: there is no second look-up to change", async () => {
    let lookups = 0;
    const fetch = createFetch(async () => (lookups++ === 0 ? ["192.0.2.1"] : ["127.0.0.1"]));
    const { port } = server.address() as AddressInfo;
    expect(await fetch(`http://rebind.example.com:${port}/page`, options)).toMatchObject({ kind: "refused" });
    expect(lookups).toBe(1);
  });

  it("tells a name that does not exist", async () => {
    const missing = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    const fetch = createFetch(() => Promise.reject(missing));
    expect(await fetch("http://nowhere.example.com/", options)).toMatchObject({ kind: "network", code: "ENOTFOUND" });
  });
});
