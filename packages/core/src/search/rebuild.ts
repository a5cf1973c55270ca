import { randomUUID } from "node:crypto";
import { group } from "../catalog/group.entity.ts";
import { GROUP_SHARDS } from "../catalog/store.ts";
import { embedGarments } from "../embedding/garment.ts";
import { isSetUp } from "../embedding/provider.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { bulk } from "./bulk.ts";
import { ask, names } from "./engine.ts";
import { definition } from "./index-definition.ts";
import { type State, statesOf } from "./indexer.ts";
import { ensureIndex } from "./indices.ts";

export interface RebuildOptions {
  /** Throws away what another rebuild left behind, or is still at. */
  restart?: boolean;
  /** Groups written so far. */
  onProgress?: (written: number) => void;
}

export interface Rebuilt {
  index: string;
  written: number;
}

const BATCH = 40;
/** How far a new group's row may lag behind in the table's index of updates. */
const LAG_MS = 5 * 60_000;

/**
 * Fills a new index from the table and swaps it in behind the alias; searches and writes go on meanwhile. From its first moment
 * the new index takes every write beside the live one, so nothing that changes during the rebuild is lost. Throws `conflict`
 * while another rebuild is under way.
 */
export async function rebuild(options: RebuildOptions = {}): Promise<Rebuilt> {
  await ensureIndex();
  const index = await begin(options.restart ?? false);
  const startedAt = context().now().getTime();
  const since = new Date(startedAt - LAG_MS).toISOString();
  let written = await fill("", (count) => options.onProgress?.(count));
  // What was new when the walk passed by its place.
  written += await fill(since, (count) => options.onProgress?.(written + count));
  await swap(index);
  return { index, written };
}

async function begin(restart: boolean): Promise<string> {
  const { next, family } = names();
  const { config, now } = context();
  const { status, body } = await ask<Record<string, unknown>>({ method: "GET", path: `/${next}/_alias` }, [404]);
  const old = status === 404 ? [] : Object.keys(body);
  if (old.length > 0 && !restart) {
    throw new DomainError("conflict", "A rebuild is under way: wait for it, or restart it.", { retry: false });
  }
  for (const name of old) await ask({ method: "DELETE", path: `/${name}` }, [404]);
  const index = `${family}${now().getTime()}-${randomUUID().slice(0, 8)}`;
  const model = { name: config.EMBEDDING_MODEL, dimension: config.EMBEDDING_DIMENSION };
  await ask({
    method: "PUT",
    path: `/${index}`,
    body: { ...definition(model), aliases: { [next]: {} } },
    timeoutMs: 30_000,
  });
  return index;
}

async function fill(since: string, onProgress: (written: number) => void): Promise<number> {
  let written = 0;
  for (let shard = 0; shard < GROUP_SHARDS; shard++) {
    for await (const groupIds of changed(shard, since)) {
      await write(groupIds);
      written += groupIds.length;
      onProgress(written);
    }
  }
  return written;
}

async function* changed(shard: number, since: string): AsyncGenerator<string[]> {
  let cursor: string | null = null;
  do {
    const page: { data: { groupId: string }[]; cursor: string | null } = await group()
      .query.byUpdate({ shard })
      .gte({ updatedAt: since })
      .go({ limit: BATCH, cursor, attributes: ["groupId"] });
    yield page.data.map(({ groupId }) => groupId);
    cursor = page.cursor;
  } while (cursor);
}

async function write(groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return;
  const { next } = names();
  const states = await completed(await all(groupIds));
  const results = await bulk(states.map((state) => ({ ...state, index: next })));
  const refused = results.find((result) => result instanceof DomainError);
  if (refused) throw refused;
  if (results.includes("no_index"))
    throw new DomainError("conflict", "Another rebuild has taken over.", { retry: false });
}

/** The states with vectors of the configured model made for those that have none: after a change of model, all of them. */
async function completed(states: State[]): Promise<State[]> {
  const bare = states.filter(({ document }) => document && !document.vectors);
  if (bare.length === 0 || !isSetUp()) return states;
  const ids = bare.map(({ groupId }) => groupId);
  await embedGarments(ids);
  return [...states.filter((state) => !bare.includes(state)), ...(await all(ids))];
}

async function all(groupIds: readonly string[]): Promise<State[]> {
  return (await statesOf(groupIds)).map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}

/** From one moment to the next the new index answers; the old one goes. */
async function swap(index: string): Promise<void> {
  const { live, next } = names();
  await ask({ method: "POST", path: `/${index}/_refresh`, timeoutMs: 60_000 });
  const { body } = await ask<Record<string, unknown>>({ method: "GET", path: `/${live}/_alias` });
  await ask({
    method: "POST",
    path: "/_aliases",
    timeoutMs: 60_000,
    body: {
      actions: [
        { add: { index, alias: live } },
        { remove: { index, alias: next } },
        ...Object.keys(body).map((old) => ({ remove_index: { index: old } })),
      ],
    },
  });
}
