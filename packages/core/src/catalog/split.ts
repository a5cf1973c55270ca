import * as Audit from "../platform/audit.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { shardOf } from "../platform/hash.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, write } from "../platform/transaction.ts";
import * as Describe from "./describe.ts";
import { group } from "./group.entity.ts";
import * as Move from "./move.ts";
import * as Product from "./product.ts";
import { GROUP_SHARDS } from "./store.ts";

/**
 * Takes the given pages out of a group into a new one, with their listings, pictures and history. One audited action; an
 * interrupted one is carried on by the next verb that meets the group. Throws `not_found`, and `invalid` when the pages are not
 * some, and not all, of the group's.
 */
export async function split(
  groupId: string,
  pageKeys: readonly string[],
  reason: string,
): Promise<{ groupId: string }> {
  const newId = context().newId("prd");
  await onConflict(() => begin(groupId, newId, pageKeys, reason));
  await Move.finish(groupId);
  return { groupId: newId };
}

async function begin(groupId: string, newId: string, pageKeys: readonly string[], reason: string): Promise<void> {
  const old = await Product.read(groupId, { consistent: true });
  if (old.group.moving) {
    await Move.finish(groupId);
    throw new DomainError("conflict", "A merge or split was under way.");
  }
  const taken = old.pages.filter((page) => pageKeys.includes(page.pageKey));
  const left = old.pages.filter((page) => !pageKeys.includes(page.pageKey));
  const [first] = taken;
  const [staying] = left;
  if (!first || !staying || taken.length !== new Set(pageKeys).size) {
    throw new DomainError("invalid", "Name some, but not all, of the product's pages.", {
      context: { groupId, pageKeys },
    });
  }
  const at = context().now().toISOString();
  const { rev: _, moving: __, mergedInto: ___, textHash: ____, watchRev: _____, ...facts } = old.group;
  const title = first.title;
  const { text, hash } = Describe.textOf({ ...facts, title }, []);
  const named = left.some((page) => `${page.sourceId}/${page.pageKey}` === old.group.namedBy);
  const renamed = named ? {} : { namedBy: `${staying.sourceId}/${staying.pageKey}`, title: staying.title };
  await commit([
    Product.bump(old.group, { ...renamed, moving: { into: newId, pageKeys: [...pageKeys] } }),
    write(
      group().create({
        ...facts,
        title,
        groupId: newId,
        namedBy: `${first.sourceId}/${first.pageKey}`,
        rev: 1,
        shard: shardOf(newId, GROUP_SHARDS),
        textHash: hash,
        createdAt: at,
        updatedAt: at,
      }),
    ),
    ...Describe.embed(newId, text),
    Audit.record(groupId, "catalog.split", { reason, details: { into: newId, pageKeys: [...pageKeys] } }),
    Audit.record(newId, "catalog.split", { reason, details: { from: groupId } }),
  ]);
}
