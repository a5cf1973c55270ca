import { once } from "node:events";
import type { LiveMessage } from "@stylegence/contracts/live";
import { vi } from "vitest";

export interface LiveSocket {
  socket: WebSocket;
  /** Everything that came, oldest first. */
  messages: LiveMessage[];
  send(message: object | string): void;
  /** The first message of a type from now on, or that has come and was not asked for yet. */
  next<T extends LiveMessage["type"]>(type: T, timeout?: number): Promise<Extract<LiveMessage, { type: T }>>;
  /** Code with which it is closed. */
  closed: Promise<number>;
}

/** Connects to a stage's site as one of its pages does, or as one of another origin. Rejects where the connection is refused. */
export async function connectLive(
  site: string,
  { ticket, origin = site }: { ticket?: string; origin?: string | null } = {},
): Promise<LiveSocket> {
  const query = ticket === undefined ? "" : `?ticket=${encodeURIComponent(ticket)}`;
  const options = origin === null ? {} : { headers: { origin } };
  const socket = new WebSocket(`${site.replace("http", "ws")}/live${query}`, options as unknown as string[]);
  const messages: LiveMessage[] = [];
  const taken = new Set<LiveMessage>();
  socket.addEventListener("message", ({ data }) => messages.push(JSON.parse(String(data))));
  const closed = new Promise<number>((done) => {
    socket.addEventListener("close", ({ code }) => done(code));
  });
  await Promise.race([
    once(socket, "open"),
    closed.then((code) => {
      throw new Error(`Refused with ${code}.`);
    }),
  ]);
  return {
    socket,
    messages,
    closed,
    send: (message) => socket.send(typeof message === "string" ? message : JSON.stringify(message)),
    next: (type, timeout = 30_000) =>
      vi.waitFor(
        () => {
          const found = messages.find((one) => one.type === type && !taken.has(one));
          if (!found) throw new Error(`No ${type} came: ${JSON.stringify(messages)}`);
          taken.add(found);
          return found as never;
        },
        { timeout, interval: 20 },
      ),
  };
}
