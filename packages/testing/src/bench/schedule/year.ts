import type { Use } from "@stylegence/core/crawl/interval";
import { KINDS, kindOf, nextChange, randoms } from "./products.ts";

export interface Look {
  product: number;
  kind: number;
  /** Since its last. */
  hours: number;
  changed: boolean;
  stretch: number;
}

export interface Policy {
  name: string;
  /** Minutes until the next look. */
  next(look: Look): number;
  /** How the stretch goes on after so many minutes. */
  stretch?(before: number, use: Use, minutes: number): number;
}

/** By kind of product. */
export interface Tally {
  changes: number;
  /** Looked at within an hour. */
  inHour: number;
  delayHours: number;
  staleHours: number;
  looks: number;
}

export interface Year {
  kinds: Tally[];
  /** What the last thirty days and the first have in common: hours that were counted. */
  hours: number;
  stretch: number;
}

const TICK_HOURS = 0.1;
const HOURS = 365 * 24;
/** Not counted: what a schedule has to learn first. */
const WARM_HOURS = 30 * 24;

/**
 * A year of a shop's pages and its budget of looks, six minutes at a time: what is due waits in line, the longest first, as the
 * product's scheduler has it; what the budget does not allow is late.
 */
export function live(count: number, looksADay: number, { next, stretch: adjust }: Policy): Year {
  const random = randoms(7);
  const ticks = Math.ceil(HOURS / TICK_HOURS);
  const line = new Line(count, ticks);
  const kind = Uint8Array.from({ length: count }, (_, n) => kindOf(n, count));
  const change = Float64Array.from(kind, (one) => nextChange(KINDS[one]!, 0, random));
  const last = new Float64Array(count);
  const kinds = KINDS.map((): Tally => ({ changes: 0, inHour: 0, delayHours: 0, staleHours: 0, looks: 0 }));
  const perTick = ((count * looksADay) / 24) * TICK_HOURS;
  let credit = 0;
  let stretch = 1;
  for (let n = 0; n < count; n++) line.add(n, Math.floor((random() * 24) / TICK_HOURS));

  const look = (product: number, now: number): boolean => {
    const tally = kinds[kind[product]!]!;
    const first = change[product]!;
    let at = first;
    for (; at <= now; at = nextChange(KINDS[kind[product]!]!, at, random)) {
      if (at < WARM_HOURS) continue;
      tally.changes++;
      tally.delayHours += now - at;
      if (now - at <= 1) tally.inHour++;
    }
    change[product] = at;
    if (now >= WARM_HOURS) tally.looks++;
    if (first <= now && first >= WARM_HOURS) tally.staleHours += now - first;
    return first <= now;
  };

  for (let tick = 0; tick < ticks; tick++) {
    const now = tick * TICK_HOURS;
    credit = Math.min(credit + perTick, 2 * perTick);
    let product = -1;
    while (credit >= 1) {
      product = line.take(tick);
      if (product < 0) break;
      credit--;
      const changed = look(product, now);
      const hours = now - last[product]!;
      last[product] = now;
      const minutes = next({ product, kind: kind[product]!, hours, changed, stretch });
      line.add(product, Math.max(tick + 1, tick + Math.round(minutes / 60 / TICK_HOURS)));
    }
    const spare = product < 0 ? Math.min(1, credit / perTick) : 0;
    const lateMinutes = (tick - line.oldest) * TICK_HOURS * 60;
    if (adjust) stretch = adjust(stretch, { spare, lateMinutes }, TICK_HOURS * 60);
  }
  return { kinds, hours: HOURS - WARM_HOURS, stretch };
}

/** Products by the tick at which they are due. */
class Line {
  /** The first tick with something due that was not taken. */
  oldest = 0;
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #next: Int32Array;

  constructor(products: number, ticks: number) {
    this.#first = new Int32Array(ticks).fill(-1);
    this.#last = new Int32Array(ticks).fill(-1);
    this.#next = new Int32Array(products);
  }

  add(product: number, tick: number): void {
    if (tick >= this.#first.length) return;
    this.#next[product] = -1;
    if (this.#first[tick]! < 0) this.#first[tick] = product;
    else this.#next[this.#last[tick]!] = product;
    this.#last[tick] = product;
  }

  /** The product that waits longest of those due; -1 when there is none. */
  take(tick: number): number {
    while (this.oldest <= tick && this.#first[this.oldest]! < 0) this.oldest++;
    if (this.oldest > tick) return -1;
    const product = this.#first[this.oldest]!;
    this.#first[this.oldest] = this.#next[product]!;
    return product;
  }
}
