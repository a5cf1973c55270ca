import { PassThrough } from "node:stream";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { ResponseMeta } from "./response.ts";
import { send } from "./send.ts";

const brotli = { headers: { "accept-encoding": "gzip, br" } };
const page = (init: RequestInit = {}) => new Request("https://stylegence.com/", init);
const html = { headers: { "content-type": "text/html; charset=utf-8" } };

/** Sends and collects, as the runtime would. */
async function sent(response: Response, request: Request) {
  const out = new PassThrough();
  const chunks: Buffer[] = [];
  out.on("data", (chunk: Buffer) => chunks.push(chunk));
  let meta: ResponseMeta | undefined;
  await send(response, request, (given) => {
    meta = given;
    return out;
  });
  return { meta, body: Buffer.concat(chunks) };
}

describe("send", () => {
  it("passes status, headers and cookies on", async () => {
    const headers = new Headers({ "content-type": "text/html", location: "/x" });
    headers.append("set-cookie", "a=1");
    headers.append("set-cookie", "b=2");
    const { meta } = await sent(new Response("moved", { status: 301, headers }), page());
    expect(meta).toEqual({
      statusCode: 301,
      headers: { "content-type": "text/html", location: "/x" },
      cookies: ["a=1", "b=2"],
    });
  });

  it("compresses text for who can read it", async () => {
    const text = "<p>kurta</p>".repeat(500);
    const { meta, body } = await sent(new Response(text, html), page(brotli));
    expect(meta?.headers).toMatchObject({ "content-encoding": "br", vary: "accept-encoding" });
    expect(body.length).toBeLessThan(200);
    expect(brotliDecompressSync(body).toString()).toBe(text);
  });

  it("leaves alone what is no text, and who cannot read it", async () => {
    const picture = await sent(new Response("x", { headers: { "content-type": "image/png" } }), page(brotli));
    expect(picture.meta?.headers).not.toHaveProperty("content-encoding");
    expect((await sent(new Response("<p>", html), page())).body.toString()).toBe("<p>");
  });

  it("lets the head out while the rest is still being made", async () => {
    const rest = Promise.withResolvers<void>();
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode("<head></head>"));
        await rest.promise;
        controller.enqueue(new TextEncoder().encode("<body></body>"));
        controller.close();
      },
    });
    const out = new PassThrough();
    const first = new Promise<Buffer>((done) => out.once("data", done));
    const done = send(new Response(body, html), page(brotli), () => out);
    expect((await first).length).toBeGreaterThan(0);
    const chunks = [await first];
    out.on("data", (chunk: Buffer) => chunks.push(chunk));
    rest.resolve();
    await done;
    expect(brotliDecompressSync(Buffer.concat(chunks)).toString()).toBe("<head></head><body></body>");
  });

  it("sends a body neither for HEAD nor for 304", async () => {
    expect((await sent(new Response("<p>", html), page({ method: "HEAD" }))).body.length).toBe(0);
    expect((await sent(new Response(null, { status: 304 }), page(brotli))).body.length).toBe(0);
  });

  it("fails when the page fails in the middle", async () => {
    const body = new ReadableStream({
      pull: (controller) => controller.error(new Error("broke")),
    });
    await expect(sent(new Response(body, html), page(brotli))).rejects.toThrow("broke");
  });
});
