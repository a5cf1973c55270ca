import type { Lane, Turn } from "./lane.ts";

/** The turn that one visit has at a time. */
export class Turns {
  readonly #signal: AbortSignal | undefined;
  #current: Turn | null;

  constructor(current: Turn | null, signal: AbortSignal | undefined) {
    this.#current = current;
    this.#signal = signal;
  }

  /** Waits for a turn unless there is one. */
  async need(lane: Lane): Promise<void> {
    this.#current ??= await lane.turn(this.#signal);
  }

  /** For the fetch to call when its request has left. */
  readonly sent = (): void => {
    this.#current?.sent();
    this.#current = null;
  };

  giveBack(): void {
    this.#current?.giveBack();
    this.#current = null;
  }
}
