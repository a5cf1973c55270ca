import { pageKeyOf } from "./keys.ts";
import { type SourceItem, sourceItem } from "./source-item.entity.ts";

/**
 * What pages of a source are stored as, by address: null for one that is not stored. One that the table did not answer for is
 * left out.
 */
export async function findAll(sourceId: string, urls: readonly string[]): Promise<Map<string, SourceItem | null>> {
  const keys = [...new Set(urls.map(pageKeyOf))].map((pageKey) => ({ sourceId, pageKey }));
  const { data, unprocessed } = await sourceItem().get(keys).go({ consistent: true });
  const found = new Map(data.map((item) => [item.pageKey, item]));
  const unknown = new Set(unprocessed.map(({ pageKey }) => pageKey));
  return new Map(
    urls.flatMap((url) => {
      const pageKey = pageKeyOf(url);
      return unknown.has(pageKey) ? [] : [[url, found.get(pageKey) ?? null] as const];
    }),
  );
}
