import { afterEach, describe, expect, it } from "vitest";
import { type Reply, startWire, type Wire } from "../../test/wire.ts";
import { ServiceError } from "../service-error.ts";
import { searchEngine } from "./http.ts";

let wire: Wire;
const start = async (...replies: Reply[]) => {
  wire = await startWire((_, count) => replies[Math.min(count, replies.length) - 1] ?? {});
  return searchEngine(wire.url);
};
afterEach(() => wire.close());

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe("request", () => {
  it("sends JSON, or lines of it, over one connection that stays open", async () => {
    const engine = await start({ body: { took: 3 } });
    const answer = await engine.request({ method: "POST", path: "/products/_search?a=b", body: { size: 0 } });
    await engine.request({ method: "POST", path: "/_bulk", body: [{ index: {} }, { title: "“Kurta”" }] });
    expect(answer).toEqual({ status: 200, body: { took: 3 } });
    expect(wire.seen.map(({ method, path, body }) => [method, path, body])).toEqual([
      ["POST", "/products/_search?a=b", '{"size":0}'],
      ["POST", "/_bulk", '{"index":{}}\n{"title":"“Kurta”"}\n'],
    ]);
    expect(wire.seen[0]?.headers["content-type"]).toBe("application/json");
    expect(new Set(wire.seen.map(({ port }) => port)).size).toBe(1);
    expect(wire.seen[0]?.headers).not.toHaveProperty("authorization");
  });

  it.each([429, 503, 502])("tries again after %i", async (status) => {
    const engine = await start({ status }, { status }, { body: { ok: true } });
    expect((await engine.request({ method: "GET", path: "/" })).body).toEqual({ ok: true });
    expect(wire.seen).toHaveLength(3);
  });

  it("tries again after a connection that broke, and gives up after three", async () => {
    const engine = await start({ never: "cut" });
    const error = await failureOf(engine.request({ method: "GET", path: "/" }));
    expect(error).toMatchObject({ kind: "unavailable", retry: true, status: null });
    expect(wire.seen).toHaveLength(3);
  });

  it("gives up when the time for all tries is over", async () => {
    const engine = await start({ never: "silent" });
    const error = await failureOf(engine.request({ method: "GET", path: "/", timeoutMs: 150 }));
    expect(error).toMatchObject({ kind: "timeout", retry: true });
    expect(wire.seen).toHaveLength(1);
  });

  it("says what the engine had against a request, and does not repeat it", async () => {
    const reason = { type: "parsing_exception", reason: "unknown query [wat]" };
    const engine = await start({ status: 400, body: { error: reason, status: 400 } });
    const error = await failureOf(engine.request({ method: "POST", path: "/products/_search?secret=1", body: {} }));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ kind: "rejected", status: 400, retry: false });
    expect((error as Error).message).toContain("unknown query [wat]");
    expect((error as Error).message).not.toContain("secret");
    expect(wire.seen).toHaveLength(1);
  });

  it("hands over the statuses that the caller can do with", async () => {
    const engine = await start({ status: 404, body: "" });
    expect(await engine.request({ method: "HEAD", path: "/products" }, [404])).toEqual({ status: 404, body: null });
    expect(await failureOf(engine.request({ method: "GET", path: "/products" }))).toMatchObject({ kind: "not_found" });
  });

  it("tells a conflict from other refusals", async () => {
    const engine = await start({ status: 409, body: { error: { type: "version_conflict_engine_exception" } } });
    expect(await failureOf(engine.request({ method: "PUT", path: "/a/_doc/1", body: {} }))).toMatchObject({
      kind: "conflict",
      retry: false,
    });
  });
});
