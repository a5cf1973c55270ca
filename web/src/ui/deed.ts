import { useState } from "preact/hooks";
import { announce } from "./announce.ts";
import { fieldErrors, sentence } from "./failure.ts";

export interface Deed {
  busy: boolean;
  error: unknown;
  /** By field, as the API named them. */
  fields: Record<string, string>;
  /** Runs it unless one is running; true when it came to a good end. */
  run: (act: () => Promise<unknown>, done?: string) => Promise<boolean>;
}

/** One thing that a form or a button does: running, and what was wrong with it. */
export function useDeed(): Deed {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  async function run(act: () => Promise<unknown>, done?: string): Promise<boolean> {
    if (busy) return false;
    setBusy(true);
    setError(null);
    try {
      await act();
      if (done) announce(done);
      return true;
    } catch (cause) {
      setError(cause);
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { busy, error, fields: fieldErrors(error), run };
}

/**
 * Shows a change at once and makes it after; what was there before comes back where that fails. `show` gets what to put in place
 * of what is there.
 */
export async function optimistic<T>(
  show: (change: (now: T) => T) => void,
  change: (now: T) => T,
  undo: (now: T) => T,
  make: () => Promise<unknown>,
  say: (text: string, tone: "bad") => void = announce,
): Promise<boolean> {
  show(change);
  try {
    await make();
    return true;
  } catch (cause) {
    show(undo);
    say(sentence(cause), "bad");
    return false;
  }
}
