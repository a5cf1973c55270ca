import { cursorRefused, isRefusedCursor } from "../platform/cursor.ts";
import { group } from "./group.entity.ts";
import { GROUP_SHARDS } from "./store.ts";

export interface Ref {
  groupId: string;
  title: string;
  updatedAt: string;
}

export interface RefsPage {
  items: Ref[];
  cursor: string | null;
}

interface Position {
  shard: number;
  /** Within the shard; absent at its beginning. */
  inside?: string;
}

/**
 * Every group's id, title and time of change, a page at a time, merged ones left out; `part` keeps to one of the eight equal parts, so
 * that several can be walked side by side. A page may be shorter than asked for while others follow. Throws `invalid` for a
 * cursor that is not ours.
 */
export async function list(page: { part?: number; cursor?: string; limit: number }): Promise<RefsPage> {
  const { shard, inside } = page.cursor ? decode(page.cursor) : { shard: page.part ?? 0 };
  const { data, cursor } = await group()
    .query.byUpdate({ shard })
    .go({ limit: page.limit, cursor: inside, attributes: ["groupId", "title", "updatedAt", "mergedInto"] })
    .catch((error: unknown) => {
      throw inside && isRefusedCursor(error) ? cursorRefused(error) : error;
    });
  const items = data
    .filter(({ mergedInto }) => !mergedInto)
    .map(({ groupId, title, updatedAt }) => ({ groupId, title, updatedAt }));
  return { items, cursor: nextOf(shard, cursor, page.part !== undefined) };
}

function nextOf(shard: number, inside: string | null, onlyThis: boolean): string | null {
  if (inside) return encode({ shard, inside });
  return onlyThis || shard + 1 >= GROUP_SHARDS ? null : encode({ shard: shard + 1 });
}

function encode({ shard, inside = "" }: Position): string {
  return `${shard}.${inside}`;
}

function decode(cursor: string): Position {
  const match = /^(\d+)\.([\w+/=-]*)$/.exec(cursor);
  const shard = Number(match?.[1]);
  if (!match || shard >= GROUP_SHARDS) throw cursorRefused();
  return { shard, inside: match[2] || undefined };
}
