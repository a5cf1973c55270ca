import { afterEach, describe, expect, it } from "vitest";
import { startPull } from "../../test/pulls.ts";

let close: () => Promise<void>;
afterEach(() => close());

const NETWORKS = {
  admitad: {
    credentials: { clientId: "id1", clientSecret: "s1" },
    limit: 500,
    /** The first row that is asked for. */
    offset: (path: string) => Number(/offset=(\d+)/.exec(path)?.[1]),
    body: (rows: number[], total: number) => ({ results: rows, _meta: { count: total } }),
    rows: (raw: string): number[] => JSON.parse(raw).results,
  },
  impact: {
    credentials: { accountSid: "IRx", authToken: "t1" },
    limit: 1000,
    offset: (path: string) => (Number(/Page=(\d+)/.exec(path)?.[1]) - 1) * 1000,
    body: (rows: number[], total: number) => ({
      Actions: rows,
      "@total": String(total),
      "@numpages": String(Math.ceil(total / 1000)),
    }),
    rows: (raw: string): number[] => JSON.parse(raw).Actions,
  },
};

/** A list by when a row changed: one that changes leaves the window that it was in. `leaves` says which, once a page was read. */
async function start(dialect: keyof typeof NETWORKS, length: number, leaves: (pages: number) => number[]) {
  const { credentials, limit, offset, body } = NETWORKS[dialect];
  let rows = Array.from({ length }, (_, row) => row);
  let pages = 0;
  const network = await startPull(dialect, { credentials }, ({ path }) => {
    if (path === "/token/") return { body: { access_token: "t1", expires_in: 604_800 } };
    const from = offset(path);
    const page = body(rows.slice(from, from + limit), rows.length);
    const gone = leaves(++pages);
    rows = rows.filter((row) => !gone.includes(row));
    return { body: page };
  });
  close = network.wire.close;
  return network;
}

const caughtUp = { until: "2026-11-23T09:00:00.000Z" };

describe.each(Object.entries(NETWORKS))("a list of %s whose rows change while it is read", (name, { limit, rows }) => {
  const dialect = name as keyof typeof NETWORKS;
  const read = (raws: string[]) => new Set(raws.filter((raw) => raw !== "").flatMap(rows));

  it.each([
    ["one", () => [3]],
    ["all of a page but a few", () => Array.from({ length: limit - 5 }, (_, row) => row)],
  ])("is read as a whole where %s changed behind the first page", async (_, gone) => {
    const { pull } = await start(dialect, limit + 100, (pages) => (pages === 1 ? gone() : []));
    const pages = await pull(caughtUp);
    expect(read(pages.map(({ raw }) => raw)).size).toBe(limit + 100);
    expect(pages.at(-1)?.next).toEqual({ until: "2026-11-23T09:05:00.000Z" });
  });

  it("is so by who has time for no more than a page, too", async () => {
    const { pull } = await start(dialect, 2 * limit + 100, (pages) => (pages === 1 ? [3] : []));
    const raws: string[] = [];
    let state: Record<string, string> = caughtUp;
    do {
      const [page] = await pull(state);
      raws.push(page?.raw ?? "");
      state = { ...page?.next };
      expect(raws.length).toBeLessThan(10);
    } while (state.step);
    expect(read(raws).size).toBe(2 * limit + 100);
    expect(state).toEqual({ until: "2026-11-23T09:05:00.000Z" });
  });

  it("is read once where nothing changed, and not for ever where it always does", async () => {
    const still = await start(dialect, 2 * limit + 100, () => []);
    expect(await still.pull(caughtUp)).toHaveLength(3);
    await close();
    const restless = await start(dialect, 2 * limit + 100, (pages) => [pages]);
    expect(await restless.pull(caughtUp)).toHaveLength(15);
  });
});
