import path from "node:path";
import { startEdge } from "@stylegence/local/edge/server";
import { freeBase } from "@stylegence/local/parts/ports";
import { describe, expect, inject, it } from "vitest";
import { connectLive } from "../src/live-socket.ts";

const { site, name, emulator, data, sandbox } = inject("stage");

describe("the site's address", () => {
  it("sends pages, the API and files with the security headers", async () => {
    for (const path of ["/", "/api/v1/health"]) {
      const { headers } = await fetch(`${site}${path}`);
      expect(headers.get("content-security-policy"), path).toMatch(/(script-src 'self'|default-src 'none')/);
      expect(headers.get("content-security-policy"), path).not.toMatch(/script-src[^;]*'unsafe-inline'/);
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("x-frame-options"), path).toBe("DENY");
      // The emulator allows every origin; the site must not.
      expect(headers.get("access-control-allow-origin"), path).toBeNull();
    }
  });

  it("lets a checkout in where one pays, and nowhere else", async () => {
    const { checkoutUrl } = (await (await fetch(`${sandbox}/razorpay`)).json()) as { checkoutUrl: string };
    const { origin } = new URL(checkoutUrl);
    const policyOf = async (path: string) => (await fetch(site + path)).headers.get("content-security-policy") ?? "";
    const allowed = (policy: string) => policy.split("; ").filter((directive) => directive.split(" ").includes(origin));
    const directives = allowed(await policyOf("/membership")).map((directive) => directive.split(" ")[0]);
    expect(directives).toEqual(["script-src", "connect-src", "frame-src"]);
    for (const path of ["/", "/payments", "/membership/other"])
      expect(await policyOf(path), path).not.toContain(origin);
    expect(await policyOf("/")).toContain("frame-src 'none'");
  });

  it("lets pages that send files reach the bucket that takes them, and no others", async () => {
    const reached = async (path: string) => {
      const policy = (await fetch(site + path)).headers.get("content-security-policy") ?? "";
      const sources = policy.split("; ").find((one) => one.startsWith("connect-src "));
      return sources?.split(" ").some((source) => source.startsWith(`${emulator}/`));
    };
    expect([await reached("/purchases"), await reached("/"), await reached("/wishlist")]).toEqual([true, false, false]);
  });

  it("streams pages: the head of a page comes before its length is known", async () => {
    const { status, headers } = await fetch(`${site}/`);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toContain("text/html");
    expect(headers.get("content-length")).toBeNull();
  });

  it("takes no writes to pages", async () => {
    const { status } = await fetch(`${site}/`, { method: "POST", body: "a=b" });
    expect(status).toBe(403);
  });

  it("serves the page's own files from the bucket, to be kept for good", async () => {
    const page = await (await fetch(`${site}/`)).text();
    const [file] = /\/_astro\/[^"']+\.css/.exec(page) ?? [];
    expect(file).toBeDefined();
    const answer = await fetch(`${site}${file}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("text/css");
    expect(answer.headers.get("cache-control")).toContain("immutable");
    const again = await fetch(`${site}${file}`, { headers: { "if-none-match": answer.headers.get("etag") ?? "" } });
    expect(again.status).toBe(304);
  });

  it("does not tell a missing picture from a forbidden one", async () => {
    expect((await fetch(`${site}/media/nothing.webp`)).status).toBe(403);
  });

  it("answers unknown addresses of the API with a problem document", async () => {
    const answer = await fetch(`${site}/api/v1/nothing/here`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  });

  it("lets a function see the visitor's host and address, whatever the visitor says they are", async () => {
    const forged = { "cloudfront-viewer-address": "1.2.3.4:5", "x-forwarded-host": "evil.example" };
    const page = await (await fetch(`${site}/`, { headers: forged })).text();
    expect(page).not.toContain("evil.example");
  });

  it("ends though pages are open, and their connections with it", async () => {
    const scratch = path.join(data, "second-edge");
    const edge = await startEdge({ stage: name, emulator, scratch, port: await freeBase(19_000, 1) });
    const { closed } = await connectLive(edge.url, { origin: site });
    await edge.close();
    expect(await closed).toBe(1006);
  });
});
