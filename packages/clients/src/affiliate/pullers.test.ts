import { afterEach, describe, expect, it } from "vitest";
import { type Answer, NOW, startPull } from "../../test/pulls.ts";
import type { Reply } from "../../test/wire.ts";
import { pullerOf } from "./pullers.ts";

let close: () => Promise<void>;
afterEach(() => close?.());

const IDENTITY: Record<string, Record<string, string>> = {
  admitad: { clientId: "c", clientSecret: "s" },
  awin: { publisherId: "45628", accessToken: "t1" },
  cuelinks: { token: "t1" },
  impact: { accountSid: "IRx", authToken: "t1" },
  rakuten: { clientId: "c", clientSecret: "s", accountId: "77", reportToken: "r1" },
  cj: { token: "t1", companyId: "999" },
};
const start = async (dialect: string, answer: Answer, values: Record<string, string> = {}) => {
  const network = await startPull(dialect, { credentials: IDENTITY[dialect] ?? {}, values }, answer);
  close = network.wire.close;
  return network;
};
const caughtUp = { until: "2026-11-23T08:00:00.000Z" };
const list = (length: number) => Array.from({ length }, (_, id) => ({ id }));

describe("Awin's list", () => {
  it("is asked for what is new, what was decided and what was amended, 20 times a minute at most", async () => {
    const { pull, asked, pauses, wire } = await start("awin", ({ path }) => ({
      body: path.includes("validation") ? list(2) : [],
    }));
    const pages = await pull(caughtUp);
    expect(pages.map(({ raw }) => raw)).toEqual(["", JSON.stringify(list(2)), ""]);
    expect(pages.at(-1)?.next).toEqual({ until: "2026-11-23T09:05:00.000Z" });
    const address = (kind: string) =>
      `GET /publishers/45628/transactions/?startDate=2026-11-22T08:00:00&endDate=2026-11-23T09:05:00&timezone=UTC&dateType=${kind}&showBasketProducts=true`;
    expect(asked()).toEqual(["transaction", "validation", "amendment"].map(address));
    expect(wire.seen[0]?.headers.authorization).toBe("Bearer t1");
    expect(pauses).toHaveLength(2);
    for (const ms of pauses) expect(ms).toBeGreaterThan(2000);
  });
});

describe("Cuelinks' list", () => {
  it("is read again as far back as it may change, until a page is not full", async () => {
    const { pull, asked, wire } = await start("cuelinks", ({ path }) =>
      path.includes("page=2") ? { body: { transactions: list(3) } } : { body: { transactions: list(100) } },
    );
    const pages = await pull(caughtUp);
    expect(pages.filter(({ raw }) => raw !== "")).toHaveLength(8);
    expect(pages[0]?.next).toMatchObject({ step: "1" });
    expect(asked()[0]).toBe(
      "GET /api/v2/transactions.json?start_date=2026-08-15T08:00:00Z&end_date=2026-09-14T08:00:00Z&page=1&per_page=100",
    );
    expect(wire.seen[0]?.headers.authorization).toBe('Token token="t1"');
  });

  it("is empty where it answers 204", async () => {
    const { pull } = await start("cuelinks", () => ({ status: 204, body: "" }));
    const pages = await pull(caughtUp);
    expect(pages.map(({ raw }) => raw)).toEqual(["", "", "", ""]);
    expect(pages.at(-1)?.next).toEqual({ until: NOW.toISOString() });
  });
});

describe.each(Object.keys(IDENTITY))("who is cut off in the list of %s", (dialect) => {
  /** Takes one page at a time, as who has time for no more. */
  it("after any page goes on from there, and comes to the end", async () => {
    const body = dialect === "cj" ? { data: { publisherCommissions: { payloadComplete: true, records: [] } } } : {};
    const { pull, asked } = await start(dialect, ({ path }) => {
      if (path.includes("token")) return { body: { access_token: "t", expires_in: 3600 } };
      return { body: path.startsWith("/events") || dialect === "awin" ? [] : path.startsWith("/en/") ? "" : body };
    });
    const atOnce = await pull({ until: "2026-09-01T00:00:00.000Z", lockedUntil: "2026-09-01T00:00:00.000Z" });
    const whole = new Set(asked());
    let state: Record<string, string> = { until: "2026-09-01T00:00:00.000Z", lockedUntil: "2026-09-01T00:00:00.000Z" };
    for (let turn = 0; JSON.stringify(state) !== JSON.stringify(atOnce.at(-1)?.next); turn++) {
      expect(turn).toBeLessThan(40);
      const [page] = await pull(state);
      state = { ...page?.next };
    }
    expect(new Set(asked())).toEqual(whole);
  });
});

describe("impact.com's list", () => {
  it("is read to its last page", async () => {
    const body = (page: number) => ({ "@page": String(page), "@numpages": "2", Actions: list(2) });
    const { pull, asked, wire } = await start("impact", ({ path }) => ({
      body: body(path.endsWith("Page=2") ? 2 : 1),
    }));
    const pages = await pull(caughtUp);
    expect(pages.map(({ raw }) => JSON.parse(raw)["@page"])).toEqual(["1", "2"]);
    expect(asked()[1]).toBe(
      "GET /Mediapartners/IRx/Actions?StartDate=2026-11-22T08:00:00Z&EndDate=2026-11-23T09:05:00Z&PageSize=1000&Page=2",
    );
    expect(wire.seen[0]?.headers).toMatchObject({
      authorization: `Basic ${btoa("IRx:t1")}`,
      accept: "application/json",
    });
  });
});

describe("Rakuten's lists", () => {
  const answer: Answer = ({ path }) => {
    if (path === "/token") return { body: { access_token: "t9", expires_in: 3600 } };
    if (path.startsWith("/en/reports/")) return { body: "Transaction ID,Sales\r\nT1,1.00\r\n" };
    return { body: list(path.endsWith("page=1") ? 1000 : 1) };
  };

  it("are the report that counts, then the events that are early", async () => {
    const { pull, asked, wire } = await start("rakuten", answer, { report: "with-ids" });
    const pages = await pull(caughtUp);
    expect(pages.map(({ next }) => next.step)).toEqual(["1", "2", undefined]);
    expect(pages[0]?.raw).toBe("Transaction ID,Sales\r\nT1,1.00\r\n");
    expect(asked()).toEqual([
      "GET /en/reports/with-ids/filters?start_date=2026-11-21&end_date=2026-11-23&include_summary=N&network=1&tz=GMT&date_type=process&token=r1",
      "POST /token",
      "GET /events/1.0/transactions?process_date_start=2026-11-21+08:00:00&process_date_end=2026-11-23+09:05:00&limit=1000&page=1",
      "GET /events/1.0/transactions?process_date_start=2026-11-21+08:00:00&process_date_end=2026-11-23+09:05:00&limit=1000&page=2",
    ]);
    expect(wire.seen[1]).toMatchObject({ headers: { authorization: `Bearer ${btoa("c:s")}` }, body: "scope=77" });
    expect(wire.seen[2]?.headers.authorization).toBe("Bearer t9");
  });

  it("leave the events out where these are forgotten", async () => {
    const { pull, asked } = await start("rakuten", answer);
    await pull({});
    expect(asked().filter((line) => line.includes("/en/reports/"))).toHaveLength(3);
    expect(asked().filter((line) => line.includes("page=1"))).toHaveLength(1);
  });
});

describe("CJ's list", () => {
  const found = (ids: number[], payloadComplete = true) => ({
    body: {
      data: {
        publisherCommissions: {
          maxCommissionId: ids.length > 0 ? String(ids.at(-1)) : null,
          payloadComplete,
          records: ids.map((commissionId) => ({ commissionId })),
        },
      },
    },
  });
  const argumentsOf = (body: string) => /publisherCommissions\(([^)]*)\)/.exec(JSON.parse(body).query)?.[1];

  it("goes on from the last number until it is complete, and then to what was locked", async () => {
    const { pull, wire } = await start("cj", ({ body }) => {
      if (body.includes("LockingDate")) return found([3]);
      return body.includes('sinceCommissionId: \\"8\\"') ? found([9], true) : found([7, 8], false);
    });
    const pages = await pull({ commissionId: "6", lockedUntil: "2026-11-22T00:00:00.000Z" });
    const lockedUntil = "2026-11-22T00:00:00.000Z";
    expect(pages.map(({ next }) => next)).toMatchObject([
      { commissionId: "8", lockedUntil },
      { commissionId: "9", lockedUntil, lockedFrom: "2026-10-08T00:00:00.000Z" },
      { commissionId: "9", lockedUntil, lockedFrom: "2026-11-07T00:00:00.000Z" },
      { commissionId: "9", lockedUntil: "2026-11-23T09:05:00.000Z" },
    ]);
    expect(pages.at(-1)?.next).not.toHaveProperty("lockedFrom");
    expect(wire.seen.map(({ body }) => argumentsOf(body))).toEqual([
      'forPublishers: ["999"], sinceCommissionId: "6"',
      'forPublishers: ["999"], sinceCommissionId: "8"',
      'forPublishers: ["999"], sinceLockingDate: "2026-10-08T00:00:00Z", beforeLockingDate: "2026-11-07T00:00:00Z"',
      'forPublishers: ["999"], sinceLockingDate: "2026-11-07T00:00:00Z", beforeLockingDate: "2026-11-23T09:05:00Z"',
    ]);
    expect(wire.seen[0]?.headers.authorization).toBe("Bearer t1");
  });

  it("is begun by dates, and again from a date as long as it is empty", async () => {
    const { pull, wire } = await start("cj", () => found([]));
    const pages = await pull({});
    expect(pages.every(({ raw }) => raw === "")).toBe(true);
    expect(argumentsOf(wire.seen[0]?.body ?? "")).toContain('sincePostingDate: "2026-10-24T09:05:00Z"');
    expect(pages.at(-1)?.next).toEqual({
      postedSince: "2026-11-21T09:05:00Z",
      lockedUntil: "2026-11-23T09:05:00.000Z",
    });
  });

  it("is not gone on with for ever where it gives the same number again", async () => {
    const { pull } = await start("cj", () => found([9], false));
    expect((await pull({ commissionId: "9", lockedUntil: NOW.toISOString() })).length).toBeLessThan(8);
  });

  it("says what it does not like", async () => {
    const { pull } = await start("cj", () => ({ body: { errors: [{ message: "Not authorized" }], data: null } }));
    await expect(pull({})).rejects.toMatchObject({ kind: "rejected", message: "cj: Not authorized" });
  });
});

describe.each(Object.keys(IDENTITY))("the list of %s", (dialect) => {
  it("is not asked without what we are known by", () => {
    const settings = { credentials: {}, values: {}, now: NOW };
    expect(() => pullerOf(dialect, settings)).toThrow(/not set: \w+/);
  });

  it.each([
    ["broken", { status: 503, body: "<h1>" } satisfies Reply, { kind: "unavailable", retry: true, status: 503 }],
    ["gone", { never: "cut" } satisfies Reply, { kind: "unavailable", retry: true }],
    ["not for us", { status: 403, body: {} } satisfies Reply, { kind: "rejected", retry: false }],
    ["elsewhere", { status: 302, headers: { location: "/" } } satisfies Reply, { kind: "rejected", retry: false }],
    [
      "busy",
      { status: 429, headers: { "retry-after": "30" } } satisfies Reply,
      { kind: "throttled", retryAfterSeconds: 30 },
    ],
  ])("can't be read where it is %s", async (_, reply, expected) => {
    const { pull } = await start(dialect, () => reply);
    await expect(pull({})).rejects.toMatchObject({ service: dialect, ...expected });
  });
});

it("a network that is silent is not waited for", async () => {
  const { pull } = await start("awin", () => ({ never: "silent" }));
  await expect(pull({})).rejects.toMatchObject({ kind: "timeout", retry: true });
});

it("a network without code has no list", () => {
  expect(pullerOf("template", { credentials: {}, values: {}, now: NOW })).toBeNull();
  expect(pullerOf("constructor", { credentials: {}, values: {}, now: NOW })).toBeNull();
});
