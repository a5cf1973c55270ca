import { type Variant, variant } from "./variant.entity.ts";
import { variantAlias } from "./variant-alias.entity.ts";

const MAX_HOPS = 10;

/**
 * A variant where it is today, whatever it was merged into; null for one that never was. `hintId` is a group that it may have gone to,
 * which is looked into first: the index of variants may be a moment behind.
 */
export async function locate(variantId: string, hintId?: string): Promise<Variant | null> {
  let id = variantId;
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    const found = (hintId ? await within(hintId, id) : null) ?? (await byId(id));
    if (found) return found;
    const { data } = await variantAlias().get({ variantId: id }).go({ consistent: true });
    if (!data) return null;
    id = data.becameId;
  }
  return null;
}

async function within(groupId: string, variantId: string): Promise<Variant | null> {
  return (await variant().get({ groupId, variantId }).go({ consistent: true })).data;
}

/** The index may still name the place that it left. */
async function byId(variantId: string): Promise<Variant | null> {
  const { data } = await variant().query.byId({ variantId }).go({ limit: 2 });
  const there = await Promise.all(data.map(({ groupId }) => within(groupId, variantId)));
  return there.find((one) => one !== null) ?? null;
}
