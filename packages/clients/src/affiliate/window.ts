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
  let window = begun(state) ?? first(state, given);
  for (;;) {
    const { raw, more } = await given.step(window);
    if (more && window.step >= MAX_STEPS) throw new ServiceError(given.service, "unavailable", "pages without an end");
    const next = more ? { ...window, step: window.step + 1 } : after(window, given);
    yield { raw, next: next ? stateOf(next) : { until: window.until.toISOString() } };
    if (!next) return;
    window = next;
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

function first(state: PullState, { maxDays, overlapHours, firstDays, now }: Windows): Window {
  const read = state.until ? Date.parse(state.until) - overlapHours * HOUR_MS : now.getTime() - firstDays * DAY_MS;
  return from(Math.min(read, now.getTime()), maxDays, now);
}

/** Null where a window reaches up to now. What is read again is so once: the next one begins where this ends. */
function after({ until }: Window, { maxDays, now }: Windows): Window | null {
  return until >= now ? null : from(until.getTime(), maxDays, now);
}

const from = (at: number, maxDays: number, now: Date): Window => ({
  from: new Date(at),
  until: new Date(Math.min(at + maxDays * DAY_MS, now.getTime())),
  step: 0,
});

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
