import { DomainError, notFound } from "@stylegence/core/platform/errors";
import { describe, expect, it } from "vitest";
import { createApp } from "../api/create.ts";
import type { Reads } from "./reads.ts";
import { routes } from "./routes.ts";

const GROUP = "prd_01JD0000000000000000000000";

function appWith(reads: Partial<Reads>) {
  const lines: { status: number; error?: unknown; path: string }[] = [];
  const app = createApp({
    routes,
    services: { reads: reads as Reads },
    within: (_, __, body) => body(),
    log: (line) => lines.push(line),
  });
  return { get: (path: string, init?: RequestInit) => app.request(`/api/v1${path}`, init), app, lines };
}

describe("the public app", () => {
  it("tells what went wrong on our side to the log, not to the visitor", async () => {
    const cause = new Error("secret table name");
    const { get, lines } = appWith({ brands: () => Promise.reject(cause) });
    const response = await get("/brands");
    expect(response.status).toBe(500);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.text()).not.toContain("secret");
    expect(lines).toMatchObject([{ status: 500, error: cause, path: "/api/v1/brands" }]);
  });

  it("asks to come back where a part does not answer", async () => {
    const { get } = appWith({ home: () => Promise.reject(new DomainError("unavailable", "Search can't answer.")) });
    const response = await get("/home");
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toMatchObject({ type: "https://stylegence.com/problems/unavailable", status: 503 });
  });

  it.each([
    ["the table refuses connections", Object.assign(new Error("x"), { code: "ECONNREFUSED" })],
    ["a client gave up waiting", Object.assign(new Error("x"), { name: "TimeoutError" })],
    ["a service fails", Object.assign(new Error("x"), { $fault: "server" })],
  ])("takes it for a passing outage when %s, however deep that lies", async (_, cause) => {
    const { get } = appWith({
      home: () => Promise.reject(new Error("outer", { cause: new Error("inner", { cause }) })),
    });
    expect((await get("/home")).status).toBe(503);
  });

  it("gives what is missing, never was an id, or is no route the same answer", async () => {
    const { get } = appWith({ product: () => Promise.reject(notFound({ why: "merged twice" })) });
    const answers = await Promise.all(
      [`/products/${GROUP}`, "/products/prd_x", "/products/%00", "/nothing/here"].map(async (path) => {
        const response = await get(path, { headers: { "x-request-id": "test-request" } });
        return [response.status, await response.text()];
      }),
    );
    expect(new Set(answers.map((answer) => answer.join()))).toHaveProperty("size", 1);
    expect(answers[0]).toEqual([404, expect.stringContaining('"instance":"test-request"')]);
  });

  it("sends to where a product was merged", async () => {
    const { get } = appWith({ product: async () => ({ mergedInto: "prd_01JD0000000000000000000001" }) });
    const response = await get(`/products/${GROUP}`);
    expect(response.status).toBe(301);
    expect(response.headers.get("location")).toBe("/api/v1/products/prd_01JD0000000000000000000001");
    expect(await response.json()).toEqual({ mergedInto: "prd_01JD0000000000000000000001" });
  });

  it("refuses a range that is upside down", async () => {
    const { get } = appWith({});
    const response = await get("/search?priceMin=2&priceMax=1");
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field: "priceMin" }] });
  });

  it("names no request by what is no id", async () => {
    const { get } = appWith({});
    const response = await get("/nothing", { headers: { "x-request-id": "a b<script>" } });
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("opens the context of the domain around each answer", async () => {
    let open = 0;
    const within = async <T>(_: unknown, __: unknown, body: () => Promise<T>): Promise<T> => {
      open += 1;
      return body().finally(() => {
        open -= 1;
      });
    };
    const reads = { health: async () => expect(open).toBe(1) } as Partial<Reads> as Reads;
    const app = createApp({ routes, services: { reads }, within, log: () => {} });
    expect((await app.request("/api/v1/health")).status).toBe(200);
    expect(open).toBe(0);
  });
});
