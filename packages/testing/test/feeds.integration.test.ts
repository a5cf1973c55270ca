import { importFeed, type Summary } from "@stylegence/core/feed/import";
import { readFeed } from "@stylegence/crawler/feed";
import { type Sandbox, startSandbox } from "@stylegence/sandbox/server";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Harness, startHarness } from "../src/harness.ts";
import { compare, describePair } from "./joining.ts";

let harness: Harness;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, now: () => new Date("2026-11-23T06:00:00Z") });
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => Promise.all([sandbox.close(), harness.close()]));

async function load(network: string, format: string): Promise<Summary> {
  const answer = await fetch(`${sandbox.url}/feeds/${network}.${format}`);
  expect(answer.status).toBe(200);
  const rows = readFeed(new Uint8Array(await answer.arrayBuffer()), { defaultCurrency: "INR", group: false });
  harness.clock.advance({ hours: 1 });
  return harness.run(() => importFeed(rows, { source: network }));
}

const of = async (name: string) => (await harness.items()).filter((item) => item.__edb_e__ === name);

describe("the networks' feeds", { timeout: 180_000 }, () => {
  it("say the same in every format: a second import finds nothing new", async () => {
    const first = await load("trackhive", "tsv");
    expect(first.new).toBeGreaterThan(100);
    const again = await load("trackhive", "xml.gz");
    expect(again).toMatchObject({ new: 0, changed: 0, unchanged: first.new + first.changed });
    // The tab-separated file ends in a line that was cut short.
    expect(first.refused - again.refused).toBe(1);
    expect(await of("pricePoint")).toHaveLength((await of("listing")).length);
  });

  it("bring the same garment to one product", async () => {
    await load("linkmela", "xml.gz");
    const placed = (await of("sourcePage")).map(({ url, groupId, sourceId, title }) => ({
      garment: /-(g\d+)/.exec(String(url))![1]!,
      ...{ link: "", shop: String(sourceId), title: String(title), groupId: String(groupId) },
    }));
    const { right, missed, wrong } = compare(placed);
    expect(wrong.map(describePair)).toEqual([]);
    expect(right.length).toBeGreaterThan(10);
    const share = right.length / (right.length + missed.length);
    expect(share, `missed:\n${missed.map(describePair).join("\n")}`).toBeGreaterThanOrEqual(0.95);
  });
});
