import { ServiceError } from "../service-error.ts";
import type { PullPage, PullState } from "./port.ts";

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** A network that pays no heed to the page it was asked for would answer for ever. */
const MAX_STEPS = 2000;

export interface Window {
  from: Date;
  until: Date;
  /** Steps taken in it so far. */
  step: number;
}

export interface Windows {
  service: string;
  /** The longest that the network takes. */
  maxDays: number;
  /** How far back what was read is read again, for what the network books late. */
  overlapHours: number;
  /** How far back the first pull goes. */
  firstDays: number;
  now: Date;
  /** What a step brought, and whether the window has more of them. */
  step(window: Window): Promise<{ raw: string; more: boolean }>;
}

/** Windows of time one after the other up to now, each in steps; a window that was begun is gone on with as it was. */
export async function* windows(state: PullState, given: Windows): AsyncIterable<PullPage> {
  let window = begun(state) ?? following(state, given);
  for (;;) {
    const { raw, more } = await given.step(window);
    if (more && window.step >= MAX_STEPS) throw new ServiceError(given.service, "unavailable", "pages without an end");
    const next = more ? { ...window, step: window.step + 1 } : null;
    yield { raw, next: next ? stateOf(next) : { until: window.until.toISOString() } };
    if (!next && window.until >= given.now) return;
    window = next ?? following({ until: window.until.toISOString() }, { ...given, overlapHours: 0 });
  }
}

const stateOf = ({ from, until, step }: Window): PullState => ({
  from: from.toISOString(),
  until: until.toISOString(),
  step: String(step),
});

function begun(state: PullState): Window | null {
  const { from, until, step } = state;
  return from && until && step ? { from: new Date(from), until: new Date(until), step: Number(step) } : null;
}

function following(state: PullState, { maxDays, overlapHours, firstDays, now }: Windows): Window {
  const first = now.getTime() - firstDays * DAY_MS;
  const read = state.until ? Date.parse(state.until) - overlapHours * HOUR_MS : first;
  const from = Math.min(read, now.getTime());
  return { from: new Date(from), until: new Date(Math.min(from + maxDays * DAY_MS, now.getTime())), step: 0 };
}

const two = (part: number): string => String(part).padStart(2, "0");

/** `2026-11-23 09:05:00`, UTC. */
export const plain = (at: Date): string => at.toISOString().slice(0, 19).replace("T", " ");
/** `2026-11-23`, UTC. */
export const day = (at: Date): string => at.toISOString().slice(0, 10);
/** `23.11.2026 09:05:00`, UTC. */
export const dotted = (at: Date): string =>
  `${two(at.getUTCDate())}.${two(at.getUTCMonth() + 1)}.${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)}`;
/** `2026-11-23T09:05:00Z`. */
export const seconds = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
