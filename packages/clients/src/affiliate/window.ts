import { ServiceError } from "../service-error.ts";
import type { PullPage, PullState } from "./port.ts";

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** A network that pays no heed to the page it was asked for would answer for ever. */
const MAX_STEPS = 2000;
/** How often a window is read once more whose rows moved while it was read. */
const MAX_REPEATS = 4;

export interface Window {
  from: Date;
  until: Date;
  /** Steps taken in it so far. */
  step: number;
  /** How often it was read before. */
  repeat: number;
  /** How many rows it had at its last step, where the network says so. */
  total?: number | undefined;
  /** Whether that changed between steps: a row that left it drew another one over a page's border, unseen. */
  hasMoved: boolean;
}

/** What a step brought, whether the window has more of them, and how many rows it has in all where the network says so. */
interface Step {
  raw: string;
  more: boolean;
  total?: number | undefined;
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
  step(window: Window): Promise<Step>;
}

/**
 * Windows of time one after the other up to now, each in steps; a window that was begun is gone on with as it was. One whose rows moved
 * from step to step is read once more, a few times at most: whoever reads it knows a row again.
 */
export async function* windows(state: PullState, given: Windows): AsyncIterable<PullPage> {
  let window = begun(state) ?? first(state, given);
  for (;;) {
    const { raw, more, total } = await given.step(window);
    if (more && window.step >= MAX_STEPS) throw new ServiceError(given.service, "unavailable", "pages without an end");
    const read = noted(window, total);
    const next = more ? { ...read, step: window.step + 1 } : (repeated(read) ?? after(window, given));
    yield { raw, next: next ? stateOf(next) : { until: window.until.toISOString() } };
    if (!next) return;
    window = next;
  }
}

function noted(window: Window, total = window.total): Window {
  const isOther = window.total !== undefined && total !== window.total;
  return { ...window, total, hasMoved: window.hasMoved || isOther };
}

/** Null where nothing moved, or it moves all the time. */
function repeated({ from, until, repeat, hasMoved }: Window): Window | null {
  return hasMoved && repeat < MAX_REPEATS ? { from, until, step: 0, repeat: repeat + 1, hasMoved: false } : null;
}

const stateOf = ({ from, until, step, repeat, total, hasMoved }: Window): PullState => ({
  from: from.toISOString(),
  until: until.toISOString(),
  step: String(step),
  ...(repeat > 0 && { repeat: String(repeat) }),
  ...(total !== undefined && { total: String(total) }),
  ...(hasMoved && { moved: "yes" }),
});

function begun(state: PullState): Window | null {
  const { from, until, step, repeat = 0, total, moved } = state;
  if (!from || !until || !step) return null;
  return {
    from: new Date(from),
    until: new Date(until),
    step: Number(step),
    repeat: Number(repeat),
    total: total === undefined ? undefined : Number(total),
    hasMoved: moved !== undefined,
  };
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
  repeat: 0,
  hasMoved: false,
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
