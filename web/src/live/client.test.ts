import type { LiveMessage } from "@stylegence/contracts/live";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Live, type News, type Socket } from "./client.ts";

/** The other end of a connection, by hand. */
class Wire implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  isClosed = false;
  readonly query: string;
  readonly sent: { type: string; topics?: { topic: string; after?: string }[] }[] = [];

  constructor(query: string) {
    this.query = query;
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.isClosed = true;
  }
  say(message: LiveMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  fall(): void {
    this.onclose?.();
  }
}

let wires: Wire[];
let ticket: () => Promise<string | null>;
let live: Live;
let news: News[];

const wire = (): Wire => wires.at(-1)!;
const at = "2026-11-23T06:00:00Z";
const event = (number: number, log = "a") => ({ id: `${log}-${number}`, kind: "product" as const, at });
const tell = (number: number, log?: string) => wire().say({ type: "event", topic: "product:p", ...event(number, log) });
const asked = () =>
  wire()
    .sent.filter(({ type }) => type === "subscribe")
    .map(({ topics }) => topics);
const heard = () => news.map((one) => (one.type === "event" ? one.id : one.type));
const settled = () => vi.advanceTimersByTimeAsync(0);
/** Follows and connects; the log stands at `a-<last>`. */
async function connected(last = 0): Promise<void> {
  live.subscribe("product:p", (one) => news.push(one));
  await settled();
  wire().onopen?.();
  wire().say({ type: "subscribed", topic: "product:p", id: `a-${last}`, state: { rev: 3 } });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(1);
  wires = [];
  news = [];
  ticket = async () => null;
  live = new Live({
    open: (query) => {
      wires.push(new Wire(query));
      return wire();
    },
    ticket: () => ticket(),
    later: (ms, body) => {
      const timer = setTimeout(body, ms);
      return () => clearTimeout(timer);
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("events", () => {
  it("are told once and in order, and what was said before the answer is asked for", async () => {
    await connected(4);
    tell(5);
    tell(5);
    tell(4);
    tell(6);
    expect(heard()).toEqual(["ready", "a-5", "a-6"]);
  });

  it("that come early are not told until what they left out has been", async () => {
    await connected(4);
    tell(7);
    tell(6);
    expect(heard()).toEqual(["ready"]);
    expect(asked()).toEqual([[{ topic: "product:p" }], [{ topic: "product:p", after: "a-4" }]]);
    wire().say({ type: "resumed", topic: "product:p", id: "a-7", events: [event(5), event(6), event(7)] });
    tell(5);
    tell(8);
    expect(heard()).toEqual(["ready", "a-5", "a-6", "a-7", "a-8"]);
  });

  it("that overtake the first answer are asked for once it is there", async () => {
    live.subscribe("product:p", (one) => news.push(one));
    await settled();
    wire().onopen?.();
    tell(6);
    wire().say({ type: "subscribed", topic: "product:p", id: "a-5" });
    expect(asked().at(-1)).toEqual([{ topic: "product:p", after: "a-5" }]);
    wire().say({ type: "resumed", topic: "product:p", id: "a-6", events: [event(6)] });
    expect(heard()).toEqual(["ready", "a-6"]);
    // One that the answer covers is not.
    tell(6);
    expect(asked()).toHaveLength(2);
  });

  it("of a new log begin with a reset", async () => {
    await connected(4);
    tell(1, "b");
    wire().say({ type: "reset", topic: "product:p", id: "b-1", state: { rev: 9 } });
    tell(2, "b");
    expect(heard()).toEqual(["ready", "reset", "b-2"]);
  });
});

describe("a connection", () => {
  it("that is lost comes back later each time, and goes on where it stopped", async () => {
    await connected(4);
    tell(5);
    wire().fall();
    await vi.advanceTimersByTimeAsync(999);
    expect(wires).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(wires).toHaveLength(2);
    const pauses: number[] = [];
    for (let round = 0; round < 8; round++) {
      const [count, began] = [wires.length, Date.now()];
      wire().fall();
      while (wires.length === count) await vi.advanceTimersByTimeAsync(1000);
      pauses.push((Date.now() - began) / 1000);
    }
    expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
    wire().onopen?.();
    expect(asked()).toEqual([[{ topic: "product:p", after: "a-5" }]]);
    wire().say({ type: "resumed", topic: "product:p", id: "a-6", events: [event(6)] });
    wire().fall();
    await vi.advanceTimersByTimeAsync(1000);
    expect(wires).toHaveLength(11);
    expect(heard()).toEqual(["ready", "a-5", "a-6"]);
  });

  it("is the shopper's with a new ticket each time; one that can't be had now is tried for again", async () => {
    let number = 0;
    ticket = async () => `t/${number++}`;
    await connected();
    expect(wire().query).toBe("?ticket=t%2F0");
    ticket = () => Promise.reject(new Error("Not now."));
    wire().fall();
    await vi.advanceTimersByTimeAsync(1000);
    expect(wires).toHaveLength(1);
    ticket = async () => null;
    await vi.advanceTimersByTimeAsync(2000);
    expect(wire().query).toBe("");
    live.renew();
    await settled();
    expect(wires.map(({ isClosed }) => isClosed)).toEqual([false, true, false]);
  });

  it("beats, and is given up when nothing answers", async () => {
    await connected();
    await vi.advanceTimersByTimeAsync(240_000);
    expect(wire().sent.at(-1)).toEqual({ type: "ping" });
    wire().say({ type: "pong" });
    await vi.advanceTimersByTimeAsync(240_000);
    expect(wires).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(wire().isClosed).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(wires).toHaveLength(2);
  });

  it("whose question is not answered is given up as well", async () => {
    live.subscribe("product:p", () => undefined);
    await settled();
    wire().onopen?.();
    await vi.advanceTimersByTimeAsync(11_000);
    expect(wires).toHaveLength(2);
  });

  it("rests while nobody looks, and tells then what was missed", async () => {
    await connected(4);
    live.pause();
    expect(wire().isClosed).toBe(true);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(wires).toHaveLength(1);
    live.resume();
    await settled();
    wire().onopen?.();
    expect(asked()).toEqual([[{ topic: "product:p", after: "a-4" }]]);
  });

  it("is given up after an error that names no topic; a topic that is refused is told so", async () => {
    await connected();
    wire().say({ type: "error", code: "forbidden", topic: "product:p" });
    expect(heard()).toEqual(["ready", "refused"]);
    expect(wire().isClosed).toBe(false);
    wire().say({ type: "error", code: "rate_limited" });
    expect(wire().isClosed).toBe(true);
  });
});

describe("topics", () => {
  it("are asked for in messages that the gateway takes, once each however many follow", async () => {
    for (let number = 0; number < 60; number++) live.subscribe(`product:p${number % 55}`, () => undefined);
    await settled();
    wire().onopen?.();
    expect(asked().map((topics) => topics?.length)).toEqual([20, 20, 10]);
  });

  it("that are followed already are ready at once for another, and left ones are not asked for again", async () => {
    const end = live.subscribe("product:q", () => undefined);
    await connected(4);
    const second: string[] = [];
    live.subscribe("product:p", ({ type }) => second.push(type));
    await settled();
    expect(second).toEqual(["ready"]);
    end();
    wire().fall();
    await vi.advanceTimersByTimeAsync(1000);
    wire().onopen?.();
    expect(asked()).toEqual([[{ topic: "product:p", after: "a-4" }]]);
  });
});

it("is small", async () => {
  vi.useRealTimers();
  const entryPoints = [new URL("client.ts", import.meta.url).pathname];
  const { outputFiles } = await build({ entryPoints, bundle: true, minify: true, format: "esm", write: false });
  expect(outputFiles[0]!.contents.length).toBeLessThan(4096);
});
