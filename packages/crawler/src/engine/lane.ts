import { type Budget, intervalOf } from "../politeness.ts";
import type { Robots } from "../robots.ts";

/** The right to send one request. Until it is used or given back nobody else has one of that domain. */
export interface Turn {
  /** The request has left: the time to the next counts from now. */
  sent(): void;
  /** It was not needed: the next may have it. */
  giveBack(): void;
}

/**
 * The requests of one domain: how many run, and when the next may be sent. Every request takes a turn, be it for a page, for
 * robots.txt or for where a redirect leads. The time to the next counts from when one really left, not from when it was due or
 * meant to, so that two never follow closer than the budget allows.
 */
export class Lane {
  readonly queue: string[] = [];
  readonly domain: string;
  running = 0;
  /** Told whenever a turn may have become free. */
  readonly #freed: () => void;
  readonly #budget: Budget;
  readonly #agent: string;
  #intervalMs: number;
  /** In the clock of `performance.now()`. */
  #freeAt = 0;
  #taken = false;
  #waiting: (() => void)[] = [];

  constructor(domain: string, budget: Budget, agent: string, freed: () => void) {
    this.domain = domain;
    this.#budget = budget;
    this.#agent = agent;
    this.#freed = freed;
    this.#intervalMs = intervalOf(budget, null, agent);
  }

  /** Takes the turn if it is free. */
  take(): Turn | null {
    if (this.#taken || this.waitMs > 0) return null;
    this.#taken = true;
    let isOver = false;
    const end = (freeAt: number) => {
      if (isOver) return;
      isOver = true;
      this.#taken = false;
      this.#freeAt = Math.max(this.#freeAt, freeAt);
      this.#wake();
    };
    return { sent: () => end(performance.now() + this.#intervalMs), giveBack: () => end(0) };
  }

  /** Waits for a turn. Rejects with its reason when `signal` says so. */
  async turn(signal?: AbortSignal): Promise<Turn> {
    for (;;) {
      signal?.throwIfAborted();
      const turn = this.take();
      if (turn) return turn;
      await this.#change(signal);
    }
  }

  /** What a robots.txt asks for counts from now on, also after the request that fetched it; of several the longest delay. */
  obey(robots: Robots): void {
    const before = this.#intervalMs;
    this.#intervalMs = Math.max(before, intervalOf(this.#budget, robots, this.#agent));
    this.#freeAt += this.#intervalMs - before;
  }

  /** No request for that time: what a shop asks for with Retry-After. */
  hold(ms: number): void {
    this.#freeAt = Math.max(this.#freeAt, performance.now() + ms);
  }

  /** Milliseconds to the next turn, not counting one that is taken; 0 when it is free. */
  get waitMs(): number {
    return Math.max(0, this.#freeAt - performance.now());
  }

  /** False while somebody has the turn. */
  get isOpen(): boolean {
    return !this.#taken;
  }

  #change(signal?: AbortSignal): Promise<void> {
    return new Promise((done) => {
      const go = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", go);
        done();
      };
      const timer = this.#taken ? undefined : setTimeout(go, Math.ceil(this.waitMs));
      signal?.addEventListener("abort", go, { once: true });
      this.#waiting.push(go);
    });
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
    this.#freed();
  }
}
