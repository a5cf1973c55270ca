import * as Audit from "../platform/audit.ts";
import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { commit } from "../platform/transaction.ts";
import * as Category from "./category.ts";
import * as Likeness from "./likeness.ts";
import * as Move from "./move.ts";
import * as Product from "./product.ts";
import * as Suggestion from "./suggestion.ts";

/**
 * Makes two groups one: all that `fromId` has goes to `intoId` with its history, and `fromId` stays as a redirect. One audited
 * action; run again after an interruption it carries on. Throws `not_found`, `invalid` for a group with itself, and `conflict`
 * when `fromId` was merged elsewhere before.
 */
export async function merge(fromId: string, intoId: string, reason: string): Promise<{ groupId: string }> {
  const target = await Product.resolve(intoId);
  if (fromId === target) throw new DomainError("invalid", "A product cannot be merged with itself.");
  await onConflict(() => begin(fromId, target, reason));
  await Move.finish(fromId);
  await Suggestion.resolve(fromId, target, "merged").catch(ignoreUnknown);
  return { groupId: target };
}

async function begin(fromId: string, intoId: string, reason: string): Promise<void> {
  const [from, into] = await Promise.all([
    Product.read(fromId, { consistent: true }),
    Product.read(intoId, { consistent: true }),
  ]);
  if (from.group.mergedInto === intoId) return;
  if (from.group.mergedInto) {
    throw new DomainError("invalid", "The product was merged into another one before.", {
      context: { fromId, mergedInto: from.group.mergedInto },
    });
  }
  for (const product of [from, into]) {
    if (product.group.moving) await Move.finish(product.group.groupId);
  }
  if (from.group.moving || into.group.moving) throw new DomainError("conflict", "A merge or split was under way.");
  await commit([
    Product.bump(from.group, { mergedInto: intoId, moving: { into: intoId } }),
    Product.bump(into.group),
    Audit.record(fromId, "catalog.merge", { reason, details: { into: intoId } }),
    Audit.record(intoId, "catalog.merge", { reason, details: { from: fromId } }),
  ]);
}

/** Whether nothing speaks against two groups being one: brand, kind and pack agree as far as they are known. */
export async function agree(oneId: string, otherId: string): Promise<boolean> {
  const [one, other] = await Promise.all([Product.find(oneId), Product.find(otherId)]);
  if (!one || !other || one.group.mergedInto || other.group.mergedInto) return false;
  if (one.group.brandSlug && other.group.brandSlug && one.group.brandSlug !== other.group.brandSlug) return false;
  const [kind, otherKind] = [Category.kindOf(one.group.category), Category.kindOf(other.group.category)];
  if (kind && otherKind && !Category.areAkin(kind, otherKind)) return false;
  const packs = new Set(one.pages.map((page) => Likeness.packOf(page.title)));
  return other.pages.some((page) => packs.has(Likeness.packOf(page.title)));
}

function ignoreUnknown(error: unknown): void {
  if (!(error instanceof DomainError) || error.code !== "not_found") throw error;
}
