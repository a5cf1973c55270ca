import * as Product from "../catalog/product.ts";
import * as Embedding from "../embedding/embedding.ts";
import { context } from "../platform/context.ts";
import { type Clause, oneOf } from "./clause.ts";
import type { SearchDocument } from "./document.ts";
import { vectorField } from "./index-definition.ts";
import { ITEM_FIELDS, type SearchItem, type StoredItem, toItem } from "./item.ts";
import { nearest } from "./match.ts";
import { searchLive } from "./request.ts";

type Known = Pick<SearchDocument, "groupId" | "title" | "category" | "gender">;

const CANDIDATES = 60;
/** Scores of neighbours lie a few hundredths apart: another kind of garment has to be much nearer to come first. */
const SAME_KIND = 0.05;

/** Garments like this one that can be bought, the likest first. Throws `not_found` for an unknown group. */
export async function similar(groupId: string, limit = 12): Promise<SearchItem[]> {
  const [known, embedding] = await Promise.all([stored(groupId), Embedding.get({ type: "productGroup", id: groupId })]);
  if (!known) {
    // It may not be indexed yet, or have been merged: then there is nothing to show, but no error.
    await Product.read(groupId);
    return [];
  }
  const vector = embedding && { field: vectorField(embedding.model), vector: [...embedding.vector] };
  const filter = alike(known);
  const query = vector
    ? { bool: { must: [nearest(vector, CANDIDATES, filter)], should: [sameKind(known)] } }
    : {
        bool: {
          filter: [filter],
          must: [{ match: { everything: { query: known.title } } }],
          should: [sameKind(known)],
        },
      };
  const response = await searchLive<{ hits: { hits: { _source: StoredItem }[] } }>({
    query,
    sort: [{ _score: "desc" }, { groupId: "asc" }],
    size: limit,
    track_total_hits: false,
    _source: ITEM_FIELDS,
  });
  const now = context().now().toISOString();
  return (response?.hits.hits ?? []).map((hit) => toItem(hit._source, now));
}

async function stored(groupId: string): Promise<Known | undefined> {
  const response = await searchLive<{ hits: { hits: { _source: Known }[] } }>({
    query: { ids: { values: [groupId] } },
    _source: ["groupId", "title", "category", "gender"] satisfies (keyof Known)[],
  });
  return response?.hits.hits[0]?._source;
}

/** Others that can be bought, for the same people. */
function alike({ groupId, gender }: Known): Clause {
  const same = gender ? [oneOf("gender", [gender, "unisex"])] : [];
  return {
    bool: { filter: [oneOf("available", ["true"]), ...same], must_not: [oneOf("groupId", [groupId])] },
  };
}

function sameKind({ category }: Known): Clause {
  if (!category) return { match_none: {} };
  return { constant_score: { filter: oneOf("category", [category]), boost: SAME_KIND } };
}
