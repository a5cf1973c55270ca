export interface Work<T> {
  add(item: T): void;
  size(): number;
  /** Works until it is ended. Throws what the body throws. */
  run(): Promise<void>;
  /** Settles once nothing is left to do. */
  drained(): Promise<void>;
  end(): void;
}

/** A queue's consumer: takes what waits in batches of up to `most`, each item once however often it was added meanwhile. */
export function workOff<T>(most: number, body: (items: T[]) => Promise<void>): Work<T> {
  const waiting = new Set<T>();
  let isEnded = false;
  let isBusy = false;
  let wake: () => void = () => undefined;
  let idle: (() => void)[] = [];
  const settle = () => {
    for (const done of idle) done();
    idle = [];
  };
  return {
    add(item) {
      waiting.add(item);
      wake();
    },
    size: () => waiting.size,
    async run() {
      while (!isEnded) {
        const items = [...waiting].slice(0, most);
        if (items.length === 0) {
          settle();
          await new Promise<void>((done) => {
            wake = done;
          });
          continue;
        }
        for (const item of items) waiting.delete(item);
        isBusy = true;
        await body(items).finally(() => {
          isBusy = false;
        });
      }
    },
    drained: () =>
      new Promise((done) => {
        if (waiting.size === 0 && !isBusy) done();
        else idle.push(done);
      }),
    end() {
      isEnded = true;
      wake();
    },
  };
}
