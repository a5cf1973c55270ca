import { useCallback, useEffect, useRef, useState } from "preact/hooks";

export interface Load<T> {
  value: T | null;
  error: unknown;
  busy: boolean;
  /** Asks again; what is shown stays until the answer. */
  reload: () => Promise<void>;
  set: (change: (value: T) => T) => void;
}

/** What a request answers, once the page is there. A later request wins over an earlier one that answers later. */
export function useLoad<T>(ask: () => Promise<T>): Load<T> {
  const [value, setValue] = useState<T | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(true);
  const turn = useRef(0);
  const latest = useRef(ask);
  latest.current = ask;

  const reload = useCallback(async () => {
    const mine = ++turn.current;
    setBusy(true);
    try {
      const answer = await latest.current();
      if (mine !== turn.current) return;
      setValue(() => answer);
      setError(null);
    } catch (cause) {
      if (mine === turn.current) setError(cause);
    } finally {
      if (mine === turn.current) setBusy(false);
    }
  }, []);
  useEffect(() => void reload(), [reload]);

  const set = useCallback((change: (value: T) => T) => {
    setValue((now) => (now === null ? now : change(now)));
  }, []);
  return { value, error, busy, reload, set };
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/**
 * What stands in a list after its first page was asked for anew: the fresh ones, then those further down. `isBelow` says whether an
 * item belongs below the fresh page.
 */
export function refreshed<T>(
  before: Page<T> | null,
  fresh: Page<T>,
  keyOf: (item: T) => string,
  isBelow: (item: T, last: T) => boolean,
): Page<T> {
  const last = fresh.items.at(-1);
  if (!before || !last || fresh.nextCursor === null) return fresh;
  const known = new Set(fresh.items.map(keyOf));
  const below = before.items.filter((item) => !known.has(keyOf(item)) && isBelow(item, last));
  return below.length === 0 ? fresh : { items: [...fresh.items, ...below], nextCursor: before.nextCursor };
}

/** A list with a further page below it, each item once. */
export function extended<T>(before: Page<T>, next: Page<T>, keyOf: (item: T) => string): Page<T> {
  const known = new Set(before.items.map(keyOf));
  return {
    items: [...before.items, ...next.items.filter((item) => !known.has(keyOf(item)))],
    nextCursor: next.nextCursor,
  };
}
