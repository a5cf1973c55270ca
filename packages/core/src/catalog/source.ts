import { context } from "../platform/context.ts";
import { type Source, source } from "./source.entity.ts";

export type { Source };

const KEPT_MS = 60_000;
const known = new Map<string, { names: Map<string, string>; at: number }>();

/** All sources; they are few. */
export async function list(): Promise<Source[]> {
  const { data } = await source().query.primary({ list: "sources" }).go({ pages: "all" });
  return data;
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

/** Display names by id, kept for a minute in the running function. An unknown id is its own name. */
export async function names(): Promise<(sourceId: string) => string> {
  const { config } = context();
  const kept = known.get(config.TABLE_NAME);
  const isFresh = kept && Date.now() - kept.at < KEPT_MS;
  const found = isFresh ? kept.names : new Map((await list()).map((item) => [item.sourceId, item.name]));
  if (!isFresh) known.set(config.TABLE_NAME, { names: found, at: Date.now() });
  return (sourceId) => found.get(sourceId) ?? sourceId;
}
