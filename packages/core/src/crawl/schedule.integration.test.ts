import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import * as Domain from "./domain.ts";
import * as Frontiers from "./frontier.ts";
import { schedule } from "./schedule.ts";

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterEach(() => harness.close());

const addPages = (domain: string, count: number, kind: "page" | "sitemap" = "page") =>
  Frontiers.add(
    Array.from({ length: count }, (_, n) => ({
      url: `https://${domain}/${kind}/${n}`,
      domain,
      sourceId: "s",
      kind,
      depth: 0,
    })),
  );
const handedOut = async () =>
  (await harness.items()).filter((item) => item.__edb_e__ === "crawlFrontier" && item.status === "in_progress");

describe("the schedule", () => {
  it("hands out no more of a domain than its budget, tick after tick, until all is out", () =>
    harness.run(async () => {
      await Domain.put({ baseUrl: "https://a.example", maxRps: 0.5 });
      await addPages("a.example", 70);
      const counts = [];
      for (let tick = 0; tick < 3; tick++) {
        counts.push((await schedule()).dispatched);
        harness.clock.advance({ seconds: 60 });
      }
      expect(counts).toEqual([37, 30, 3]);
      expect(await handedOut()).toHaveLength(70);
    }));

  it("counts a crawl delay, and domains apart", () =>
    harness.run(async () => {
      await Domain.put({ baseUrl: "https://a.example", maxRps: 50, crawlDelaySeconds: 20 });
      await Domain.put({ baseUrl: "https://b.example", maxRps: 1 });
      await addPages("a.example", 10);
      await addPages("b.example", 10);
      expect(await schedule()).toEqual({ domains: 2, dispatched: 13 });
    }));

  it("two timers at once share one budget and hand nothing out twice", () =>
    harness.run(async () => {
      await Domain.put({ baseUrl: "https://a.example", maxRps: 0.2 });
      await addPages("a.example", 60);
      const results = await Promise.all([schedule(), schedule(), schedule()]);
      const total = results.reduce((sum, result) => sum + result.dispatched, 0);
      expect(total).toBeLessThanOrEqual(15);
      const out = await handedOut();
      expect(out).toHaveLength(total);
      expect(new Set(out.map((item) => item.dispatchId)).size).toBe(total);
    }));

  it("takes lists before pages, and what waited longest first", () =>
    harness.run(async () => {
      await Domain.put({ baseUrl: "https://a.example", maxRps: 0.04 });
      await addPages("a.example", 3);
      harness.clock.advance({ minutes: 1 });
      await addPages("a.example", 2, "sitemap");
      await schedule();
      expect((await handedOut()).map((item) => item.kind).sort()).toEqual(["page", "sitemap", "sitemap"]);
    }));

  it("leaves paused entries and domains alone", () =>
    harness.run(async () => {
      await Domain.put({ baseUrl: "https://a.example" });
      await Domain.put({ baseUrl: "https://b.example", paused: true });
      await addPages("a.example", 1);
      await addPages("b.example", 1);
      const id = Frontiers.idOf("https://a.example/page/0");
      await Frontiers.pause(id);
      expect(await schedule()).toMatchObject({ dispatched: 0 });
      await Frontiers.resume(id);
      expect(await schedule()).toMatchObject({ dispatched: 1 });
      expect(await Frontiers.counts("a.example")).toEqual({ queued: 0, in_progress: 1, paused: 0, error: 0 });
    }));

  it("hands out again what a worker took and never came back with", () =>
    harness.run(async () => {
      await Domain.put({ baseUrl: "https://a.example" });
      await addPages("a.example", 1);
      expect(await schedule()).toMatchObject({ dispatched: 1 });
      const [first] = await handedOut();
      harness.clock.advance({ minutes: 10 });
      expect(await schedule()).toMatchObject({ dispatched: 0 });
      harness.clock.advance({ minutes: 6 });
      expect(await schedule()).toMatchObject({ dispatched: 1 });
      expect((await handedOut())[0]?.dispatchId).not.toBe(first?.dispatchId);
    }));

  it("looks more often while its budget is not used, and less often while visits are late", () =>
    harness.run(async () => {
      await Domain.put({ baseUrl: "https://a.example", maxRps: 0.04 });
      await addPages("a.example", 40);
      const stretch = async () => {
        await schedule();
        const pace = (await harness.items()).find((item) => item.__edb_e__ === "domainPace");
        return Number(pace?.stretch);
      };
      expect(await stretch()).toBe(1);
      harness.clock.advance({ minutes: 30 });
      expect(await stretch(), "what was never looked at is not late").toBe(1);
      const ids = Array.from({ length: 40 }, (_, n) => Frontiers.idOf(`https://a.example/page/${n}`));
      const lastCheckedAt = harness.clock.now().toISOString();
      const set = (change: { status: "queued" | "paused"; nextCheckAt: string }) =>
        Promise.all(ids.map((id) => Frontiers.update(id, (entry) => ({ ...entry, ...change, lastCheckedAt }))));
      await set({ status: "queued", nextCheckAt: lastCheckedAt });
      harness.clock.advance({ hours: 1 });
      expect(await stretch()).toBeGreaterThan(1);
      const handed = (await handedOut()).map((item) => Number(item.stretch));
      expect(Math.max(...handed)).toBeGreaterThan(1);
      await set({ status: "paused", nextCheckAt: lastCheckedAt });
      for (let n = 0; n < 3; n++) {
        harness.clock.advance({ minutes: 30 });
        await schedule();
      }
      expect(await stretch()).toBeLessThan(1);
    }));
});

describe("the frontier", () => {
  it("has one entry for one address, however it is spelt", () =>
    harness.run(async () => {
      const found = ["https://A.example/p?b=2&a=1&utm_source=x", "https://a.example/p?a=1&b=2#top"];
      const add = () =>
        Frontiers.add(
          found.map((url) => ({ url, domain: "a.example", sourceId: "s", kind: "page" as const, depth: 0 })),
        );
      expect(await add()).toEqual({ added: 1, sooner: 0 });
      expect(await add()).toEqual({ added: 0, sooner: 0 });
    }));

  it("visits sooner what shoppers wish for", () =>
    harness.run(async () => {
      await Frontiers.add([{ url: "https://a.example/w", domain: "a.example", sourceId: "s", kind: "page", depth: 0 }]);
      const id = Frontiers.idOf("https://a.example/w");
      const lastCheckedAt = harness.clock.now().toISOString();
      await Frontiers.update(id, (entry) => ({
        ...entry,
        lastCheckedAt,
        intervalMinutes: 600,
        nextCheckAt: lastCheckedAt,
      }));
      const minutes = async (score: number) =>
        (Date.parse((await Frontiers.prioritise(id, score)).nextCheckAt) - Date.parse(lastCheckedAt)) / 60_000;
      expect([await minutes(1), await minutes(0)]).toEqual([300, 600]);
    }));

  it("brings forward what a sitemap says has changed since", () =>
    harness.run(async () => {
      const page = { url: "https://a.example/p", domain: "a.example", sourceId: "s", kind: "page" as const, depth: 0 };
      await Frontiers.add([page]);
      const id = Frontiers.idOf(page.url);
      const now = harness.clock.now().toISOString();
      await Frontiers.update(id, (entry) => ({
        ...entry,
        lastCheckedAt: now,
        nextCheckAt: "2026-12-24T00:00:00.000Z",
      }));
      harness.clock.advance({ hours: 2 });
      expect(await Frontiers.add([{ ...page, lastmod: "2026-11-22T00:00:00.000Z" }])).toMatchObject({ sooner: 0 });
      expect(await Frontiers.add([{ ...page, lastmod: "2026-11-23T07:00:00.000Z" }])).toMatchObject({ sooner: 1 });
      expect((await Frontiers.get(id)).nextCheckAt).toBe(harness.clock.now().toISOString());
    }));
});
