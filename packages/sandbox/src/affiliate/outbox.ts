import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { token } from "../clerk/keys.ts";
import type { Attempt, Conversion, NetworkId, Push } from "./model.ts";
import type { Message } from "./network.ts";
import { NETWORKS } from "./networks.ts";
import type { AffiliateState } from "./state.ts";

const ANSWER_MS = 30_000;
/** A timer counts no further than this. */
const LONGEST_MS = 2 ** 31 - 1;

export interface Outbox {
  /** Sends a message, or keeps it back where the network's endpoint says so. */
  post(row: Conversion, message: Message): void;
  /** Sends what was kept back, one after the other, in the order in which it was made or backwards. */
  release(network: NetworkId | null, order: "forward" | "backward"): Promise<void>;
  /** Sends one once more, `times` at once, whatever became of it. */
  again(id: string, times: number): void;
  /** Settles when nothing is being sent at this moment. */
  quiet(): Promise<void>;
  close(): void;
}

/** Call-backs on their way, kept with the state: what was not taken goes on after a restart, where its network comes back. */
export function openOutbox(state: AffiliateState): Outbox {
  const { data } = state;
  const going = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const attempt = async (push: Push): Promise<void> => {
    push.nextAt = null;
    const made = await send(push, state.now().getTime());
    push.attempts.push(made);
    settle(push, made);
    state.save();
    plan();
  };
  const settle = (push: Push, { status }: Attempt): void => {
    if (status >= 200 && status < 300) push.state = "delivered";
    if (push.state === "delivered") return;
    const wait = NETWORKS[push.network].push?.retries[push.attempts.length - 1];
    push.state = wait === undefined ? "failed" : "waiting";
    const speed = data.endpoints[push.network].speed;
    push.nextAt = wait === undefined ? null : state.now().getTime() + (wait * 1000) / speed;
  };
  const go = (push: Push): void => {
    const run: Promise<void> = attempt(push).finally(() => going.delete(run));
    going.add(run);
  };
  const plan = (): void => {
    clearTimeout(timer);
    const due = data.pushes.flatMap(({ nextAt }) => nextAt ?? []);
    if (isClosed || due.length === 0) return;
    const wait = Math.min(LONGEST_MS, Math.max(0, Math.min(...due) - state.now().getTime()));
    timer = setTimeout(() => {
      const now = state.now().getTime();
      for (const push of data.pushes) if (push.nextAt !== null && push.nextAt <= now) go(push);
      plan();
    }, wait);
    timer.unref();
  };
  // What was on its way when the process ended may not have come through.
  for (const push of data.pushes) if (push.state === "waiting") push.nextAt ??= state.now().getTime();
  plan();

  return {
    post(row, message) {
      const isHeld = data.endpoints[row.network].hold;
      const push: Push = {
        id: `push_${token(16)}`,
        network: row.network,
        conversionId: row.id,
        ...message,
        state: isHeld ? "held" : "waiting",
        createdAt: state.now().getTime(),
        nextAt: null,
        attempts: [],
      };
      data.pushes.push(push);
      if (!isHeld) go(push);
    },
    async release(network, order) {
      const held = data.pushes.filter(
        (push) => push.state === "held" && (network === null || push.network === network),
      );
      // One after the other, so that the order is the one that arrives.
      for (const push of order === "backward" ? held.reverse() : held) await attempt(push);
    },
    again(id, times) {
      const push = data.pushes.find((candidate) => candidate.id === id);
      for (let n = 0; push && n < times; n++) go(push);
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

/** One delivery; a redirect counts as what it is, no success. */
function send({ method, url, contentType, body }: Push, at: number): Promise<Attempt> {
  const request = url.startsWith("https:") ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const end = (status: number, error: string | null) => resolve({ at, status, error });
    const headers = {
      accept: "*/*",
      "user-agent": "Mozilla/5.0 (compatible; postback)",
      ...(contentType ? { "content-type": contentType, "content-length": Buffer.byteLength(body ?? "") } : {}),
    };
    const out = request(url, { method, headers, agent: false, signal: AbortSignal.timeout(ANSWER_MS) }, (answer) => {
      answer.resume();
      answer.once("error", (error) => end(0, error.message));
      answer.once("end", () => end(answer.statusCode ?? 0, null));
    });
    out.once("error", (error) => end(0, error.message));
    out.end(body ?? undefined);
  });
}
