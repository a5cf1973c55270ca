import { unlessRefused } from "../platform/condition.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, MAX_ACTIONS, write } from "../platform/transaction.ts";
import { pageKeyOf } from "./keys.ts";
import { type Plan, planGone } from "./plan.ts";
import * as Product from "./product.ts";
import { sourceItem } from "./source-item.entity.ts";
import { sourcePage } from "./source-page.entity.ts";
import { pack } from "./store.ts";

async function itemOf(sourceId: string, url: string) {
  const pageKey = pageKeyOf(url);
  return (await sourceItem().get({ sourceId, pageKey }).go({ consistent: true })).data;
}

/** Notes that a shop's page was looked at and is as it was. Returns its group, null for a page that is not in the catalog. */
export async function noteCheck(sourceId: string, url: string, at: string): Promise<string | null> {
  const item = await itemOf(sourceId, url);
  if (!item) return null;
  const { groupId, pageKey } = item;
  await unlessRefused(
    sourcePage()
      .patch({ groupId, sourceId, pageKey })
      .set({ lastCheckedAt: at })
      .where(({ lastCheckedAt }, { lte }) => lte(lastCheckedAt, at))
      .go({ response: "none" }),
  );
  return groupId;
}

/**
 * Takes a page that is gone out of the offers: its listings are discontinued, their history ends and is kept. Returns its group,
 * null for a page that is not in the catalog. Safe to repeat.
 */
export async function discontinue(sourceId: string, url: string, at: string): Promise<string | null> {
  return onConflict(async () => {
    const item = await itemOf(sourceId, url);
    if (!item) return null;
    const { groupId, pageKey } = item;
    const product = await Product.read(groupId, { consistent: true });
    const plan: Plan = { bundles: [], changes: new Set(), reasons: [], held: false, colours: [] };
    for (const own of product.listings.filter((l) => l.sourceId === sourceId && l.pageKey === pageKey)) {
      planGone(plan, own, at);
    }
    if (plan.bundles.length === 0) return groupId;
    const [first = [], ...rest] = pack([], plan.bundles, MAX_ACTIONS - 2);
    // Without its fingerprint the page is read in whole when it comes back.
    const forget = write(sourceItem().patch({ sourceId, pageKey }).remove(["fingerprint"]));
    let { group } = product;
    for (const chunk of [[forget, ...first], ...rest]) {
      await commit([Product.bumpWatched(group), ...chunk]);
      group = { ...group, rev: group.rev + 1 };
    }
    return groupId;
  });
}
