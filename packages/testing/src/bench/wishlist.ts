import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as Alert from "@stylegence/core/alert/alert";
import { ingest } from "@stylegence/core/catalog/ingest";
import * as Product from "@stylegence/core/catalog/product";
import { newId } from "@stylegence/core/platform/ids";
import * as Row from "@stylegence/core/wishlist/row";
import { EVERYTHING } from "@stylegence/core/wishlist/wish";
import { wish } from "@stylegence/core/wishlist/wish.entity";
import * as Wishlist from "@stylegence/core/wishlist/wishlist";
import * as Dynamo from "@stylegence/local/parts/dynamodb";
import { type Harness, startHarness } from "../harness.ts";
import { aProduct, aVariant, inr } from "../products.ts";
import { freePort } from "../services.setup.ts";
import { type Bench, quantile, timed } from "./result.ts";

const WISHES = 10_000;
const WATCHERS = [0, 1, 100, 1000, 10_000];
const LISTS = 300;

interface Used {
  requests: number;
  readUnits: number;
  writeUnits: number;
}

interface Capacity {
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
  CapacityUnits?: number;
}

/** Counts each request to the table, with the units that it says it took. */
function meter(documents: DynamoDBDocumentClient): { used: Used; reset(): void } {
  const used: Used = { requests: 0, readUnits: 0, writeUnits: 0 };
  documents.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        used.requests++;
        const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
        const told = (answer.output as { ConsumedCapacity?: Capacity | Capacity[] }).ConsumedCapacity ?? [];
        const kind = /Put|Update|Delete|Write/.test(commandName) ? "writeUnits" : "readUnits";
        for (const one of [told].flat()) used[kind] += one.CapacityUnits ?? 0;
        return answer;
      },
    { step: "initialize" },
  );
  return { used, reset: () => void Object.assign(used, { requests: 0, readUnits: 0, writeUnits: 0 }) };
}

interface Garment {
  groupId: string;
  variantId: string;
  costs(rupees: number): Promise<void>;
}

async function aGarment(harness: Harness, name: string): Promise<Garment> {
  const url = `https://shop-a.example/p/${name}`;
  let groupId = "";
  const costs = async (rupees: number) => {
    harness.clock.advance({ hours: 30 });
    const labels = ["S", "M", "L", "XL"];
    const variants = labels.map((label) =>
      aVariant({ size: { system: "ALPHA", label, raw: label }, price: inr(rupees), mrp: inr(9000) }),
    );
    const product = aProduct({ url, name: `Kurta ${name}`, brand: name, price: inr(rupees), mrp: inr(9000), variants });
    const checkedAt = harness.clock.now().toISOString();
    const taken = await ingest(product, { sourceId: "shop-a", url, checkedAt, via: "crawl" });
    groupId = taken.groupId!;
  };
  await costs(1000);
  const { variants } = await Product.read(groupId, { consistent: true });
  return { groupId, variantId: variants[1]!.variantId, costs };
}

/** Pages of a list of ten thousand wishes, and what a change of a price costs by how many wish for the garment. */
const bench: Bench = async () => {
  const data = mkdtempSync(path.join(tmpdir(), "stylegence-bench-"));
  await Dynamo.prepare(() => undefined);
  const dynamo = await Dynamo.start({ port: await freePort(), data });
  const harness = await startHarness(dynamo.url);
  const metered = meter(harness.documents);
  try {
    const rows = await harness.run(async () => [
      ...(await lists(harness, metered)),
      ...(await fanOut(harness, metered)),
    ]);
    return {
      title: "a list of ten thousand wishes, and what a changed price costs",
      columns: ["what", "p50 ms", "p95 ms", "requests", "read units", "write units", "told"],
      rows,
      notes: `Lists: ${LISTS} pages each of one shopper with ${WISHES} wishes (twenty times what one may have), from the start and from random places. Changed price: a garment of four sizes, one of which is wished for; all messages of the change together, one after the other, each with its pages of 100 wishes a list of watchers. Requests and units are counted at the wire, as the table itself tells them (each index that holds the item counts again; for a transaction DynamoDB Local tells more than the double that AWS documents, so take 44 units for who is told as an upper bound, and 8 for who is not as exact); ${"`told`"} are the notifications, which are written in the same transactions. DynamoDB Local in memory: its time a request is far above AWS's own, and the machine was shared while this ran.`,
    };
  } finally {
    await harness.close();
    await dynamo.stop();
    rmSync(data, { recursive: true, force: true });
  }
};

type Metered = ReturnType<typeof meter>;

async function lists(harness: Harness, { used, reset }: Metered): Promise<string[][]> {
  const userId = "user_Many";
  const { variantId } = await aGarment(harness, "many");
  const standing = await Row.standingNow(variantId);
  const made = Array.from({ length: WISHES }, (_, at) => {
    const row = Row.rowOf(userId, newId("var"), standing, { alerts: EVERYTHING });
    return { ...row, addedAt: new Date(Date.parse(row.addedAt) + at * 1000).toISOString() };
  });
  await wish().put(made).go({ concurrent: 4 });
  const as = <T>(body: () => Promise<T>) => harness.run(body, { actor: { type: "shopper", userId } });
  const cursors: string[] = [];
  for (let cursor: string | undefined, at = 0; at < 150; at++) {
    const page: Awaited<ReturnType<typeof Wishlist.list>> = await as(() => Wishlist.list({ limit: 50, cursor }));
    cursor = page.nextCursor ?? undefined;
    if (cursor) cursors.push(cursor);
  }
  const row = async (name: string, limit: number, from: (at: number) => string | undefined) => {
    reset();
    const took = await timed(
      Array.from({ length: LISTS }, (_, at) => at),
      (at) => as(() => Wishlist.list({ limit, cursor: from(at) })),
    );
    const each = [used.requests, used.readUnits].map((value) => (value / LISTS).toFixed(1));
    return [name, quantile(took, 0.5).toFixed(1), quantile(took, 0.95).toFixed(1), ...each, "0", "–"];
  };
  const anywhere = (at: number) => cursors[(at * 37) % cursors.length];
  return [
    await row("first page of 24", 24, () => undefined),
    await row("first page of 50", 50, () => undefined),
    await row("page of 50 anywhere", 50, anywhere),
  ];
}

async function fanOut(harness: Harness, { used, reset }: Metered): Promise<string[][]> {
  const rows: string[][] = [];
  for (const watchers of WATCHERS) {
    const { groupId, variantId, costs } = await aGarment(harness, `watched-${watchers}`);
    const standing = await Row.standingNow(variantId);
    const made = Array.from({ length: watchers }, (_, at) =>
      Row.rowOf(`user_${watchers}_${at}`, variantId, standing, { alerts: EVERYTHING }),
    );
    if (made.length > 0) await wish().put(made).go({ concurrent: 4 });
    await costs(900);
    rows.push(await change(`fell, ${watchers} wish for it`, groupId, { used, reset }));
    if (watchers !== 1000) continue;
    rows.push(await change("the same message again, 1000", groupId, { used, reset }));
    await costs(1100);
    rows.push(await change("rose, 1000 wish for it", groupId, { used, reset }));
  }
  return rows;
}

async function change(name: string, groupId: string, { used, reset }: Metered): Promise<string[]> {
  reset();
  let told = 0;
  const open: ({ shard: number; cursor: string } | undefined)[] = [undefined];
  const started = performance.now();
  while (open.length > 0) {
    const done = await Alert.lookAt(groupId, open.shift());
    open.push(...done.rest);
    told += done.told;
  }
  const tookMs = (performance.now() - started).toFixed(0);
  return [
    name,
    tookMs,
    "–",
    String(used.requests),
    used.readUnits.toFixed(1),
    used.writeUnits.toFixed(1),
    String(told),
  ];
}

export default bench;
