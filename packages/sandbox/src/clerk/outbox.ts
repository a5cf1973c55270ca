import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { Webhook } from "svix";
import { missing } from "./failure.ts";
import type { ClerkKeys } from "./keys.ts";
import type { Attempt, Endpoint, Message } from "./model.ts";
import { type ClerkState, newId } from "./state.ts";

/** Seconds from one attempt to the next; svix gives up after the last. */
export const SCHEDULE = [0, 5, 300, 1800, 7200, 18_000, 36_000, 36_000] as const;
const ANSWER_MS = 15_000;
/** A timer counts no further than this. */
const LONGEST_MS = 2 ** 31 - 1;

export interface Outbox {
  /** Sends an event to the endpoint as svix would, now and again until it is taken. */
  post(type: string, data: Record<string, unknown>): Message;
  /** Sends a message once more, whatever became of it, `times` at once. */
  replay(id: string, times?: number): void;
  /** Lets the messages that are held go, all at once, in the order given or backwards. */
  release(order: "forward" | "backward"): Promise<void>;
  setUp(change: Partial<Endpoint>): Endpoint;
  /** Settles when nothing is being sent at this moment. */
  quiet(): Promise<void>;
  close(): void;
}

/** The bytes of an event as Clerk writes it. */
const payloadOf = (keys: ClerkKeys, type: string, data: Record<string, unknown>, at: number): string =>
  JSON.stringify({
    data,
    event_attributes: { http_request: { client_ip: "127.0.0.1", user_agent: "" } },
    instance_id: keys.instanceId,
    object: "event",
    timestamp: at,
    type,
  });

/** Headers of svix for these bytes at this moment; signed by each secret that is valid. */
export function signed(keys: ClerkKeys, message: Pick<Message, "id" | "payload">, at: Date): Record<string, string> {
  const signatures = keys.webhookSecrets.map((secret) => new Webhook(secret).sign(message.id, at, message.payload));
  return {
    "content-type": "application/json",
    "svix-id": message.id,
    "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
    "svix-signature": signatures.join(" "),
    "user-agent": "Svix-Webhooks/1.0",
  };
}

/** Messages on their way, kept with the state: what was not delivered goes on after a restart. */
export function openOutbox(state: ClerkState, keys: ClerkKeys): Outbox {
  const { data } = state;
  const going = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const attempt = async (message: Message): Promise<void> => {
    const url = data.endpoint.url;
    if (url === null) return;
    message.nextAt = null;
    const at = state.now();
    const made = await send(url, message.payload, signed(keys, message, at));
    message.attempts.push({ ...made, at: at.getTime() });
    settle(message, made);
    state.save();
    plan();
  };
  const settle = (message: Message, { status, abort }: Answer): void => {
    if (status >= 200 && status < 300) {
      message.state = "delivered";
      message.nextAt = null;
      return;
    }
    const wait = abort ? undefined : SCHEDULE[message.attempts.length];
    if (message.state === "delivered") return;
    message.state = wait === undefined ? "failed" : "waiting";
    message.nextAt = wait === undefined ? null : state.now().getTime() + (wait * 1000) / data.endpoint.speed;
  };
  const go = (message: Message): void => {
    const run: Promise<void> = attempt(message).finally(() => going.delete(run));
    going.add(run);
  };
  const plan = (): void => {
    clearTimeout(timer);
    if (isClosed || data.endpoint.url === null) return;
    const due = data.messages.filter(({ nextAt }) => nextAt !== null);
    if (due.length === 0) return;
    const first = Math.min(...due.map(({ nextAt }) => nextAt ?? 0));
    const wait = Math.min(LONGEST_MS, Math.max(0, first - state.now().getTime()));
    timer = setTimeout(() => {
      const now = state.now().getTime();
      for (const message of data.messages) if (message.nextAt !== null && message.nextAt <= now) go(message);
      plan();
    }, wait);
    timer.unref();
  };
  const find = (id: string): Message => {
    const message = data.messages.find((candidate) => candidate.id === id);
    if (!message) throw missing("message");
    return message;
  };
  // What was on its way when the process ended may not have come through.
  for (const message of data.messages) if (message.state === "waiting") message.nextAt ??= state.now().getTime();
  plan();

  return {
    post(type, body) {
      const now = state.now().getTime();
      const hold = data.endpoint.hold;
      const message: Message = {
        id: newId("msg"),
        type,
        payload: payloadOf(keys, type, body, now),
        createdAt: now,
        attempts: [],
        nextAt: hold ? null : now,
        state: hold ? "held" : "waiting",
      };
      data.messages.push(message);
      state.save();
      plan();
      return message;
    },
    replay(id, times = 1) {
      const message = find(id);
      if (message.state !== "delivered") message.state = "waiting";
      for (let n = 0; n < times; n++) go(message);
    },
    async release(order) {
      const held = data.messages.filter((message) => message.state === "held");
      if (order === "backward") held.reverse();
      // One after the other, so that the order is the one that arrives.
      for (const message of held) await attempt(message);
    },
    setUp(change) {
      Object.assign(data.endpoint, change);
      state.save();
      plan();
      return data.endpoint;
    },
    async quiet() {
      while (going.size > 0) await Promise.all(going);
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

type Answer = Omit<Attempt, "at"> & { abort: boolean };

/** One delivery; a redirect counts as what it is, no success. */
function send(url: string, payload: string, headers: Record<string, string>): Promise<Answer> {
  const began = Date.now();
  const request = url.startsWith("https:") ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const end = (status: number, error: string | null, abort = false) =>
      resolve({ status, error, abort, ms: Date.now() - began });
    const out = request(
      url,
      {
        method: "POST",
        headers: { ...headers, "content-length": Buffer.byteLength(payload) },
        agent: false,
        signal: AbortSignal.timeout(ANSWER_MS),
      },
      (answer) => {
        answer.resume();
        answer.once("error", (error) => end(0, error.message));
        answer.once("end", () =>
          end(answer.statusCode ?? 0, null, answer.headers["webhook-delivery"] === "abort-message"),
        );
      },
    );
    out.once("error", (error) => end(0, error.message));
    out.end(payload);
  });
}
