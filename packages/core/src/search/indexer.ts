import * as History from "../catalog/history.ts";
import * as Product from "../catalog/product.ts";
import * as Source from "../catalog/source.ts";
import * as Lookup from "../embedding/lookup.ts";
import { fromBytes } from "../embedding/vector.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { bulk, type Write, type Written } from "./bulk.ts";
import { build } from "./document.ts";
import { names } from "./engine.ts";
import { addFields, ensureIndex } from "./indices.ts";

/** What the index should hold of a group. */
export type State = Omit<Write, "index">;

export type Indexed = "indexed" | "removed" | "outdated";

/**
 * Brings groups' documents up to what the table holds, in the live index and in the one that a rebuild may be filling. Each
 * collection's `rev` is its version, so an older state never replaces a newer one. One result a group: a rejection is
 * `not_found` for an unknown one, `unavailable` when the table or the engine is down.
 */
export async function indexAll(groupIds: readonly string[]): Promise<PromiseSettledResult<Indexed>[]> {
  const states = await statesOf(groupIds);
  const known = states.flatMap((state) => (state.status === "fulfilled" ? [state.value] : []));
  const written = known.length > 0 ? await write(known) : new Map<string, Outcome>();
  return Promise.allSettled(
    states.map(async (state) => {
      if (state.status === "rejected") throw state.reason;
      const outcome = written.get(state.value.groupId);
      if (outcome instanceof DomainError) throw outcome;
      if (outcome === "outdated") return "outdated";
      return state.value.document ? "indexed" : "removed";
    }),
  );
}

/** As `indexAll`, for one. */
export async function indexGroup(groupId: string): Promise<Indexed> {
  const [result] = await indexAll([groupId]);
  if (result?.status === "fulfilled") return result.value;
  throw result?.reason;
}

type Outcome = Written | DomainError;

/** Writes to both indexes, and makes the live one where it is missing. */
async function write(states: readonly State[]): Promise<Map<string, Outcome>> {
  const { live, next } = names();
  let outcomes = await bulk(states.flatMap((state) => [live, next].map((index) => ({ ...state, index }))));
  if (outcomes[0] === "no_index") {
    await ensureIndex();
    outcomes = (await bulk(states.map((state) => ({ ...state, index: live })))).flatMap((outcome) => [
      outcome,
      outcome,
    ]);
  }
  if (outcomes.some(isUnknownField)) {
    for (const index of [live, next]) await addFields(index);
    outcomes = await bulk(states.flatMap((state) => [live, next].map((index) => ({ ...state, index }))));
  }
  return new Map(states.map(({ groupId }, at) => [groupId, both(outcomes[2 * at], outcomes[2 * at + 1])]));
}

/** The index was made before the document had this field. */
function isUnknownField(outcome: Outcome): boolean {
  return outcome instanceof DomainError && outcome.context.type === "strict_dynamic_mapping_exception";
}

/** What counts of a write to the live index and to the next one, which there mostly is not. */
function both(live: Outcome | undefined, next: Outcome | undefined): Outcome {
  if (live === undefined || live === "no_index") return new DomainError("unavailable", "The index is not there yet.");
  return next instanceof DomainError && !(live instanceof DomainError) ? next : live;
}

async function pastOf(groupId: string) {
  const product = await Product.find(groupId, { consistent: true });
  return product && { product, signals: await History.signals(product) };
}

/**
 * What the index should hold of groups, one result each. The vectors are read after the collections: storing one counts the
 * collection's `rev`, so a document never carries a vector older than its version.
 */
export async function statesOf(groupIds: readonly string[]): Promise<PromiseSettledResult<State>[]> {
  const pasts = await Promise.allSettled(groupIds.map(pastOf));
  const found = groupIds.filter((_, at) => pasts[at]?.status === "fulfilled");
  const [vectors, nameOf] = await Promise.all([Lookup.vectors("productGroup", found), Source.names()]);
  const { now, config } = context();
  return pasts.map((past, at) => {
    if (past.status === "rejected") return past;
    const groupId = groupIds[at]!;
    if (!past.value) return { status: "rejected", reason: notFound({ groupId }) };
    const { product, signals } = past.value;
    const embedding = vectors.get(groupId);
    const document = build(product, {
      now: now(),
      mediaBaseUrl: config.MEDIA_BASE_URL,
      vector: embedding ? { model: embedding.model, values: [...fromBytes(embedding.vector)] } : null,
      nameOf,
      ...signals,
    });
    return { status: "fulfilled", value: { groupId, rev: product.group.rev, document } };
  });
}
