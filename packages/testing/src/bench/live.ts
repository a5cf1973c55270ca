import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ingest } from "@stylegence/core/catalog/ingest";
import { bumpWatched, read } from "@stylegence/core/catalog/product";
import { commit } from "@stylegence/core/platform/transaction";
import { layoutOf } from "@stylegence/local/layout";
import { operate } from "@stylegence/local/operate";
import { board } from "@stylegence/local/progress";
import { deployStage, serveStage, startSystem } from "@stylegence/local/system";
import { aProduct } from "../products.ts";
import { type Alone, alone, POST_MS } from "./live/alone.ts";
import { type Follower, openFollowers } from "./live/sockets.ts";
import { type Bench, quantile } from "./result.ts";

const SOCKETS = Number(process.env.SOCKETS ?? 1000);
const CHANGES = 5;
const PORT = Number(process.env.PORT ?? 25_000);
const STAGE = "local";
/** What is not told by then counts as missed. */
const MOST_MS = 120_000;

/** A thousand pages that look at one product: how soon they hear of a change, and what it costs. */
const bench: Bench = async () => {
  const ours = await alone(SOCKETS);
  const { latencies, missed, doubled, opened } = await throughStage();
  const ms = (values: readonly number[], q: number) => `${quantile(values, q).toFixed(0)} ms`;
  const row = (name: string, values: readonly number[], rest: string) => [
    name,
    ms(values, 0.5),
    ms(values, 0.95),
    ms(values, 1),
    rest,
  ];
  return {
    title: `${SOCKETS} open pages on one product, from the price's commit to the page`,
    columns: ["what", "p50", "p95", "max", "told"],
    rows: [
      row(
        "through the local stage, by page",
        latencies,
        `${latencies.length} of ${SOCKETS * CHANGES}, ${missed} missed, ${doubled} twice`,
      ),
      row("our own part, until the last page", ours.took, `${ours.posts} of ${SOCKETS}`),
    ],
    notes: `${cost(ours)}

Through the local stage the way is whole: stream, queue, functions, the gateway's callback address and the site's \`/live\`; ${SOCKETS} pages connected and followed in ${(opened / 1000).toFixed(0)} s.
The emulator is one process of Python that answers every request, holds every socket and polls stream and queues, beside everything else on these cores: its posts, one after another, are nearly all of that time. "Our own part" is the same code on DynamoDB Local with a gateway that takes ${POST_MS} ms a post and messages worked on side by side, without queue and stream; on AWS those two add some hundred milliseconds.`,
  };
};

function cost({ readUnits, writeUnits, posts, messages, visitUnits }: Alone): string {
  return `A change costs ${readUnits.toFixed(1)} read and ${writeUnits.toFixed(1)} write units, ${posts.toFixed(0)} posts and ${messages.toFixed(0)} messages of the queue, as DynamoDB Local counts units; one that nobody follows a read unit and a message. A page that connects, follows a product and leaves costs ${visitUnits.read.toFixed(1)} read and ${visitUnits.write.toFixed(1)} write units.`;
}

interface Through {
  latencies: number[];
  missed: number;
  doubled: number;
  /** Milliseconds until all had connected. */
  opened: number;
}

async function throughStage(): Promise<Through> {
  const data = mkdtempSync(path.join(tmpdir(), "stylegence-bench-"));
  const progress = board(process.stderr);
  const system = await startSystem(layoutOf(PORT, data), progress);
  try {
    await deployStage(system, STAGE, progress);
    const edge = await serveStage(system, STAGE);
    const onStage = <T>(body: () => Promise<T>) => operate(STAGE, system.emulator, body);
    try {
      return await measure(edge.url, onStage);
    } finally {
      await edge.close();
    }
  } finally {
    await system.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function measure(site: string, onStage: <T>(body: () => Promise<T>) => Promise<T>): Promise<Through> {
  const from = { sourceId: "bench", url: "https://bench.example/1", checkedAt: new Date().toISOString() };
  const { groupId } = await onStage(() => ingest(aProduct(), { ...from, via: "crawl" }));
  if (!groupId) throw new Error("The bench's product was not taken.");
  const change = () =>
    onStage(async () => {
      const { group } = await read(groupId, { consistent: true });
      await commit([bumpWatched(group)]);
      return { rev: group.rev + 1, at: Date.now() };
    });
  const began = Date.now();
  const followers = await openFollowers(site, `product:${groupId}`, SOCKETS);
  const opened = Date.now() - began;
  const latencies: number[] = [];
  for (let round = 0; round < CHANGES; round++) {
    const { rev, at } = await change();
    await allHeard(followers, rev);
    for (const { heard } of followers) if (heard.has(rev)) latencies.push(heard.get(rev)! - at);
  }
  // A site that closes waits for its open pages.
  for (const { socket } of followers) socket.close();
  const doubled = followers.reduce((all, one) => all + one.twice, 0);
  latencies.sort((a, b) => a - b);
  return { latencies, missed: SOCKETS * CHANGES - latencies.length, doubled, opened };
}

async function allHeard(followers: readonly Follower[], rev: number): Promise<void> {
  const until = Date.now() + MOST_MS;
  while (Date.now() < until && !followers.every(({ heard }) => heard.has(rev))) await wait(100);
}

export default bench;
