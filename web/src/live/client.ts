import type { LiveData, LiveEvent, LiveMessage } from "@stylegence/contracts/live";

/** What a topic's handler is told. */
export type News =
  | ({ type: "event" } & LiveEvent)
  /** Followed from now on. `state` is what holds now: a page that was made before may be older. */
  | { type: "ready"; state?: LiveData | undefined }
  /** Too much was missed to tell it: fetch anew what is shown. */
  | { type: "reset"; state?: LiveData | undefined }
  /** Not, or no longer, for this visitor. */
  | { type: "refused" };

export type Handler = (news: News) => void;

/** What the client needs of a WebSocket. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((message: { data: string }) => void) | null;
  onclose: (() => void) | null;
  send(text: string): void;
  close(): void;
}

export interface Surroundings {
  open(query: string): Socket;
  /** Lets the next connection be the shopper's; null for a public one. Rejects where it should be one and cannot now. */
  ticket(): Promise<string | null>;
  /** Calls later; the answer calls it off. */
  later(ms: number, call: () => void): () => void;
}

interface Followed {
  handlers: Set<Handler>;
  /** Id of the last event that was told. */
  last?: string;
  /** An answer is awaited. */
  pending: boolean;
  /** A later event came before its turn. */
  heard?: string | undefined;
}

const A_MESSAGE = 20;
const MOST = 50;
/** The gateway closes a connection that is silent for ten minutes. */
const HEARTBEAT_MS = 240_000;
const ANSWER_MS = 10_000;
const SLOWEST_MS = 60_000;

const numberOf = (id: string): number => Number(id.split("-")[1]);
const logOf = (id: string): string | undefined => id.split("-")[0];

/**
 * One connection for all that a page follows. Handlers are told each event once and in order, across any number of connections:
 * ids of a log have no gaps, so a gap is something missed, which is asked for.
 */
export class Live {
  private readonly surroundings: Surroundings;
  private readonly topics = new Map<string, Followed>();
  private socket: Socket | undefined;
  private isOpen = false;
  private isPaused = false;
  private isConnecting = false;
  private failures = 0;
  private stopTimer: () => void = () => undefined;
  private stopWatch: (() => void) | undefined;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Follows a topic until the function that is returned is called. The connection's own following lasts on: two messages of one
   * connection may be worked on in any order, so that an end might undo a new beginning.
   */
  subscribe(topic: string, handler: Handler): () => void {
    const known = this.topics.get(topic);
    const followed: Followed = known ?? { handlers: new Set(), pending: false };
    followed.handlers.add(handler);
    if (!known && this.topics.size < MOST) {
      this.topics.set(topic, followed);
      if (this.isOpen) this.ask([topic]);
      else this.connect();
    } else if (known?.last && !known.pending) queueMicrotask(() => handler({ type: "ready" }));
    return () => void followed.handlers.delete(handler);
  }

  /** Ends the connection until `resume`; what happens meanwhile is told then. */
  pause(): void {
    this.isPaused = true;
    this.drop();
  }

  /** Connects at once, where there is no connection. */
  resume(): void {
    this.isPaused = false;
    this.failures = 0;
    this.connect();
  }

  /** Connects anew, as whoever is signed in now. */
  renew(): void {
    this.drop();
    if (!this.isPaused) this.resume();
  }

  private connect(): void {
    if (this.socket || this.isConnecting || this.isPaused || this.topics.size === 0) return;
    this.stopTimer();
    this.isConnecting = true;
    this.surroundings.ticket().then(
      (ticket) => {
        this.isConnecting = false;
        if (!this.isPaused) this.open(ticket);
      },
      () => {
        this.isConnecting = false;
        this.retry();
      },
    );
  }

  /** Later each time, and not all browsers at once. */
  private retry(): void {
    this.failures += 1;
    const ms = Math.min(SLOWEST_MS, 1000 * 2 ** (this.failures - 1));
    this.stopTimer = this.surroundings.later(ms * (0.5 + Math.random() / 2), () => this.connect());
  }

  private open(ticket: string | null): void {
    const socket = this.surroundings.open(ticket ? `?ticket=${encodeURIComponent(ticket)}` : "");
    this.socket = socket;
    socket.onopen = () => {
      this.isOpen = true;
      this.ask([...this.topics.keys()]);
      this.beat();
    };
    socket.onmessage = ({ data }) => {
      if (this.socket === socket) this.hear(JSON.parse(data) as LiveMessage);
    };
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.forget();
      this.retry();
    };
  }

  /** Closes without waiting for the other side to say so. */
  private drop(): void {
    const { socket } = this;
    this.forget();
    socket?.close();
  }

  private forget(): void {
    this.stopTimer();
    this.stopWatch?.();
    this.stopWatch = undefined;
    this.socket = undefined;
    this.isOpen = false;
    for (const [topic, followed] of this.topics) {
      followed.pending = false;
      followed.heard = undefined;
      if (followed.handlers.size === 0) this.topics.delete(topic);
    }
  }

  private send(message: object): void {
    this.socket?.send(JSON.stringify(message));
  }

  /** Asks for topics from where they were last seen on. */
  private ask(names: string[]): void {
    for (let at = 0; at < names.length; at += A_MESSAGE) {
      const topics = names.slice(at, at + A_MESSAGE).map((topic) => {
        const followed = this.topics.get(topic)!;
        followed.pending = true;
        followed.heard = undefined;
        return { topic, after: followed.last };
      });
      this.send({ type: "subscribe", topics });
    }
    this.watch();
  }

  private beat(): void {
    this.stopTimer = this.surroundings.later(HEARTBEAT_MS, () => {
      this.send({ type: "ping" });
      this.watch();
      this.beat();
    });
  }

  /** A connection that does not answer is none. */
  private watch(): void {
    this.stopWatch ??= this.surroundings.later(ANSWER_MS, () => {
      const close = this.socket?.onclose;
      this.socket?.close();
      close?.();
    });
  }

  private hear(message: LiveMessage): void {
    const followed = "topic" in message && message.topic ? this.topics.get(message.topic) : undefined;
    if (message.type === "event") {
      if (followed) this.take(message.topic, followed, message);
      return;
    }
    if (message.type === "error") {
      // What is said of no topic, the next connection may mend.
      if (!message.topic) this.socket?.close();
      if (!followed) return;
      followed.pending = false;
      tell(followed, { type: "refused" });
    } else if (message.type !== "pong" && followed) this.settle(message, followed);
    if (![...this.topics.values()].some(({ pending }) => pending)) {
      this.stopWatch?.();
      this.stopWatch = undefined;
    }
  }

  private settle(
    message: Extract<LiveMessage, { type: "subscribed" | "resumed" | "reset" }>,
    followed: Followed,
  ): void {
    this.failures = 0;
    followed.pending = false;
    if (message.type === "resumed") for (const event of message.events) this.take(message.topic, followed, event);
    else {
      followed.last = message.id;
      tell(followed, { type: message.type === "reset" ? "reset" : "ready", state: message.state });
    }
    const { heard, last } = followed;
    if (heard && last && (logOf(heard) !== logOf(last) || numberOf(heard) > numberOf(last))) this.ask([message.topic]);
  }

  private take(topic: string, followed: Followed, { id, kind, at, data }: LiveEvent): void {
    const { last, pending, heard } = followed;
    const isSameLog = last !== undefined && logOf(id) === logOf(last);
    if (isSameLog && numberOf(id) <= numberOf(last)) return;
    if (isSameLog && !pending && numberOf(id) === numberOf(last) + 1) {
      followed.last = id;
      tell(followed, { type: "event", id, kind, at, ...(data && { data }) });
    } else if (!pending) this.ask([topic]);
    else if (!heard || logOf(heard) !== logOf(id) || numberOf(heard) < numberOf(id)) followed.heard = id;
  }
}

function tell({ handlers }: Followed, news: News): void {
  for (const handler of [...handlers]) handler(news);
}
