import { analysis } from "./analysis.ts";

/** Counts up when a document of the former definition no longer fits; a rebuild then brings the new one. */
export const DEFINITION_VERSION = 1;

export interface Model {
  name: string;
  dimension: number;
}

/** The field of a model's vectors. An index leaves out the vectors of models that it was not made for. */
export function vectorField(model: string): string {
  return `vectors.${vectorKey(model)}`;
}

export function vectorKey(model: string): string {
  return model.replace(/[^A-Za-z0-9-]/g, "-");
}

const keyword = { type: "keyword" };
const text = { type: "text", analyzer: "index", search_analyzer: "search", norms: false };
const searched = { ...text, copy_to: "everything" };
const spelt = { ...text, copy_to: ["everything", "spelling"] };

/** Settings and mapping of the products index: one document a product group. */
export function definition(model: Model) {
  return {
    settings: {
      index: {
        knn: true,
        number_of_shards: 1,
        auto_expand_replicas: "0-1",
        refresh_interval: "1s",
        // A delete is remembered as long as a write that it overtook may still be under way.
        gc_deletes: "1h",
        max_result_window: 10_000,
        // A search pays for each clause in each segment, and far more is searched than written: few segments, kept few.
        merge: { policy: { segments_per_tier: 4, max_merge_at_once: 4, floor_segment: "64mb" } },
        similarity: { default: { type: "BM25", k1: 0.9, b: 0.3 } },
      },
      analysis,
    },
    mappings: {
      dynamic: "strict",
      _meta: { definition: DEFINITION_VERSION, model: model.name, dimension: model.dimension },
      _source: { excludes: ["vectors", "everything", "spelling", "words"] },
      properties: {
        groupId: keyword,
        rev: { type: "long" },
        title: {
          ...spelt,
          norms: true,
          fields: { typed: { type: "search_as_you_type", analyzer: "plain", max_shingle_size: 2 } },
        },
        brand: { ...keyword, fields: { words: text }, copy_to: ["everything", "spelling"] },
        brandSlug: keyword,
        /** Slugs from the root to the leaf. */
        categories: keyword,
        category: keyword,
        gender: keyword,
        colours: keyword,
        sizes: keyword,
        options: keyword,
        /** What is read but not shown: names of categories and colours, attributes, style codes. */
        words: {
          properties: { category: spelt, colour: spelt, gender: searched, attributes: spelt, codes: searched },
        },
        price: { type: "long" },
        /** What filters, ranges and sorts by price go by: a price in another currency is not comparable. */
        priceInr: { type: "long" },
        currency: keyword,
        mrp: { type: "long" },
        discount: { type: "integer" },
        drop: { type: "integer" },
        availability: keyword,
        available: { type: "boolean" },
        sources: keyword,
        sourceLabels: keyword,
        offers: { type: "integer" },
        /** What its reviews come to, in hundredths of a star; few reviews say little. */
        stars: { type: "integer" },
        dealScore: { type: "float" },
        popularity: { type: "float" },
        createdAt: { type: "date" },
        updatedAt: { type: "date" },
        image: { type: "object", enabled: false },
        /** What the price becomes as offers begin and end. */
        steps: { type: "object", enabled: false },
        everything: { ...text, similarity: "BM25" },
        spelling: { type: "text", analyzer: "plain", norms: false },
        vectors: {
          dynamic: false,
          properties: {
            [vectorKey(model.name)]: {
              type: "knn_vector",
              dimension: model.dimension,
              method: {
                name: "hnsw",
                engine: "lucene",
                space_type: "cosinesimil",
                parameters: { m: 16, ef_construction: 128 },
              },
            },
          },
        },
      },
    },
  };
}
