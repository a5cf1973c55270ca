import { attributesOf, type Item, kindOf, partitionKey } from "../platform/item.ts";
import { everyItem } from "../platform/partition.ts";
import type { ReviewSummary } from "../review/summary.entity.ts";
import type { Group } from "./group.entity.ts";
import type { Image } from "./image.entity.ts";
import type { Listing } from "./listing.entity.ts";
import type { PricePoint } from "./price-point.entity.ts";
import type { Promotion } from "./promotion.entity.ts";
import type { SourcePage } from "./source-page.entity.ts";
import type { Variant } from "./variant.entity.ts";

/** Keys of the group's item collection begin so. */
const COLLECTION = "$product";

/** The item collection of a group, every kind of item on its own: one query, however many kinds. */
export async function collection(groupId: string, consistent: boolean) {
  return kindsOf(await everyItem(partitionKey({ groupId }), { beginning: COLLECTION, consistent }));
}

/** The same with the price points, which lie beside the collection in the partition: still one query. */
export async function partition(groupId: string) {
  const items = await everyItem(partitionKey({ groupId }));
  const points = items.filter((item) => kindOf(item) === "pricePoint");
  return { ...kindsOf(items), pricePoint: points.map((item) => attributesOf<PricePoint>(item)) };
}

function kindsOf(found: Item[]) {
  const items = Map.groupBy(found, kindOf);
  const of = <T>(entity: string) => (items.get(entity) ?? []).map((item) => attributesOf<T>(item));
  return {
    group: of<Group>("productGroup"),
    variant: of<Variant>("variant"),
    listing: of<Listing>("listing"),
    image: of<Image>("image"),
    promotion: of<Promotion>("promotion"),
    sourcePage: of<SourcePage>("sourcePage"),
    reviewSummary: of<ReviewSummary>("reviewSummary"),
  };
}
