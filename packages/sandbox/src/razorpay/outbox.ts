import { createHmac } from "node:crypto";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { type Happening, payloadOf } from "./events.ts";
import { invalid, missing } from "./failure.ts";
import type { Attempt, Endpoint, Message } from "./model.ts";
import { letters, type RazorpayState } from "./state.ts";

const ANSWER_MS = 5000;
const HOUR = 3_600_000;
/** An event is tried so long; then the endpoint is turned off. */
export const GIVE_UP_MS = 24 * HOUR;
const FIRST_WAIT_MS = 60_000;
const REPLAY = { mostADay: 5, oldestMs: 7 * 24 * HOUR };
/** A timer counts no further than this. */
const LONGEST_MS = 2 ** 31 - 1;

export interface Outbox {
  /** Sends an event to the endpoint, now and again until it is taken. */
  post(happening: Happening): void;
  /** Sends messages once more as they are, whatever became of them, one after the other. */
  send(messages: readonly Message[]): Promise<void>;
  /** As the real dashboard's: only what was not taken, for seven days, five times a day, signed with the current secret. */
  replay(id: string): Promise<Message>;
  /** Replays everything that was not taken; returns how many. */
  replayAll(): Promise<number>;
  /** Lets the messages that are held go, one after the other, in the order given or backwards. */
  release(order: "forward" | "backward"): Promise<void>;
  setUp(change: Partial<Endpoint>): Endpoint;
  /** Moves the clock of retries ahead. */
  skip(ms: number): Promise<void>;
  /** A new webhook secret; the one before it stays known until the next call. */
  rotate(): string[];
  /** Settles when nothing is being sent at this moment. */
  quiet(): Promise<void>;
  close(): void;
}

export const signatureOf = (secret: string, payload: string): string =>
  createHmac("sha256", secret).update(payload).digest("hex");

/** Messages on their way, kept with the state: what was not delivered goes on after a restart. `alert` hears of a turned-off webhook. */
export function openOutbox(state: RazorpayState, alert: (subject: string, text: string) => void): Outbox {
  const { data } = state;
  const { endpoint } = data;
  const going = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  /** The clock that retries go by. */
  const clock = () => state.now().getTime() + data.skipped;

  const attempt = async (message: Message, secret: string): Promise<void> => {
    if (endpoint.url === null) return;
    message.nextAt = null;
    const at = state.now().getTime();
    const made = await send(endpoint.url, message, secret);
    message.attempts.push({ ...made, at });
    settle(message, made);
    state.save();
    plan();
  };
  const settle = (message: Message, { status }: Pick<Attempt, "status">): void => {
    if (status >= 200 && status < 300) {
      message.state = "delivered";
      message.nextAt = null;
    }
    if (message.state !== "waiting") return;
    const wait = (FIRST_WAIT_MS * 2 ** (message.attempts.length - 1)) / endpoint.speed;
    const next = clock() + wait;
    if (next <= message.bornAt + GIVE_UP_MS / endpoint.speed) {
      message.nextAt = next;
      return;
    }
    message.state = "failed";
    if (!endpoint.enabled) return;
    endpoint.enabled = false;
    alert("Your webhook has been disabled", `${endpoint.url} has not taken ${message.event} for 24 hours.`);
  };
  const go = (message: Message): void => {
    const run: Promise<void> = attempt(message, message.secret).finally(() => going.delete(run));
    going.add(run);
  };
  const plan = (): void => {
    clearTimeout(timer);
    if (isClosed || endpoint.url === null || !endpoint.enabled || endpoint.silent) return;
    const due = data.messages.filter(({ nextAt }) => nextAt !== null);
    if (due.length === 0) return;
    const first = Math.min(...due.map(({ nextAt }) => nextAt ?? 0));
    timer = setTimeout(sendDue, Math.min(LONGEST_MS, Math.max(0, first - clock())));
    timer.unref();
  };
  const sendDue = (): void => {
    const now = clock();
    for (const message of data.messages) if (message.nextAt !== null && message.nextAt <= now) go(message);
    plan();
  };
  const quiet = async (): Promise<void> => {
    while (going.size > 0) await Promise.all(going);
  };
  const again = async (message: Message): Promise<void> => {
    message.replays.push(state.now().getTime());
    await attempt(message, data.webhookSecrets[0] ?? "");
  };
  // What was on its way when the process ended may not have come through.
  for (const message of data.messages) if (message.state === "waiting") message.nextAt ??= clock();
  plan();

  return {
    post(happening) {
      // The real one makes no event for a webhook that is off.
      if (!endpoint.enabled) return;
      const born = clock();
      const kept = endpoint.silent ? "silent" : endpoint.hold ? "held" : "waiting";
      data.messages.push({
        id: letters(14),
        event: happening.event,
        paymentId: happening.payment.id,
        payload: payloadOf(data, happening, state.seconds()),
        createdAt: state.now().getTime(),
        state: kept,
        secret: data.webhookSecrets[0] ?? "",
        attempts: [],
        bornAt: born,
        nextAt: kept === "waiting" ? born : null,
        replays: [],
      });
      state.save();
      plan();
    },
    async send(messages) {
      // One after the other, so that the order is the one that arrives.
      for (const message of messages) await attempt(message, message.secret);
    },
    async replay(id) {
      const message = data.messages.find((candidate) => candidate.id === id);
      if (!message) throw missing();
      const now = state.now().getTime();
      if (message.state === "delivered") throw invalid("Only events that were not delivered can be replayed.");
      if (now - message.createdAt > REPLAY.oldestMs) throw invalid("Events older than 7 days cannot be replayed.");
      if (message.replays.filter((at) => now - at < 24 * HOUR).length >= REPLAY.mostADay)
        throw invalid("An event can be replayed 5 times in 24 hours.");
      await again(message);
      return message;
    },
    async replayAll() {
      const lost = data.messages.filter(({ state: kept }) => kept === "silent" || kept === "failed");
      for (const message of lost) await again(message);
      return lost.length;
    },
    async release(order) {
      const held = data.messages.filter((message) => message.state === "held");
      for (const message of held) message.state = "waiting";
      if (order === "backward") held.reverse();
      for (const message of held) await attempt(message, message.secret);
    },
    setUp(change) {
      Object.assign(endpoint, change);
      state.save();
      plan();
      return endpoint;
    },
    async skip(ms) {
      data.skipped += ms;
      state.save();
      if (!isClosed && endpoint.url !== null && endpoint.enabled && !endpoint.silent) sendDue();
      await quiet();
    },
    rotate() {
      data.webhookSecrets = [letters(32), ...data.webhookSecrets].slice(0, 2);
      state.save();
      return data.webhookSecrets;
    },
    quiet,
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** One delivery; a redirect counts as what it is, no success. */
function send(url: string, { id, payload }: Message, secret: string): Promise<Omit<Attempt, "at">> {
  const began = Date.now();
  const request = url.startsWith("https:") ? httpsRequest : httpRequest;
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(payload),
    "user-agent": "Razorpay-Webhook/v1",
    "x-razorpay-event-id": id,
    "x-razorpay-signature": signatureOf(secret, payload),
  };
  return new Promise((resolve) => {
    const end = (status: number, error: string | null) => resolve({ status, error, ms: Date.now() - began });
    const signal = AbortSignal.timeout(ANSWER_MS);
    const out = request(url, { method: "POST", headers, agent: false, signal }, (answer) => {
      answer.resume();
      answer.once("error", (error) => end(0, error.message));
      answer.once("end", () => end(answer.statusCode ?? 0, null));
    });
    out.once("error", (error) => end(0, error.message));
    out.end(payload);
  });
}
