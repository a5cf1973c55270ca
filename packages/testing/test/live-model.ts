import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Sockets } from "@stylegence/clients/sockets/port";
import type { LiveMessage } from "@stylegence/contracts/live";
import * as Connection from "@stylegence/core/live/connection";
import type { Change } from "@stylegence/core/live/log";
import { type Means, publish, type Telling, tell } from "@stylegence/core/live/tell";
import { answersTo } from "@stylegence/functions/live/answer";
import { Live, type News, type Socket } from "../../../web/src/live/client.ts";
import type { Harness } from "../src/harness.ts";

/** Every call of the table waits here until it is let through, so that what runs side by side meets at every point. */
class Gate {
  private readonly waiting: (() => Promise<void>)[] = [];
  readonly documents: DynamoDBDocumentClient;

  constructor(documents: DynamoDBDocumentClient) {
    this.documents = new Proxy(documents, {
      get: (target, name, receiver) => {
        if (name !== "send") return Reflect.get(target, name, receiver) as unknown;
        return (command: never) =>
          new Promise((done, fail) => {
            this.waiting.push(async () => {
              await target.send(command).then(done, fail);
            });
          });
      },
    });
  }

  get count(): number {
    return this.waiting.length;
  }

  /** Lets one call through, and whoever made it go on to the next. */
  async open(at: number): Promise<void> {
    await this.waiting.splice(at, 1)[0]?.();
    await turn();
  }
}

const turn = () => new Promise<void>((done) => setImmediate(done));

/** One end of a connection in a browser; the world plays the other. */
class Wire implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly connectionId: string;
  readonly requests: string[] = [];
  readonly frames: string[] = [];
  isUp = true;
  constructor(connectionId: string) {
    this.connectionId = connectionId;
  }
  send(text: string): void {
    this.requests.push(text);
  }
  close(): void {
    this.isUp = false;
  }
}

/** A page: what it heard, and where it was told that it begins. */
class Page {
  wire: Wire | undefined;
  readonly timers: { ms: number; call: () => void }[] = [];
  /** `=a-4` is a beginning, `a-5` an event. */
  readonly heard: string[] = [];
  readonly live: Live;

  constructor(connect: (page: Page) => Wire, topic: string) {
    this.live = new Live({
      open: () => connect(this),
      ticket: async () => null,
      later: (ms, call) => {
        const timer = { ms, call };
        this.timers.push(timer);
        return () => void this.timers.splice(this.timers.indexOf(timer) >>> 0, 1);
      },
    });
    this.live.subscribe(topic, (news: News) => {
      if (news.type === "event") this.heard.push(news.id);
    });
  }

  take(text: string): void {
    const message = JSON.parse(text) as LiveMessage;
    if (message.type === "subscribed" || message.type === "reset") this.heard.push(`=${message.id}`);
    this.wire?.onmessage?.({ data: text });
  }

  fire(at: number): void {
    this.timers.splice(at, 1)[0]?.call();
  }
}

export type Step = () => unknown;

/** Pages, a gateway, a queue that repeats and reorders, and the functions between them, on a real table. */
export class World implements Sockets {
  readonly gate: Gate;
  readonly pages: Page[];
  private readonly harness: Harness;
  private readonly topic: string;
  /** Connections that the gateway holds open. */
  private readonly open = new Map<string, Page>();
  private readonly queue: ({ change: Change } | { telling: Telling })[] = [];
  private readonly means: Means = { sockets: this, more: async (tellings) => this.enqueue(tellings) };
  private running = 0;
  private connections = 0;
  private changes = 0;
  private repeats = 0;
  readonly failures: unknown[] = [];

  constructor(harness: Harness, topic: string, pages: number) {
    this.harness = harness;
    this.topic = topic;
    this.gate = new Gate(harness.documents);
    this.pages = Array.from({ length: pages }, () => new Page((page) => this.connect(page), topic));
  }

  async send(connectionId: string, text: string): Promise<boolean> {
    const page = this.open.get(connectionId);
    // A page that fell off unnoticed: the gateway takes what nobody will read.
    if (page?.wire?.connectionId === connectionId) page.wire.frames.push(text);
    return page !== undefined;
  }

  async close(connectionId: string): Promise<void> {
    this.open.delete(connectionId);
  }

  /** What may happen next, the rarer the fewer times, in an order that does not depend on anything but what happened. */
  steps(mostChanges: number): Step[] {
    const quiet = this.quietSteps();
    const steps = [...quiet, ...quiet];
    if (this.changes < mostChanges) steps.push(...Array<Step>(4).fill(() => this.change()));
    if (this.queue.length > 0 && this.repeats < mostChanges) steps.push(() => this.repeat());
    const page = this.pages[this.changes % this.pages.length]!;
    if (page.wire?.isUp) steps.push(() => this.drop(page, this.repeats % 2 === 0));
    return steps;
  }

  /** Those of them that bring everything to rest. */
  quietSteps(): Step[] {
    const steps: Step[] = [];
    for (let at = 0; at < this.gate.count; at++) steps.push(() => this.gate.open(at));
    this.queue.forEach((_, at) => {
      steps.push(() => this.work(at));
    });
    for (const page of this.pages) {
      page.wire?.frames.forEach((_, at) => {
        steps.push(() => page.take(page.wire!.frames.splice(at, 1)[0]!));
      });
      page.wire?.requests.forEach((_, at) => {
        steps.push(() => this.answer(page.wire!, at));
      });
      if (!page.wire) steps.push(...page.timers.map((_, at) => () => page.fire(at)));
    }
    return steps;
  }

  get isBusy(): boolean {
    return this.running > 0;
  }

  private change(): void {
    this.changes += 1;
    const data = { change: this.changes };
    this.queue.push({ change: { topic: this.topic, kind: "product", key: `k${this.changes}`, at: "now", data } });
  }

  private repeat(): void {
    this.repeats += 1;
    this.queue.push(this.queue[0]!);
  }

  private enqueue(tellings: readonly Telling[]): void {
    this.queue.push(...tellings.map((telling) => ({ telling })));
  }

  /** A message whose work fails is brought again. */
  private work(at: number): void {
    const [message] = this.queue.splice(at, 1);
    if (!message) return;
    const work = () => ("change" in message ? publish(message.change, this.means) : tell(message.telling, this.means));
    this.start(work, () => this.queue.push(message));
  }

  private connect(page: Page): Wire {
    const wire = new Wire(`Conn${++this.connections}=`);
    page.wire = wire;
    this.start(async () => {
      await Connection.open(wire.connectionId, undefined);
      if (page.wire !== wire) return;
      this.open.set(wire.connectionId, page);
      wire.onopen?.();
    });
    return wire;
  }

  private answer(wire: Wire, at: number): void {
    const [text] = wire.requests.splice(at, 1);
    this.start(async () => {
      const { messages } = await answersTo(wire.connectionId, text!);
      for (const message of messages) await this.send(wire.connectionId, JSON.stringify(message));
    });
  }

  /** The page loses its connection; the gateway may notice or not. */
  private drop(page: Page, isNoticed: boolean): void {
    const { wire } = page;
    if (!wire) return;
    page.wire = undefined;
    wire.isUp = false;
    if (isNoticed) {
      this.open.delete(wire.connectionId);
      this.start(() => Connection.close(wire.connectionId));
    }
    wire.onclose?.();
  }

  private start(work: () => Promise<unknown>, onFailure?: () => void): void {
    this.running += 1;
    void this.harness
      .run(work, { documents: this.gate.documents })
      .catch((error: unknown) => (onFailure ? onFailure() : this.failures.push(error)))
      .finally(() => {
        this.running -= 1;
      });
  }
}

/** From pages that are connected on, takes steps as the choices say, then those that bring the world to rest. */
export async function play(world: World, choices: readonly number[], mostChanges: number): Promise<void> {
  await rest(world);
  for (const choice of choices) {
    const steps = world.steps(mostChanges);
    await steps[choice % steps.length]?.();
    await turn();
  }
  await rest(world);
}

async function rest(world: World): Promise<void> {
  for (;;) {
    await turn();
    const [step] = world.quietSteps();
    if (step) await step();
    else if (!world.isBusy) return;
  }
}
