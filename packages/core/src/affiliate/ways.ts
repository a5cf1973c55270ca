import { context } from "../platform/context.ts";
import { partitionKey } from "../platform/item.ts";
import { everyItem } from "../platform/partition.ts";
import { read } from "./configured.ts";
import type { Ways } from "./way.ts";

/** How old what is known may be before it is read anew, and until then it still serves. */
const FRESH_MS = 60_000;
const known = new Map<string, { ways: Promise<Ways>; at: number; next?: Promise<void> }>();

/**
 * Shops, programmes and networks as they were a minute ago at most, but for the first that asks after that: it does not wait for the
 * table, and what it causes to be read serves the next.
 */
export function current(): Promise<Ways> {
  const { config } = context();
  const name = config.TABLE_NAME;
  const kept = known.get(name);
  if (kept) {
    if (Date.now() - kept.at > FRESH_MS) kept.next ??= renew(name);
    return kept.ways;
  }
  const ways = load();
  known.set(name, { ways, at: Date.now() });
  ways.catch(() => known.delete(name));
  return ways;
}

/** What is being read for the next who asks; nothing where nothing is. */
export async function renewed(): Promise<void> {
  await known.get(context().config.TABLE_NAME)?.next;
}

async function renew(name: string): Promise<void> {
  const at = Date.now();
  try {
    const ways = await load();
    known.set(name, { ways: Promise.resolve(ways), at });
  } catch {
    // What is known serves on; the next who asks tries again.
    const kept = known.get(name);
    if (kept) known.set(name, { ways: kept.ways, at: kept.at });
  }
}

async function load(): Promise<Ways> {
  const [{ networks, programmes }, sources, domains] = await Promise.all([
    read(),
    everyItem(partitionKey({ list: "sources" })),
    everyItem(partitionKey({ list: "domains" })),
  ]);
  const bases = sources.flatMap(({ baseUrl }) => URL.parse(String(baseUrl))?.host ?? []);
  const hosts = [...bases, ...domains.map(({ domain }) => String(domain))];
  return { networks, programmes, shops: new Set(hosts.map((host) => host.replace(/^www\./, ""))) };
}
