import { BatchGetCommand, type BatchGetCommandInput, type BatchGetCommandOutput } from "@aws-sdk/lib-dynamodb";
import type { Group } from "../catalog/group.entity.ts";
import { fromBytes } from "../embedding/vector.ts";
import { context } from "../platform/context.ts";
import { notFound } from "../platform/errors.ts";
import { kindOf, partitionKey, sortKey } from "../platform/item.ts";
import { type Clause, oneOf } from "./clause.ts";
import { vectorField } from "./index-definition.ts";
import { ITEM_FIELDS, type SearchItem, type StoredItem, toItem } from "./item.ts";
import { nearest } from "./match.ts";
import { searchLive } from "./request.ts";

type Known = Pick<Group, "groupId" | "title" | "category" | "gender" | "mergedInto">;

const CANDIDATES = 60;
/** Scores of neighbours lie a few hundredths apart: another kind of garment has to be much nearer to come first. */
const SAME_KIND = 0.05;

/**
 * Garments like this one that can be bought, the likest first; none for one that was merged away. One request to the table and one
 * search. Throws `not_found` for an unknown group.
 */
export async function similar(groupId: string, limit = 12): Promise<SearchItem[]> {
  const { known, vector: values } = await read(groupId);
  if (!known) throw notFound({ groupId });
  if (known.mergedInto) return [];
  const vector = values && { field: vectorField(context().config.EMBEDDING_MODEL), vector: [...values] };
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

type Wanted = BatchGetCommandInput["RequestItems"];

/** The group and its vector by the configured model, in one request. */
async function read(groupId: string): Promise<{ known: Known | null; vector: Float32Array | null }> {
  const { documents, config } = context();
  const { TABLE_NAME, EMBEDDING_MODEL: model } = config;
  const keys = [
    { pk: partitionKey({ groupId }), sk: sortKey("productGroup", {}, "product") },
    { pk: partitionKey({ subjectType: "productGroup", subjectId: groupId }), sk: sortKey("embedding", { model }) },
  ];
  let wanted: Wanted = { [TABLE_NAME]: { Keys: keys } };
  const found: Record<string, unknown>[] = [];
  while (wanted?.[TABLE_NAME]?.Keys?.length) {
    const answer: BatchGetCommandOutput = await documents.send(new BatchGetCommand({ RequestItems: wanted }));
    found.push(...(answer.Responses?.[TABLE_NAME] ?? []));
    wanted = answer.UnprocessedKeys;
  }
  const of = (entity: string) => found.find((item) => kindOf(item) === entity) as never;
  const { vector } = (of("embedding") ?? {}) as { vector?: Uint8Array };
  return { known: of("productGroup") ?? null, vector: vector ? fromBytes(vector) : null };
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
