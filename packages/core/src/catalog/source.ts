import { context } from "../platform/context.ts";
import { attributesOf, partitionKey } from "../platform/item.ts";
import { everyItem } from "../platform/partition.ts";
import { type Source, source } from "./source.entity.ts";

export type { Source };

const KEPT_MS = 60_000;
const known = new Map<string, { names: Promise<Map<string, string>>; at: number }>();

/** All sources; they are few. */
export async function list(): Promise<Source[]> {
  return (await everyItem(partitionKey({ list: "sources" }))).map((item) => attributesOf<Source>(item));
}

/** Creates a source, or changes its name and address. */
export async function put(item: { sourceId: string; name: string; baseUrl: string }): Promise<void> {
  const { config, now } = context();
  const createdAt = now().toISOString();
  const { sourceId, name, baseUrl } = item;
  const before = (await source().get({ list: "sources", sourceId }).go()).data;
  await source()
    .put({ sourceId, name, baseUrl, createdAt: before?.createdAt ?? createdAt })
    .go({ response: "none" });
  known.delete(config.TABLE_NAME);
}

/** Display names by id. An unknown id is its own name. */
export async function names(): Promise<(sourceId: string) => string> {
  const found = await all();
  return (sourceId) => found.get(sourceId) ?? sourceId;
}

/** The display name of a source; absent for an unknown id. */
export async function nameOf(sourceId: string): Promise<string | undefined> {
  return (await all()).get(sourceId);
}

/** As `names`, from the pages of a group; the sources are looked up only where one that is asked for has no page with a name. */
export async function namesAmong(
  pages: readonly { sourceId: string; sourceName?: string }[],
  sourceIds: Iterable<string>,
): Promise<(sourceId: string) => string> {
  const own = new Map(pages.flatMap(({ sourceId, sourceName }) => (sourceName ? [[sourceId, sourceName]] : [])));
  if ([...sourceIds].every((id) => own.has(id))) return (sourceId) => own.get(sourceId) ?? sourceId;
  return names();
}

/** Kept for a minute; who asks in the meantime waits for the same answer. */
function all(): Promise<Map<string, string>> {
  const { config } = context();
  const kept = known.get(config.TABLE_NAME);
  if (kept && Date.now() - kept.at < KEPT_MS) return kept.names;
  const found = list().then((items) => new Map(items.map((item) => [item.sourceId, item.name])));
  known.set(config.TABLE_NAME, { names: found, at: Date.now() });
  found.catch(() => known.delete(config.TABLE_NAME));
  return found;
}
