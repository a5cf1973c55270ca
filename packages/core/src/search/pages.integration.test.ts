import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { aGroup, aListing } from "../../test/product-draft.ts";
import { type SearchStage, startSearchStage } from "../../test/search-stage.ts";
import { bulk } from "./bulk.ts";
import { build } from "./document.ts";
import { names } from "./engine.ts";
import { type SearchQuery, search } from "./search.ts";

const HEAD_AND_TAIL = 210;
const around = {
  now: new Date("2026-11-23T06:00:00.000Z"),
  mediaBaseUrl: "/media",
  nameOf: (id: string) => id,
  vector: null,
  drop: 0,
  dealScore: null,
};

let stage: SearchStage;
let rev = 0;
const idOf = (number: number) => `prd_01JZ${String(number).padStart(22, "0")}`;

/** Puts kurtas straight into the index: one price in ten is shared, so that ties are common. */
async function index(numbers: readonly number[]): Promise<void> {
  rev += 1;
  await stage.run(() =>
    bulk(
      numbers.map((number) => {
        const price = { amount: 50_000 + (number % 10) * 10_000, currency: "INR" };
        const product = aGroup(
          { groupId: idOf(number), rev, title: `Straight Kurta ${"soft ".repeat(number % 7)}` },
          { listings: [aListing("v1", { price })] },
        );
        return { index: names().live, groupId: idOf(number), rev, document: build(product, around) };
      }),
    ),
  );
  await stage.refresh();
}

async function remove(numbers: readonly number[]): Promise<void> {
  rev += 1;
  await stage.run(() =>
    bulk(numbers.map((number) => ({ index: names().live, groupId: idOf(number), rev, document: null }))),
  );
  await stage.refresh();
}

/** All pages from the first on; `between` happens before each next one. */
async function walk(
  query: SearchQuery,
  between: (page: number) => Promise<void> = async () => {},
): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await stage.run(() => search({ ...query, cursor }));
    pages.push(items.map(({ groupId }) => groupId));
    cursor = nextCursor ?? undefined;
    if (cursor) await between(pages.length);
  } while (cursor);
  return pages;
}

beforeAll(async () => {
  stage = await startSearchStage({ dynamoUrl: inject("dynamoUrl"), searchUrl: inject("searchUrl") });
  await index(Array.from({ length: HEAD_AND_TAIL }, (_, number) => number));
});
afterAll(() => stage.close());

describe.each<[string, SearchQuery]>([
  ["by relevance", { q: "kurta", limit: 24 }],
  ["without a text", { limit: 24 }],
  ["by price, where many are alike", { q: "kurta", sort: "price_asc", limit: 17 }],
  ["by newest, where all are alike", { sort: "newest", limit: 60 }],
])("pages %s", (_, query) => {
  it("show everything once, in full pages, and as many as were promised", async () => {
    const pages = await walk(query);
    const all = pages.flat();
    expect(new Set(all).size).toBe(HEAD_AND_TAIL);
    expect(all).toHaveLength(HEAD_AND_TAIL);
    expect((await stage.run(() => search(query))).total).toBe(HEAD_AND_TAIL);
    for (const page of pages.slice(0, -1)) expect(page).toHaveLength(query.limit!);
  });

  it("are the same every time, whatever the page length", async () => {
    const whole = (await walk(query)).flat();
    expect((await walk(query)).flat()).toEqual(whole);
    expect((await walk({ ...query, limit: 50 })).flat()).toEqual(whole);
  });

  it("show each of the first garments once while others come, go and change", async () => {
    const added: number[] = [];
    const pages = await walk(query, async (page) => {
      const next = 1000 + added.length;
      added.push(next, next + 1, next + 2);
      await index(added.slice(-3));
      await index([page, page + 60, page + 120]);
    });
    const all = pages.flat();
    const first = all.filter((id) => id < idOf(1000));
    expect(all).toHaveLength(new Set(all).size);
    expect(new Set(first).size).toBe(HEAD_AND_TAIL);
    await remove(added);
  });
});

describe("a cursor", () => {
  it("of another query is refused, naming the field", async () => {
    const { nextCursor } = await stage.run(() => search({ q: "kurta" }));
    await expect(stage.run(() => search({ q: "saree", cursor: nextCursor! }))).rejects.toMatchObject({
      code: "invalid",
      fields: [{ field: "cursor" }],
    });
    await expect(stage.run(() => search({ q: "kurta", sort: "newest", cursor: nextCursor! }))).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
