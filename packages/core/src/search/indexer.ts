import * as History from "../catalog/history.ts";
import * as Product from "../catalog/product.ts";
import * as Source from "../catalog/source.ts";
import * as Embedding from "../embedding/embedding.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { bulk, type Write, type Written } from "./bulk.ts";
import { build } from "./document.ts";
import { names } from "./engine.ts";
import { ensureIndex } from "./indices.ts";

/** What the index should hold of a group. */
export type State = Omit<Write, "index">;

export type Indexed = "indexed" | "removed" | "outdated";

/**
 * Brings groups' documents up to what the table holds, in the live index and in the one that a rebuild may be filling. Each
 * collection's `rev` is its version, so an older state never replaces a newer one. One result a group: a rejection is
 * `not_found` for an unknown one, `unavailable` when the table or the engine is down.
 */
export async function indexAll(groupIds: readonly string[]): Promise<PromiseSettledResult<Indexed>[]> {
  const states = await Promise.allSettled(groupIds.map(stateOf));
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
  return new Map(states.map(({ groupId }, at) => [groupId, both(outcomes[2 * at], outcomes[2 * at + 1])]));
}

/** What counts of a write to the live index and to the next one, which there mostly is not. */
function both(live: Outcome | undefined, next: Outcome | undefined): Outcome {
  if (live === undefined || live === "no_index") return new DomainError("unavailable", "The index is not there yet.");
  return next instanceof DomainError && !(live instanceof DomainError) ? next : live;
}

/**
 * What the index should hold of a group. The vector is read after the collection: storing one counts the collection's `rev`, so
 * a document never carries a vector older than its version.
 */
export async function stateOf(groupId: string): Promise<State> {
  const product = await Product.find(groupId, { consistent: true });
  if (!product) throw notFound({ groupId });
  const [embedding, signals, nameOf] = await Promise.all([
    Embedding.get({ type: "productGroup", id: groupId }, { consistent: true }),
    History.signals(product),
    Source.names(),
  ]);
  const { now, config } = context();
  const document = build(product, {
    now: now(),
    mediaBaseUrl: config.MEDIA_BASE_URL,
    vector: embedding && { model: embedding.model, values: [...embedding.vector] },
    nameOf,
    ...signals,
  });
  return { groupId, rev: product.group.rev, document };
}
