import { setTimeout as wait } from "node:timers/promises";
import { type Budget, intervalOf } from "../politeness.ts";
import type { Robots } from "../robots.ts";

/**
 * The requests of one domain: how many run, and when the next may be sent. Every request takes a turn, be it for a page, for
 * robots.txt or for where a redirect leads. The time to the next counts from when one was sent, not from when it was due, so that
 * two never follow closer than the budget allows.
 */
export class Lane {
  readonly queue: string[] = [];
  readonly domain: string;
  readonly #budget: Budget;
  readonly #agent: string;
  running = 0;
  /** In the clock of `performance.now()`. */
  freeAt = 0;
  #intervalMs: number;

  constructor(domain: string, budget: Budget, agent: string) {
    this.domain = domain;
    this.#budget = budget;
    this.#agent = agent;
    this.#intervalMs = intervalOf(budget, null, agent);
  }

  /** Takes the turn if it is free. */
  takeTurn(): boolean {
    const now = performance.now();
    if (now < this.freeAt) return false;
    this.freeAt = now + this.#intervalMs;
    return true;
  }

  /** Waits for a turn. Rejects when `signal` says so. */
  async turn(signal?: AbortSignal): Promise<void> {
    while (!this.takeTurn()) await wait(Math.ceil(this.freeAt - performance.now()), undefined, { signal });
  }

  /** What a robots.txt asks for counts from now on, also for the turn that fetched it; of several the longest delay. */
  obey(robots: Robots): void {
    const before = this.#intervalMs;
    this.#intervalMs = Math.max(before, intervalOf(this.#budget, robots, this.#agent));
    this.freeAt += this.#intervalMs - before;
  }

  /** No request for that time: what a shop asks for with Retry-After. */
  hold(ms: number): void {
    this.freeAt = Math.max(this.freeAt, performance.now() + ms);
  }

  /** Milliseconds to the next turn; 0 when it is free. */
  get waitMs(): number {
    return Math.max(0, this.freeAt - performance.now());
  }
}
