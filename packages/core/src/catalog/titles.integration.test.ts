import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ingest } from "./ingest.ts";
import { remembered } from "./titles.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

const FABRICS = ["Cotton", "Silk", "Linen", "Rayon", "Khadi", "Georgette"];

function take(shop: string, name: string, titles: ReturnType<typeof remembered>) {
  const url = `https://${shop}.example/${encodeURIComponent(name)}`;
  const checkedAt = harness.clock.now().toISOString();
  return ingest(aProduct({ name, url }), { sourceId: shop, url, checkedAt, via: "feed" }, { item: null, titles });
}

describe("titles that are remembered while many pages are taken in", () => {
  it("join the pages of another shop that come at the same time, each to one group", async () => {
    const names = FABRICS.map((fabric) => `Women ${fabric} Peacock Print Kurta`);
    const [a, b] = [remembered(), remembered()];
    const results = await harness.run(() =>
      Promise.all(names.flatMap((name) => [take("shop-a", name, a), take("shop-b", name, b)])),
    );
    const groups = Map.groupBy(results, ({ groupId }) => groupId);
    expect(groups.size).toBe(FABRICS.length);
    expect([...groups.values()].map((pages) => pages.length)).toEqual(FABRICS.map(() => 2));
  });

  it("are looked up once for all pages of one brand and kind", async () => {
    const reads: string[] = [];
    harness.documents.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (JSON.stringify(args.input).includes("titleentry")) reads.push(String(commandName));
          return next(args);
        },
      { step: "initialize", name: "reads" },
    );
    const titles = remembered();
    const names = FABRICS.map((fabric) => `Girls ${fabric} Striped Pathani Kurta`);
    await harness.run(() => Promise.all(names.map((name) => take("shop-c", name, titles))));
    harness.documents.middlewareStack.remove("reads");
    expect(reads.filter((name) => /^Query/.test(name))).toHaveLength(1);
  });

  it("make each group once when the same page comes twice at once", async () => {
    const titles = remembered();
    const [one, two] = await harness.run(() =>
      Promise.all([take("shop-d", "Men Plain Oxford Kurta", titles), take("shop-d", "Men Plain Oxford Kurta", titles)]),
    );
    expect(one!.groupId).toBe(two!.groupId);
    expect([one!.outcome, two!.outcome].sort()).toEqual(["new", "unchanged"]);
  });
});
