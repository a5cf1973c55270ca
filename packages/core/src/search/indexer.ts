import * as History from "../catalog/history.ts";
import * as Product from "../catalog/product.ts";
import * as Source from "../catalog/source.ts";
import * as Embedding from "../embedding/embedding.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { bulk, type Write } from "./bulk.ts";
import { build } from "./document.ts";
import { names } from "./engine.ts";
import { ensureIndex } from "./indices.ts";

/** What the index should hold of a group. */
export type State = Omit<Write, "index">;

export type Indexed = "indexed" | "removed" | "outdated";

/**
 * Brings a group's document up to what the table holds, in the live index and in the one that a rebuild may be filling. The
 * collection's `rev` is its version, so an older state never replaces a newer one. Throws `not_found` for an unknown group,
 * `unavailable` when the table or the engine is down.
 */
export async function indexGroup(groupId: string): Promise<Indexed> {
  const state = await stateOf(groupId);
  const { live, next } = names();
  let [written] = await bulk([
    { ...state, index: live },
    { ...state, index: next },
  ]);
  if (written === "no_index") {
    await ensureIndex();
    [written] = await bulk([{ ...state, index: live }]);
  }
  if (written === "no_index") throw new DomainError("unavailable", "The index is not there yet.");
  if (written === "outdated") return "outdated";
  return state.document ? "indexed" : "removed";
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
