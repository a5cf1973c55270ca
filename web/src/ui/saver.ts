/**
 * Sends changes one after the other. Those that come while one is on its way go together after it, so that an answer never undoes what
 * was changed since.
 */
export class Saver<Change extends object, State> {
  private readonly send: (change: Change) => Promise<State>;
  private readonly settled: (state: State | null, error: unknown) => void;
  private waiting: Change | null = null;
  private isSending = false;

  /** `settled` is told once nothing is on its way: the last answer, or null and what went wrong. */
  constructor(send: (change: Change) => Promise<State>, settled: (state: State | null, error: unknown) => void) {
    this.send = send;
    this.settled = settled;
  }

  /** Whether something is on its way. */
  get isBusy(): boolean {
    return this.isSending;
  }

  async save(change: Change): Promise<void> {
    this.waiting = { ...this.waiting, ...change } as Change;
    if (this.isSending) return;
    this.isSending = true;
    let state: State | null = null;
    let error: unknown = null;
    while (this.waiting && error === null) {
      const next: Change = this.waiting;
      this.waiting = null;
      try {
        state = await this.send(next);
      } catch (cause) {
        error = cause;
        // What was changed on top of what failed fails with it.
        this.waiting = null;
      }
    }
    this.isSending = false;
    this.settled(error === null ? state : null, error);
  }
}
