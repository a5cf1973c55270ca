/** Deeds that can still be taken back: each is done when its time is over, or at the latest when the page is left. */
export class Later {
  private readonly waiting = new Map<string, { act: () => void; timer: ReturnType<typeof setTimeout> }>();

  plan(key: string, ms: number, act: () => void): void {
    this.cancel(key);
    const timer = setTimeout(() => this.now(key), ms);
    this.waiting.set(key, { act, timer });
  }

  /** Whether there was something to call off. */
  cancel(key: string): boolean {
    const planned = this.waiting.get(key);
    clearTimeout(planned?.timer);
    return this.waiting.delete(key);
  }

  /** Does all of it now. */
  flush(): void {
    for (const key of [...this.waiting.keys()]) this.now(key);
  }

  private now(key: string): void {
    const planned = this.waiting.get(key);
    if (this.cancel(key)) planned?.act();
  }
}
