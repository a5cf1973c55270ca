import { once } from "node:events";
import http, { type Server, type ServerResponse } from "node:http";
import net, { type AddressInfo } from "node:net";
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFetch } from "../fetch.ts";
import { guardedLookup } from "../lookup.ts";
import { parseResolve } from "../resolve.ts";
import { type Addresses, type CrawlOptions, crawl } from "./crawl.ts";
import { openMemory } from "./memory.ts";
import type { Outcome, PageLine } from "./page-line.ts";
import { siteAddresses } from "./site.ts";

type Answer = (response: ServerResponse) => unknown;

const MB = 1024 * 1024;
const ZEROS = Buffer.alloc(50 * MB);
const ZIPPED = gzipSync(ZEROS, { level: 1 });
const TYPE = { "content-type": "text/html" };

const page = (name: string) => `<html><head><title>${name}</title><script type="application/ld+json">
${JSON.stringify({ "@type": "Product", name, sku: "K1", offers: { price: "1299", priceCurrency: "INR" } }).replaceAll("<", "\\u003c")}
</script></head><body><h1>${name}</h1></body></html>`;
const send =
  (body: string | Buffer, headers: Record<string, string> = TYPE): Answer =>
  (response) =>
    response.writeHead(200, headers).end(body);
const packed = (body: Buffer, coding: string) => send(body, { ...TYPE, "content-encoding": coding });
const to =
  (location: string): Answer =>
  (response) =>
    response.writeHead(302, { location }).end();

/** What a server may do, and the word for it. */
const HOSTILE: Record<string, [Answer, Outcome]> = {
  "/gzip-bomb": [packed(ZIPPED, "gzip"), "bomb"],
  "/gzip-gzip-bomb": [packed(gzipSync(ZIPPED), "gzip, gzip"), "bomb"],
  "/br-bomb": [packed(brotliCompressSync(ZEROS, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }), "br"), "bomb"],
  "/deflate-bomb": [packed(deflateSync(ZEROS, { level: 1 }), "deflate"), "bomb"],
  "/raw-deflate-bomb": [packed(deflateRawSync(ZEROS, { level: 1 }), "deflate"), "bomb"],
  "/50-mb": [send(ZEROS, { ...TYPE, "content-length": String(ZEROS.length) }), "too_large"],
  "/50-mb-untold": [
    (response) => response.writeHead(200, { ...TYPE, "transfer-encoding": "chunked" }).end(ZEROS),
    "too_large",
  ],
  "/loop": [to("/loop"), "redirect_loop"],
  "/ping": [to("/pong"), "redirect_loop"],
  "/pong": [to("/ping"), "redirect_loop"],
  "/to-file": [to("file:///etc/passwd"), "bad_scheme"],
  "/to-data": [to("data:text/html,<h1>x"), "bad_scheme"],
  "/to-script": [to("javascript:alert(1)"), "bad_scheme"],
  "/to-private": [to("http://10.0.0.1/"), "private_address"],
  "/to-metadata": [to("http://[::ffff:169.254.169.254]/latest"), "private_address"],
  "/to-decimal": [to("http://2130706433/"), "private_address"],
  "/to-octal": [to("//0177.0.0.1/"), "private_address"],
  "/to-local": [to("http://localhost/"), "local_name"],
  "/to-port": [to("http://93.184.215.14:22/"), "closed_port"],
  "/to-credentials": [to("http://a:b@shop.test/"), "credentials"],
  "/to-private-name": [to("http://inside.example.com/"), "private_lookup"],
  "/picture": [send("GIF89a", { "content-type": "image/gif" }), "wrong_type"],
  "/picture-as-page": [send(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]), TYPE), "no_product"],
  "/cut": [packed(gzipSync(page("Kurta").repeat(20)).subarray(0, -40), "gzip"), "truncated"],
  "/cut-br": [packed(brotliCompressSync(page("Kurta")).subarray(0, -20), "br"), "truncated"],
  "/not-gzip": [packed(Buffer.from(page("Kurta")), "gzip"), "bad_encoding"],
  "/seven-codings": [packed(Buffer.from("x"), "gzip, gzip, gzip, br, gzip, br, gzip"), "bad_encoding"],
  "/reset": [(response) => response.socket?.destroy(), "connection"],
  "/half": [
    (response) =>
      response.writeHead(200, { ...TYPE, "content-length": "100" }).write("half", () => response.socket?.destroy()),
    "connection",
  ],
  "/entities": [
    send(`<!DOCTYPE html [<!ENTITY a "${"x".repeat(1000)}"><!ENTITY b "${"&a;".repeat(1000)}">]>${page("&b; Kurta")}`),
    "new",
  ],
  "/deep": [send("<div>".repeat(50_000)), "no_product"],
  "/attributes": [send(`<p ${Array.from({ length: 50_000 }, (_, n) => `a${n}=1`).join(" ")}>`), "no_product"],
  "/plain": [send(page("Kurta")), "new"],
};

let server: Server;
let raw: net.Server;
let origin: string;
let rawOrigin: string;
let asked: string[];

beforeAll(async () => {
  server = http.createServer(({ url = "" }, response) => {
    asked.push(url);
    const answer = EXTRA[url] ?? HOSTILE[url]?.[0];
    const far = /^\/far\/(\d+)$/.exec(url);
    if (answer) answer(response);
    else if (far) to(`/far/${Number(far[1]) + 1}`)(response);
    else response.writeHead(404).end();
  });
  raw = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (data) => {
      const path = String(data).split(" ")[1];
      if (path === "/flood") socket.write(`HTTP/1.1 200 OK\r\n${`x-flood: ${"y".repeat(1000)}\r\n`.repeat(1000)}`);
      else
        socket.end(path === "/robots.txt" ? "HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n" : "SSH-2.0-OpenSSH_9.6\r\n");
    });
  });
  await Promise.all([once(server.listen(0, "127.0.0.1"), "listening"), once(raw.listen(0, "127.0.0.1"), "listening")]);
  origin = `http://shop.test:${(server.address() as AddressInfo).port}`;
  rawOrigin = `http://raw.test:${(raw.address() as AddressInfo).port}`;
  asked = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  raw.close();
});

/** Answers that are no whole page. */
const EXTRA: Record<string, Answer> = {
  "/silent": () => {},
  "/drip": (response) => {
    response.writeHead(200, TYPE);
    const timer = setInterval(() => response.write("x"), 20);
    response.once("close", () => clearInterval(timer));
  },
  "/misnamed": send(Buffer.from(page("Café Kurta"), "latin1"), { "content-type": "text/html; charset=utf-8" }),
  "/nonsense": send(page("Café Kurta"), { "content-type": 'text/html; charset="; drop table' }),
  "/script": send(page('<script>alert("x")</script><img src=x onerror=alert(1)>Kurta')),
};

async function run(addresses: Addresses, options: Partial<CrawlOptions> = {}): Promise<PageLine[]> {
  const memory = openMemory();
  const lines: PageLine[] = [];
  const settings = {
    userAgent: "TestBot/1.0",
    maxRps: 100_000,
    memory,
    resolve: parseResolve("shop.test=127.0.0.1,raw.test=127.0.0.1"),
    fetch: createFetch(async () => ["10.0.0.8"]),
  };
  for await (const line of crawl(addresses, { ...settings, ...options })) lines.push(line);
  memory.close();
  return lines;
}
const words = (lines: readonly PageLine[], base = origin) =>
  Object.fromEntries(lines.map(({ url, outcome }) => [url.replace(base, ""), outcome]));

describe("hostile pages", () => {
  it("each have their word, and hurt none of the others", async () => {
    const lines = await run([...Object.keys(HOSTILE), "/far/0"].map((path) => origin + path));
    const expected = Object.fromEntries(Object.entries(HOSTILE).map(([path, [, word]]) => [path, word]));
    expect(words(lines)).toEqual({ ...expected, "/far/0": "too_many_redirects" });
    expect(
      lines.filter(({ outcome }) => outcome === "new").map(({ extraction }) => extraction?.product?.price),
    ).toEqual([
      { amount: 129_900, currency: "INR" },
      { amount: 129_900, currency: "INR" },
    ]);
  });

  it("that never end are given up, in the head or in the body", async () => {
    const lines = await run([`${origin}/silent`, `${origin}/drip`], { timeoutMs: 300 });
    expect(words(lines)).toEqual({ "/silent": "no_answer", "/drip": "slow_body" });
  });

  it("that are no HTTP, or nothing but headers", async () => {
    const lines = await run([`${rawOrigin}/flood`, `${rawOrigin}/ssh`]);
    expect(words(lines, rawOrigin)).toEqual({ "/flood": "header_flood", "/ssh": "bad_protocol" });
  });

  it("in another charset than they say are read as far as they go, and the line says so", async () => {
    const lines = await run([`${origin}/misnamed`, `${origin}/nonsense`]);
    const named = Object.fromEntries(lines.map((line) => [line.url.replace(origin, ""), line]));
    expect(named["/misnamed"]).toMatchObject({ outcome: "new", reason: "Some of its bytes are not utf-8." });
    expect(named["/misnamed"]?.extraction?.product?.price?.amount).toBe(129_900);
    expect(named["/nonsense"]?.extraction?.product?.name).toBe("Café Kurta");
  });

  it("with script in their titles give text", async () => {
    const [line] = await run([`${origin}/script`]);
    expect(line?.extraction?.product?.name).toMatch(/Kurta$/);
    expect(line?.extraction?.product?.name).not.toMatch(/<script|<img/);
  });
});

describe("hostile lists", () => {
  it.each<[string, () => Buffer, Outcome]>([
    [
      "declare entities",
      () =>
        Buffer.from(
          `<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>`,
        ),
      "xml_entities",
    ],
    [
      "read files",
      () =>
        Buffer.from(`<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>&f;</loc></url></urlset>`),
      "xml_entities",
    ],
    ["unpack without end", () => gzipSync(Buffer.alloc(61 * MB), { level: 1 }), "bomb"],
    ["are no gzip after all", () => Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), "bad_encoding"],
  ])("that %s", async (_, body, word) => {
    EXTRA["/sitemap.xml"] = send(body(), { "content-type": "application/xml" });
    expect(words(await run((needs) => siteAddresses(`${origin}/sitemap.xml`, needs)))).toEqual({
      "/sitemap.xml": word,
    });
  });
});

describe("addresses inside", () => {
  it.each<[string, Outcome]>([
    ["http://127.0.0.1/", "private_address"],
    ["http://2130706433/", "private_address"],
    ["http://0x7f000001/", "private_address"],
    ["http://0177.0.0.1/", "private_address"],
    ["http://127.1/", "private_address"],
    ["http://169.254.169.254/latest/meta-data", "private_address"],
    ["http://[::1]/", "private_address"],
    ["http://[::ffff:127.0.0.1]/", "private_address"],
    ["http://[64:ff9b::7f00:1]/", "private_address"],
    ["http://[64:ff9b:1::a00:1]/", "private_address"],
    ["http://[fc00::1]/", "private_address"],
    ["http://[fe80::1%25eth0]/", "bad_address"],
    ["http://localhost/", "local_name"],
    ["http://printer.local/", "local_name"],
    ["http://inside.example.com/", "private_lookup"],
    ["file:///etc/passwd", "bad_address"],
  ])("%s: %s, and nothing is asked", async (address, word) => {
    const before = asked.length;
    const [line] = await run([address]);
    expect(line?.outcome).toBe(word);
    expect(asked).toHaveLength(before);
  });

  it("a name is looked up once for a connection, and what was checked is what is connected to", async () => {
    let lookups = 0;
    const lookup = guardedLookup([], async () => (lookups++ === 0 ? ["93.184.215.14"] : ["127.0.0.1"]));
    const found = () =>
      new Promise((done, fail) => {
        lookup("rebind.example.com", { all: true }, (error, addresses) => (error ? fail(error) : done(addresses)));
      });
    expect(await found()).toEqual([{ address: "93.184.215.14", family: 4 }]);
    expect(lookups).toBe(1);
    await expect(found()).rejects.toMatchObject({ code: "ERR_ADDRESS_REFUSED" });
  });

  it("a name that turns inwards after robots.txt was read is refused at its page", async () => {
    const robots = createFetch(async () => ["10.0.0.8"]);
    const [line] = await run(["http://rebind.example.com/p/1"], {
      fetch: async (url, options) =>
        url.endsWith("/robots.txt")
          ? { kind: "http_error", url, status: 404, headers: {}, hops: [] }
          : robots(url, options),
    });
    expect(line?.outcome).toBe("private_lookup");
  });
});
