import { randomInt } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Saved } from "./model.ts";

/** Most that is kept of what only grows. */
const MOST_MESSAGES = 1000;
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Random letters and digits. */
export const letters = (length: number): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join("");

/** An id in Razorpay's manner: `pay_` and 14 letters. */
export const newId = (prefix: string): string => `${prefix}_${letters(14)}`;

export interface RazorpayState {
  readonly data: Saved;
  now(): Date;
  /** Now, in seconds. */
  seconds(): number;
  /** Writes it down soon; call it after every change. */
  save(): void;
  /** Writes down at once what is not yet. */
  flush(): void;
}

const make = (): Saved => ({
  accountId: newId("acc"),
  keyId: newId("rzp_test"),
  keySecret: letters(24),
  webhookSecrets: [letters(32)],
  orders: {},
  payments: {},
  refunds: {},
  disputes: {},
  idempotency: {},
  messages: [],
  endpoint: { url: null, enabled: true, silent: false, hold: false, speed: 10 },
  settings: { autoCapture: true, refunds: "processed", refundMs: 0 },
  skipped: 0,
});

/** What the local Razorpay remembers, keys included, kept in `dir` when one is given. */
export function openRazorpayState(dir: string | null, now: () => Date): RazorpayState {
  const file = dir ? join(dir, "razorpay.json") : null;
  const data: Saved = { ...make(), ...(file ? read(file) : {}) };
  let pending: NodeJS.Immediate | null = null;
  const flush = () => {
    if (pending) clearImmediate(pending);
    pending = null;
    data.messages.splice(0, data.messages.length - MOST_MESSAGES);
    if (!dir || !file) return;
    mkdirSync(dir, { recursive: true });
    writeFileSync(`${file}.tmp`, JSON.stringify(data), { mode: 0o600 });
    renameSync(`${file}.tmp`, file);
  };
  flush();
  return {
    data,
    now,
    seconds: () => Math.floor(now().getTime() / 1000),
    // What a burst of requests changes is written once.
    save() {
      pending ??= setImmediate(flush);
    },
    flush,
  };
}

function read(file: string): Partial<Saved> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Saved;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
