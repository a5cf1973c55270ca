import { registrableDomain } from "../same-site.ts";
import { Lane, type Turn } from "./lane.ts";

export interface LaneOptions {
  userAgent: string;
  /** Requests a second and domain, at most. */
  maxRps: number;
  /** Seconds between two requests to a domain, at least; robots.txt may ask for more. */
  crawlDelaySeconds?: number | null;
  /** Pages of one domain that are fetched at once. */
  perDomain: number;
  /** Addresses that wait, over all domains; whoever adds more waits. */
  maxWaiting: number;
  /** A domain that asks to be left alone for longer is not waited for. */
  patienceMs: number;
}

/** One page to fetch, with its turn; or for how long its domain is to be left alone, if that is too long to wait for. */
export interface Job {
  url: string;
  lane: Lane;
  turn: Turn | null;
  heldMs: number;
}

/** Addresses by domain: hands out those whose domain has a free place and turn, and waits for the next otherwise. */
export class Lanes {
  readonly #byDomain = new Map<string, Lane>();
  /** Lanes with addresses that wait: few, however many domains were met. */
  readonly #busy = new Set<Lane>();
  readonly #options: LaneOptions;
  #wakers: (() => void)[] = [];
  #waiting = 0;
  #ended = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** The lane of an address: one for all hosts of a registered domain, since they tend to be one server. */
  of(url: string): Lane {
    const { hostname, port } = new URL(url);
    const domain = `${registrableDomain(hostname) ?? hostname}${port && `:${port}`}`;
    const known = this.#byDomain.get(domain);
    if (known) return known;
    const made = new Lane(domain, this.#options, this.#options.userAgent, () => this.#wake());
    this.#byDomain.set(domain, made);
    return made;
  }

  /** Adds an address, once there is room for it. */
  async add(url: string): Promise<void> {
    while (this.#waiting >= this.#options.maxWaiting) await this.#next();
    this.again(url);
  }

  /** Puts an address back at the end, room or not. */
  again(url: string): void {
    const lane = this.of(url);
    lane.queue.push(url);
    this.#busy.add(lane);
    this.#waiting++;
    this.#wake();
  }

  /** Nothing more is added. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Forgets all that waits. */
  stop(): void {
    for (const lane of this.#busy) lane.queue.length = 0;
    this.#busy.clear();
    this.#waiting = 0;
    this.end();
  }

  /** The next page to fetch, null when there is none left. */
  async take(): Promise<Job | null> {
    for (;;) {
      const lane = this.#readiest();
      if (lane && this.#isHeld(lane)) return this.#handOut(lane, null, lane.waitMs);
      const turn = lane?.take();
      if (lane && turn) return this.#handOut(lane, turn, 0);
      if (this.#ended && this.#waiting === 0) return null;
      await this.#next(lane?.waitMs);
    }
  }

  /** Gives a place back. */
  done({ lane }: Job): void {
    lane.running--;
    this.#wake();
  }

  #handOut(lane: Lane, turn: Turn | null, heldMs: number): Job {
    const url = lane.queue.shift()!;
    this.#waiting--;
    lane.running++;
    if (lane.queue.length === 0) this.#busy.delete(lane);
    if (this.#waiting === this.#options.maxWaiting - 1 || this.#waiting === 0) this.#wake();
    return { url, lane, turn, heldMs };
  }

  #readiest(): Lane | null {
    let best: Lane | null = null;
    for (const lane of this.#busy) {
      if (lane.running >= this.#options.perDomain || !lane.isOpen) continue;
      const { waitMs } = lane;
      if (waitMs === 0 || waitMs > this.#options.patienceMs) return lane;
      if (!best || waitMs < best.waitMs) best = lane;
    }
    return best;
  }

  #isHeld(lane: Lane): boolean {
    return lane.waitMs > this.#options.patienceMs;
  }

  #wake(): void {
    const wakers = this.#wakers;
    this.#wakers = [];
    for (const wake of wakers) wake();
  }

  /** Until something changed, or a time has passed. */
  #next(ms?: number): Promise<void> {
    return new Promise((done) => {
      const timer = ms === undefined ? undefined : setTimeout(done, Math.ceil(ms));
      this.#wakers.push(() => {
        clearTimeout(timer);
        done();
      });
    });
  }
}
