export interface Outlet<T> {
  /** Hands a line over; waits while too many are not taken. */
  put(line: T): Promise<void>;
  end(): void;
  fail(error: unknown): void;
  /** The lines as they come. Whoever stops taking them closes the outlet. */
  lines(): AsyncGenerator<T>;
  readonly isClosed: boolean;
}

/** Between those who make lines and the one who takes them, with room for so many. */
export function openOutlet<T>(room: number): Outlet<T> {
  const ready: T[] = [];
  const makers: (() => void)[] = [];
  let taker: (() => void) | null = null;
  let state: "open" | "ended" | "closed" = "open";
  let failure: { error: unknown } | null = null;
  const wake = () => {
    taker?.();
    taker = null;
  };
  return {
    async put(line) {
      while (ready.length >= room && state === "open") await new Promise<void>((done) => makers.push(done));
      if (state === "closed") return;
      ready.push(line);
      wake();
    },
    end() {
      if (state === "open") state = "ended";
      wake();
    },
    fail(error) {
      failure = { error };
      if (state === "open") state = "ended";
      wake();
    },
    async *lines() {
      try {
        for (;;) {
          while (ready.length > 0) {
            const line = ready.shift() as T;
            makers.shift()?.();
            yield line;
          }
          if (failure) throw failure.error;
          if (state === "ended") return;
          await new Promise<void>((done) => {
            taker = done;
          });
        }
      } finally {
        state = "closed";
        for (const go of makers.splice(0)) go();
      }
    },
    get isClosed() {
      return state === "closed";
    },
  };
}
