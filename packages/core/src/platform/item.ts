// What ElectroDB writes, read without it: its models take longer to build than a product takes to read. A test holds the two together.

export type Item = Record<string, unknown>;

/** The partition key of an item by its attributes, in the order of the index. */
export function partitionKey(attributes: Record<string, string>): string {
  return `$stylegence${facets(attributes)}`;
}

/** The sort key of an entity's item, by the attributes of its index; in a collection where it belongs to one. */
export function sortKey(entity: string, attributes: Record<string, string> = {}, collection?: string): string {
  return `$${collection ? `${collection}#` : ""}${entity}_1${facets(attributes)}`.toLowerCase();
}

function facets(attributes: Record<string, string>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `#${name}_${value}`)
    .join("")
    .toLowerCase();
}

/** The entity that an item is one of. */
export function kindOf(item: Item): unknown {
  return item.__edb_e__;
}

const OWN = /^(pk|sk|gsi\dpk|gsi\dsk|__edb_[ev]__)$/;

/** An item's attributes alone, without the table's keys. */
export function attributesOf<T>(item: Item): T {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !OWN.test(name))) as T;
}
