import { context } from "../platform/context.ts";
import { notFound } from "../platform/errors.ts";
import { type Suggestion, suggestion } from "./suggestion.entity.ts";

export type { Suggestion };

/** Keeps that two groups may be one garment. A pair that was suggested before, whatever became of it, is left alone. */
export async function suggest(one: string, other: string, reason: string): Promise<void> {
  const [groupA, groupB] = one < other ? [one, other] : [other, one];
  const known = await suggestion().get({ groupA, groupB }).go();
  if (known.data || groupA === groupB) return;
  const at = context().now().toISOString();
  await suggestion()
    .upsert({ groupA, groupB, reason, status: "open", createdAt: at, updatedAt: at })
    .go({ response: "none" });
}

/** Suggestions of a status, oldest first, a page at a time. */
export async function list(
  page: { status?: Suggestion["status"]; cursor?: string; limit?: number } = {},
): Promise<{ items: Suggestion[]; cursor: string | null }> {
  const { data, cursor } = await suggestion()
    .query.byStatus({ status: page.status ?? "open" })
    .go({ limit: page.limit ?? 50, cursor: page.cursor });
  return { items: data, cursor };
}

/** Marks what became of a pair. Throws `not_found` where it was never suggested. */
export async function resolve(one: string, other: string, status: "merged" | "dismissed"): Promise<void> {
  const [groupA, groupB] = one < other ? [one, other] : [other, one];
  const known = (await suggestion().get({ groupA, groupB }).go()).data;
  if (!known) throw notFound({ groupA, groupB });
  await suggestion()
    .patch({ groupA, groupB })
    .set({ status, createdAt: known.createdAt, updatedAt: context().now().toISOString() })
    .go({ response: "none" });
}
