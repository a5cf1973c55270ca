import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { aGroup, aVariant } from "../../test/product-draft.ts";
import { type SearchStage, startSearchStage } from "../../test/search-stage.ts";
import * as Category from "../catalog/category.ts";
import * as Colour from "../catalog/colour.ts";
import { bulk } from "./bulk.ts";
import { build } from "./document.ts";
import { names } from "./engine.ts";
import { search } from "./search.ts";

const DATA = path.resolve(import.meta.dirname, "../../../../../shared/data");
const STYLES = path.join(DATA, "catalogue_kaggle_styles/styles.csv.gz");
const QUERIES = path.join(DATA, "relevance/attribute_queries.json");

interface Judged {
  query: string;
  relevant_ids: number[];
}
interface Row {
  id: number;
  gender: string;
  type: string;
  colour: string;
  title: string;
}

/** Every fifth garment, so that the test stays quick; those that are relevant are cut down alike. */
const isTaken = (id: number) => id % 5 === 0;
const groupIdOf = (id: number) => `prd_01JZ${String(id).padStart(22, "0")}`;

function rows(): Row[] {
  const lines = gunzipSync(readFileSync(STYLES)).toString("utf8").trim().split("\n").slice(1);
  return lines
    .map((line) => line.trim().split(","))
    .filter((cells) => cells.length === 10)
    .map(([id, gender = "", , , type = "", colour = "", , , , title = ""]) => ({
      id: Number(id),
      gender,
      type,
      colour,
      title,
    }))
    .filter(({ id }) => isTaken(id));
}

function documentOf({ id, gender, type, colour, title }: Row) {
  const placed = Category.place({ title, breadcrumb: [gender, type], gender, type });
  const groupId = groupIdOf(id);
  const variants = [aVariant("v1", { colour, colourFamily: Colour.familyOf(colour), size: undefined })];
  const facts = { groupId, title, brandName: undefined, brandSlug: undefined, attributes: {} };
  const product = aGroup(
    { ...facts, category: placed.category ?? undefined, gender: placed.gender ?? undefined },
    { variants },
  );
  const around = { now: new Date("2026-11-23T00:00:00Z"), mediaBaseUrl: "/media", nameOf: (one: string) => one };
  return { groupId, rev: 1, document: build(product, { ...around, vector: null, drop: 0, dealScore: null }) };
}

function ndcg(found: readonly string[], relevant: ReadonlySet<string>): number {
  const gain = (at: number) => 1 / Math.log2(at + 2);
  const got = found.slice(0, 10).reduce((sum, id, at) => sum + (relevant.has(id) ? gain(at) : 0), 0);
  const ideal = Array.from({ length: Math.min(10, relevant.size) }, (_, at) => gain(at)).reduce((a, b) => a + b, 0);
  return got / ideal;
}

describe.skipIf(!existsSync(STYLES))("on a real catalogue (skipped where ../shared/data is absent)", () => {
  let stage: SearchStage;

  beforeAll(async () => {
    stage = await startSearchStage({ dynamoUrl: inject("dynamoUrl"), searchUrl: inject("searchUrl") });
    const documents = rows().map(documentOf);
    for (let at = 0; at < documents.length; at += 1000) {
      const batch = documents.slice(at, at + 1000);
      await stage.run(() => bulk(batch.map((one) => ({ ...one, index: names().live }))));
    }
    await stage.refresh();
  });
  afterAll(() => stage.close());

  it("judged queries find what they should, by words alone", async () => {
    const judged = (JSON.parse(readFileSync(QUERIES, "utf8")) as Judged[])
      .map(({ query, relevant_ids }) => ({ query, relevant: new Set(relevant_ids.filter(isTaken).map(groupIdOf)) }))
      .filter(({ relevant }) => relevant.size > 0);
    const scores: number[] = [];
    for (const { query, relevant } of judged) {
      const { items } = await stage.run(() => search({ q: query, limit: 10 }));
      scores.push(
        ndcg(
          items.map(({ groupId }) => groupId),
          relevant,
        ),
      );
    }
    expect(judged.length).toBeGreaterThan(100);
    expect(scores.reduce((a, b) => a + b, 0) / scores.length).toBeGreaterThan(0.8);
  });
});
