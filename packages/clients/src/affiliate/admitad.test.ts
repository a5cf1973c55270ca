import { afterEach, describe, expect, it } from "vitest";
import { type Answer, startPull } from "../../test/pulls.ts";

let close: () => Promise<void>;
afterEach(() => close());

const credentials = { clientId: "id1", clientSecret: "s1" };
const start = async (answer: Answer) => {
  const network = await startPull("admitad", { credentials }, answer);
  close = network.wire.close;
  return network;
};
const token = (access_token = "t1") => ({ body: { access_token, token_type: "bearer", expires_in: 604_800 } });
const actions = (count: number, total = count) => ({
  body: { results: Array.from({ length: count }, (_, n) => ({ action_id: n })), _meta: { count: total } },
});
const caughtUp = { until: "2026-11-23T09:00:00.000Z" };

describe("Admitad's list", () => {
  it("is asked with a token for what changed, further back than was read", async () => {
    const { pull, wire, asked } = await start(({ path }) => (path === "/token/" ? token() : actions(1)));
    expect(await pull(caughtUp)).toEqual([
      { raw: JSON.stringify(actions(1).body), next: { until: "2026-11-23T09:05:00.000Z" } },
    ]);
    expect(asked()).toEqual([
      "POST /token/",
      "GET /statistics/actions/?status_updated_start=23.11.2026+01:00:00&status_updated_end=23.11.2026+09:05:00&order_by=datetime&limit=500&offset=0",
    ]);
    expect(wire.seen[0]).toMatchObject({
      headers: { authorization: `Basic ${btoa("id1:s1")}` },
      body: "grant_type=client_credentials&client_id=id1&scope=statistics",
    });
    expect(wire.seen[1]?.headers.authorization).toBe("Bearer t1");
  });

  it("goes on page by page, and from a page that was stored", async () => {
    const answer: Answer = ({ path }) => {
      if (path === "/token/") return token();
      return path.endsWith("offset=0") ? actions(500, 501) : actions(1, 501);
    };
    const { pull, asked } = await start(answer);
    const [first, second] = await pull(caughtUp);
    expect(first?.next).toEqual({
      from: "2026-11-23T01:00:00.000Z",
      until: "2026-11-23T09:05:00.000Z",
      step: "1",
      total: "501",
    });
    expect(await pull(first?.next ?? {})).toEqual([second]);
    expect(asked().map((line) => line.split("offset=")[1])).toEqual([undefined, "0", "500", "500"]);
  });

  it("is read from the start in months, and moves on though nothing is in it", async () => {
    const { pull } = await start(({ path }) => (path === "/token/" ? token() : actions(0)));
    const [first, second, last, ...more] = await pull({});
    expect(more).toEqual([]);
    expect(first).toEqual({
      raw: "",
      next: { from: "2026-09-24T09:05:00.000Z", until: "2026-10-24T09:05:00.000Z", step: "0" },
    });
    expect(second?.next.from).toBe("2026-10-24T09:05:00.000Z");
    expect(last).toEqual({ raw: "", next: { until: "2026-11-23T09:05:00.000Z" } });
  });

  it("is asked anew where a token came to its end", async () => {
    let given = 0;
    const answer: Answer = ({ path, headers }) => {
      if (path === "/token/") return token(`t${++given}`);
      return headers.authorization === "Bearer t2" ? actions(1) : { status: 401, body: { error: "invalid_token" } };
    };
    const { pull, asked } = await start(answer);
    expect(await pull(caughtUp)).toHaveLength(1);
    expect(asked().map((line) => line.split("?")[0])).toEqual([
      "POST /token/",
      "GET /statistics/actions/",
      "POST /token/",
      "GET /statistics/actions/",
    ]);
  });

  it("keeps what it gave before it broke", async () => {
    const { pull } = await start(({ path }, count) => {
      if (path === "/token/") return token();
      return count < 3 ? actions(500, 600) : { status: 502, body: "<html>" };
    });
    await expect(pull(caughtUp)).rejects.toMatchObject({ service: "admitad", kind: "unavailable", retry: true });
  });
});
