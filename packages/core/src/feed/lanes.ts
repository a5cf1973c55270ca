import { shardOf } from "../platform/hash.ts";

/** How many may wait in a lane before whoever brings work has to wait too. */
const QUEUE = 4;

export interface Lanes {
  /** Settles once there is room. Throws what earlier work threw. */
  add(key: string, work: () => Promise<void>): Promise<void>;
  /** Settles when all work is done. Throws the first thing that any of it threw. */
  done(): Promise<void>;
}

/** Works on several things at once, but in turn on those with the same key. After an error nothing more is begun. */
export function lanes(count: number): Lanes {
  const ends = Array.from({ length: count }, () => Promise.resolve());
  const waiting = Array.from({ length: count }, () => 0);
  let failure: { error: unknown } | null = null;

  const stopIfFailed = () => {
    if (failure) throw failure.error;
  };
  return {
    async add(key, work) {
      stopIfFailed();
      const lane = shardOf(key, count);
      waiting[lane]!++;
      ends[lane] = ends[lane]!.then(async () => {
        try {
          if (!failure) await work();
        } catch (error) {
          failure ??= { error };
        } finally {
          waiting[lane]!--;
        }
      });
      if (waiting[lane]! > QUEUE) await ends[lane];
      stopIfFailed();
    },
    async done() {
      await Promise.all(ends);
      stopIfFailed();
    },
  };
}
