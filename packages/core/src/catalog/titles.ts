import { type TitleEntry, titleBlock, titleEntry } from "./title-block.entity.ts";

/** What is known of a block: the pages of one brand and kind. */
export interface Block {
  entries: TitleEntry[];
  rev: number;
}

/** Where the joining looks titles up, and is told of those that were stored. */
export interface Titles {
  read(block: string): Promise<Block>;
  /** Works on a block's pages in turn, so that they need not be read again for each. */
  inTurn<T>(block: string | null, body: () => Promise<T>): Promise<T>;
  stored(entry: TitleEntry, isNewGroup: boolean): void;
  /** Somebody else wrote to it. */
  forget(block: string): void;
}

const MAX_ENTRIES = 2000;

/** The block as the table has it, its rev read first: a group that is added in between fails whoever adds one by it. */
async function load(block: string): Promise<Block> {
  const { data } = await titleBlock().get({ block }).go({ consistent: true });
  const entries = await titleEntry().query.primary({ block }).go({ limit: MAX_ENTRIES, consistent: true });
  return { rev: data?.rev ?? 0, entries: entries.data };
}

/** Reads the table each time: for a page on its own. */
export const fromTable: Titles = {
  read: load,
  inTurn: (_block, body) => body(),
  stored: () => undefined,
  forget: () => undefined,
};

/** A block is read anew after this: pages that others added to groups that were there don't count its rev. */
const KEPT_MS = 20_000;
const MAX_BLOCKS = 500;

/** Remembers blocks while many pages of few shops are taken in. A new group is still added under the condition of the block's rev. */
export function remembered(now: () => number = Date.now): Titles {
  const known = new Map<string, Block & { at: number }>();
  const turns = new Map<string, Promise<unknown>>();
  return {
    async read(block) {
      const kept = known.get(block);
      if (kept && now() - kept.at < KEPT_MS) return kept;
      const fresh = { ...(await load(block)), at: now() };
      if (known.size >= MAX_BLOCKS) known.clear();
      known.set(block, fresh);
      return fresh;
    },
    async inTurn(block, body) {
      if (block === null) return body();
      const turn = (turns.get(block) ?? Promise.resolve()).then(body, body);
      turns.set(block, turn);
      try {
        return await turn;
      } finally {
        if (turns.get(block) === turn) turns.delete(block);
      }
    },
    stored(entry, isNewGroup) {
      const kept = known.get(entry.block);
      if (!kept) return;
      if (kept.entries.length < MAX_ENTRIES) kept.entries.push(entry);
      if (isNewGroup) kept.rev++;
    },
    forget(block) {
      known.delete(block);
    },
  };
}
