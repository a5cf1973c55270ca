import { discard } from "@stylegence/functions/jobs/render/browser";
import { type Sandbox, startSandbox } from "@stylegence/sandbox/server";
import { product as slowPage } from "@stylegence/sandbox/shops/slowloom/pages";
import { SLOWLOOM } from "@stylegence/sandbox/shops/slowloom/shop";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Harness, startHarness } from "../src/harness.ts";
import { compare, describePair, type Place, type Placed, pageOf, settled, type Truth, take } from "./joining.ts";

/** A browser needs most of a second for a page: so many of the scripted shop's are enough to measure by. */
const SCRIPTED = 20;
const AT_ONCE = 3;

let harness: Harness;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, now: () => new Date("2026-11-23T06:00:00Z") });
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(async () => {
  await Promise.all([sandbox.close(), harness.close(), discard()]);
});

/** The slow shop's pages without its slowness. */
function slowly(url: string): string {
  const { catalogue, world } = sandbox;
  const context = { shop: SLOWLOOM, catalogue, origin: new URL(url).origin };
  const listing = world.at("slowloom").find((one) => url.endsWith(SLOWLOOM.path(one)));
  return slowPage(context, catalogue.view(listing!));
}

async function crawl(shop: Place, truth: Truth): Promise<Placed[]> {
  const listings = truth.garments.flatMap((garment) =>
    garment.listings.filter((one) => one.shop === shop.id && one.status === "live").map((one) => ({ ...one, garment })),
  );
  const queue = shop.useRenderer
    ? listings.filter((one) => one.garment.listings.length > 1).slice(0, SCRIPTED)
    : listings;
  const placed: Placed[] = [];
  const at = harness.clock.now().toISOString();
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const html = shop.id === "slowloom" ? slowly(next.url) : await pageOf(next.url, shop.useRenderer);
      const groupId = html === null ? null : await take(html, next, shop.rules, at);
      const { garment, title } = next;
      if (groupId) placed.push({ garment: garment.id, link: garment.link, shop: shop.id, title, groupId });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return placed;
}

describe("joining, measured against the sandbox's own truth", () => {
  it("merges nothing wrongly and at least 95% of what is one garment", { timeout: 300_000 }, async () => {
    const [truth, shops] = await Promise.all(
      ["truth", "shops"].map(async (name) => (await fetch(`${sandbox.url}/${name}`)).json()),
    );
    const placed = await harness.run(async () => {
      const all = await Promise.all((shops as Place[]).map((shop) => crawl(shop, truth as Truth)));
      return settled(all.flat());
    });
    const { right, missed, wrong } = compare(placed);
    expect(placed.length).toBeGreaterThan(700);
    expect(right.length + missed.length).toBeGreaterThan(250);
    expect(wrong.map(describePair)).toEqual([]);
    const share = right.length / (right.length + missed.length);
    expect(share, `missed:\n${missed.map(describePair).join("\n")}`).toBeGreaterThanOrEqual(0.95);
  });
});
