import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runBatch } from "./batch.ts";
import { extractLine, priceLine, robotsLine } from "./shape.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));

async function run(args: readonly string[], input = ""): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [main, ...args], { stdio: "pipe" });
  child.stdin.end(input);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, out, err };
}

async function batch(work: (line: Record<string, unknown>) => unknown, lines: readonly unknown[]): Promise<unknown[]> {
  const output = new PassThrough();
  const input = new PassThrough();
  input.end(lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"));
  const [given] = await Promise.all([text(output), runBatch(input, output, work).then(() => output.end())]);
  return given
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const html = `<script type="application/ld+json">{"@type":"Product","name":"Floral Kurta","sku":"VK-1","brand":"Vanya","offers":{"price":"1299.50","priceCurrency":"INR","availability":"InStock"}}</script>`;
const url = "https://shop.example/p/1";

describe("batches", () => {
  it("answer line by line in order; a bad line fails alone", async () => {
    const lines = [{ url, html }, "not json", "", "[1]", { url }, { url, html: "<p>nothing here</p>" }, { url, html }];
    const answers = await batch(extractLine, lines);
    expect(answers).toHaveLength(6);
    expect(answers[0]).toMatchObject({
      found: true,
      name: "Floral Kurta",
      brand: "Vanya",
      sku: "VK-1",
      mpn: null,
      price: { amount: "1299.5", currency: "INR" },
      mrp: null,
      availability: "in_stock",
      images: [],
      sizes: [],
      colour: null,
    });
    expect(answers.slice(1, 4)).toEqual([
      { error: expect.any(String) },
      { error: "a line must be a JSON object" },
      { error: "html must be a text" },
    ]);
    expect(answers[4]).toMatchObject({ found: false, name: null, price: null, availability: "unknown" });
    expect(answers[5]).toEqual(answers[0]);
  });

  it("tell a price whose currency nobody names, without a currency", async () => {
    const [answer] = await batch(extractLine, [{ url, html: html.replace('"priceCurrency":"INR",', "") }]);
    expect(answer).toMatchObject({ price: { amount: "1299.5", currency: null }, warnings: ["no currency"] });
  });

  it("read prices, as decimals in major units", async () => {
    const lines = [
      { text: "₹1,23,456" },
      { text: "1.299,50", currencyHint: "EUR" },
      { text: "1.234", decimalSeparator: "." },
      { text: "₹1 - ₹2" },
      { text: null },
      { text: 7 },
      { text: "49 kr" },
    ];
    expect(await batch(priceLine, lines)).toMatchObject([
      { amount: "123456", currency: "INR" },
      { amount: "1299.5", currency: "EUR" },
      { amount: "1.234", currency: null },
      null,
      null,
      { error: "text must be a text" },
      { amount: "49", currency: "kr" },
    ]);
  });

  it("judge robots", async () => {
    const robots = "User-agent: *\nDisallow: /cart\nCrawl-delay: 2";
    const lines = ["/p", "/cart"].map((path) => ({ robots, agent: "bot", url: `https://a.example${path}` }));
    expect(await batch(robotsLine, [...lines, { robots: "", agent: "bot", url: "/x" }, { agent: "bot" }])).toEqual([
      { allowed: true, crawlDelay: 2 },
      { allowed: false, crawlDelay: 2 },
      { allowed: true },
      { error: "robots must be a text" },
    ]);
    expect(await batch(robotsLine, [{ robots: `User-agent: *\nCrawl-delay: ${"9".repeat(50)}`, agent: "b" }])).toEqual([
      { allowed: true, crawlDelay: Number.POSITIVE_INFINITY },
    ]);
  });
});

describe("the command", () => {
  it("works on standard input", async () => {
    const { code, out } = await run(["price", "--batch"], '{"text":"MRP ₹2,999 ₹1,499"}\noops\n');
    expect(code).toBe(0);
    const lines = out.trim().split("\n");
    expect(JSON.parse(lines[0]!)).toMatchObject({ amount: "1499", currency: "INR" });
    expect(JSON.parse(lines[1]!)).toHaveProperty("error");
  });

  it("prints a file's product for a person, and says when there is none", async () => {
    const folder = await mkdtemp(join(tmpdir(), "crawl-"));
    await writeFile(join(folder, "page.html"), html);
    await writeFile(join(folder, "empty.html"), "<p>nothing</p>");
    const found = await run(["extract", join(folder, "page.html"), "--url", url]);
    expect(found).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Floral Kurta\n[\s\S]*1299\.5 INR[\s\S]*json-ld/),
    });
    const none = await run(["extract", join(folder, "empty.html"), "--url", url]);
    expect(none).toMatchObject({ code: 1, out: expect.stringContaining("No product") });
  });

  it("fetches an address if the site lets it, and says why not", async () => {
    const server = createServer((request, response) => {
      if (request.url === "/robots.txt") response.end("User-agent: *\nDisallow: /private");
      else response.setHeader("content-type", "text/html").end(html);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const base = `http://shop.test:${(server.address() as AddressInfo).port}`;
    const resolve = ["--resolve", "shop.test=127.0.0.1"];
    expect(await run(["extract", `${base}/p/1`, "--json", ...resolve])).toMatchObject({
      code: 0,
      out: expect.stringContaining('"Floral Kurta"'),
    });
    expect(await run(["extract", `${base}/private/1`, ...resolve])).toMatchObject({
      code: 1,
      err: expect.stringContaining("robots.txt does not allow"),
    });
    expect(await run(["extract", `${base}/p/1`])).toMatchObject({ code: 1 });
    expect(await run(["robots", `${base}/private/1`, ...resolve])).toMatchObject({
      code: 0,
      out: expect.stringContaining('"allowed":false'),
    });
    server.close();
  });

  it("says what is missing", async () => {
    expect(await run(["price"])).toMatchObject({ code: 1, err: expect.stringContaining("a text is needed") });
  });
});
