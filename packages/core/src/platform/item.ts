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

const INDEXES = ["gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk", "gsi3pk", "gsi3sk"];
const OWN = new Set(["pk", "sk", ...INDEXES, "__edb_e__", "__edb_v__"]);

/** An item's attributes alone, without the table's keys. */
export function attributesOf<T>(item: Item): T {
  const attributes: Item = {};
  for (const name in item) if (!OWN.has(name)) attributes[name] = item[name];
  return attributes as T;
}
