import { DomainError } from "../platform/errors.ts";

export type Item = Record<string, unknown>;

/** What erasing some items needs besides the table. */
export interface ErasureTools {
  /** Ends an open connection; no error where it is closed. */
  disconnect(connectionId: string): Promise<void>;
  /** Takes pictures away that everybody sees, by their keys; no error where they are gone. */
  unpublish(keys: readonly string[]): Promise<void>;
}

export interface Page {
  items: Item[];
  /** Where the next one begins; null after the last. */
  cursor: string | null;
}

/** A kind of item that holds something of shoppers: how theirs are found by key, what becomes of them, and what they are shown. */
export interface Holding {
  /** Name of the entity, and of its file in an export. */
  entity: string;
  /** What it is, for the shopper who opens an export; null where there is nothing in it to show. */
  about: string | null;
  /** By which of its indexes theirs are found. */
  indexes: readonly string[];
  /** A page of the shopper's items. Strongly consistent where they lie in a partition of the shopper's. */
  page(userId: string, cursor: string | null): Promise<Page>;
  /** Makes an erasure of some of them; may be done again. `kept`: it loses nothing, as it names nobody. */
  erase: ((items: Item[], userId: string, tools: ErasureTools) => Promise<void>) | "kept";
  /** One of them as its shopper may see it, without anything of another's. */
  show(item: Item, userId: string): Item;
}

/** An index by which a shopper's items are found. */
export interface Way {
  index: string;
  key(userId: string): Record<string, string>;
}

/** What is used of ElectroDB's entities, whatever their attributes. */
interface Model {
  schema: { indexes: Record<string, { index?: string }> };
  query: Record<
    string,
    (key: Record<string, string>) => {
      go(options: { cursor: string | null; limit: number; consistent: boolean }): Promise<{
        data: Item[];
        cursor: string | null;
      }>;
    }
  >;
  delete(items: Item[]): { go(options: { concurrency: number }): Promise<{ unprocessed: unknown[] }> };
}

interface Definition {
  about: string | null;
  /** By `primary` and `userId` where it is absent. */
  ways?: Way[];
  erase?: Holding["erase"];
  /** Attributes that are of no use to the shopper, or another's. */
  hidden?: readonly string[];
  show?: Holding["show"];
}

const PAGE = 100;
const byUserId = (userId: string) => ({ userId });

/** A holding of an entity. Whatever it does not say otherwise is deleted in an erasure. */
export function holding(entity: string, model: () => object, definition: Definition): Holding {
  const { about, ways = [{ index: "primary", key: byUserId }], erase, hidden = [], show } = definition;
  const electro = () => model() as Model;
  return {
    entity,
    about,
    indexes: ways.map(({ index }) => index),
    async page(userId, cursor) {
      const [at, within] = placeOf(cursor);
      const way = ways[at]!;
      const { query, schema } = electro();
      const consistent = schema.indexes[way.index]?.index === undefined;
      const start = { cursor: within, limit: PAGE, consistent };
      const found = await query[way.index]!(way.key(userId)).go(start);
      const rest = found.cursor ?? (at + 1 < ways.length ? "" : null);
      return { items: found.data, cursor: rest === null ? null : `${found.cursor === null ? at + 1 : at}:${rest}` };
    },
    erase: erase ?? ((items) => remove(electro(), items)),
    show:
      show ?? ((item) => readable(Object.fromEntries(Object.entries(item).filter(([name]) => !hidden.includes(name))))),
  };
}

/** The way that a cursor is in, and the place in it. */
function placeOf(cursor: string | null): [way: number, within: string | null] {
  if (cursor === null) return [0, null];
  const colon = cursor.indexOf(":");
  return [Number(cursor.slice(0, colon)), cursor.slice(colon + 1) || null];
}

async function remove(model: Model, items: Item[]): Promise<void> {
  if (items.length === 0) return;
  const { unprocessed } = await model.delete(items).go({ concurrency: 4 });
  if (unprocessed.length > 0) throw new DomainError("unavailable", "The table is busy.");
}

/** The table counts expiry in seconds; people don't. */
function readable({ expiresAt, ...item }: Item): Item {
  return typeof expiresAt === "number"
    ? { ...item, expiresAt: new Date(expiresAt * 1000).toISOString() }
    : { ...item, ...(expiresAt === undefined ? {} : { expiresAt }) };
}
