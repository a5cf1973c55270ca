import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ingest } from "./ingest.ts";
import * as Refs from "./refs.ts";

const COUNT = 12;
let harness: Harness;
const groupIds: string[] = [];

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  await harness.run(async () => {
    for (let n = 0; n < COUNT; n++) {
      const url = `https://shop-a.example/p/${n}`;
      const product = aProduct({ url, name: `Kurta of pattern ${n}`, brand: `Brand ${n}` });
      const checkedAt = harness.clock.now().toISOString();
      const { groupId } = await ingest(product, { sourceId: "shop-a", url, checkedAt, via: "crawl" });
      groupIds.push(groupId!);
    }
  });
});
afterAll(() => harness.close());

async function walk(part?: number, limit = 2): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page: Refs.RefsPage = await harness.run(() => Refs.list({ part, limit, cursor: cursor ?? undefined }));
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items.map((item) => item.groupId));
    cursor = page.cursor;
  } while (cursor);
  return found;
}

describe("refs", () => {
  it("lists every group once, whether walked as a whole or by parts", async () => {
    expect((await walk()).sort()).toEqual(groupIds.toSorted());
    const parts = await Promise.all(Array.from({ length: 8 }, (_, part) => walk(part, 1000)));
    expect(parts.flat().sort()).toEqual(groupIds.toSorted());
  });

  it.each(["x", "9.", "0.e30", "0.bm90IGpzb24", "0.eyJwayI6IngifQ"])("refuses the cursor %s", async (cursor) => {
    await expect(harness.run(() => Refs.list({ cursor, limit: 2 }))).rejects.toMatchObject({
      code: "invalid",
      fields: [{ field: "cursor" }],
    });
  });
});
