import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { PurgeQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DeadLetter } from "@stylegence/clients/queue/dead-letter-port";
import { sqsQueue } from "@stylegence/clients/queue/sqs";
import { ingest } from "@stylegence/core/catalog/ingest";
import { rewardBalance } from "@stylegence/core/reward/ledger.entity";
import * as Redemption from "@stylegence/core/reward/redemption";
import * as Shopper from "@stylegence/core/shopper/shopper";
import { type Sandbox, startSandbox } from "@stylegence/sandbox/server";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { type Harness, startHarness } from "../src/harness.ts";
import { aProduct } from "../src/products.ts";
import { clientFor, credentialsFor, type Ended, operator, program, putStage } from "./operator.ts";

const PREFIX = `ops${process.pid}`;

interface Urls {
  queues: Record<string, string>;
  deadLetters: Record<string, string>;
}

const emulator = inject("awsUrl");
let harness: Harness;
let data: string;
let sqs: SQSClient;
let urls: Urls;

const ops = (...words: string[]): Promise<Ended> => operator("--stage", "pr-7", ...words);

async function json<T>(...args: string[]): Promise<T> {
  const { out, error } = await ops("--json", ...args);
  expect(error).toBe("");
  return JSON.parse(out) as T;
}

const put = async (url: string | undefined, body: object, attributes?: Record<string, string>) =>
  expect(await sqsQueue(sqs).send(url ?? "", [body], { attributes })).toEqual([]);

async function received(url: string | undefined): Promise<unknown[]> {
  const command = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
  const { Messages = [] } = await sqs.send(command);
  return Messages.map(({ Body }) => JSON.parse(Body ?? "null") as unknown);
}

beforeAll(async () => {
  Object.assign(process.env, credentialsFor(emulator), {
    AWS_ENDPOINT_URL_DYNAMODB: inject("dynamoUrl"),
    CRAWL_RESOLVE: "*.localhost=127.0.0.1",
  });
  data = mkdtempSync(path.join(tmpdir(), "stylegence-ops-"));
  harness = await startHarness(inject("dynamoUrl"));
  sqs = new SQSClient({ ...clientFor(emulator), useQueueUrlAsEndpoint: false });
  await putStage(emulator, "pr-7", {
    TABLE_NAME: harness.tableName,
    SEARCH_ENDPOINT: inject("searchUrl"),
    SEARCH_PREFIX: PREFIX,
  });
  const { Stacks } = await new CloudFormationClient(clientFor(emulator)).send(
    new DescribeStacksCommand({ StackName: "pr-7-stylegence-Main" }),
  );
  urls = JSON.parse(Stacks?.[0]?.Outputs?.[0]?.OutputValue ?? "") as Urls;
});

afterAll(async () => {
  await harness.close();
  rmSync(data, { recursive: true, force: true });
});

describe("ops", () => {
  it("says in one line what is wrong with the call, and ends with a code for it", async () => {
    const nobody = await program(["dlq", "list"], { PORT: "9", AWS_REGION: "ap-south-1" });
    expect(nobody).toMatchObject({ code: 1, out: "" });
    expect(nobody.error).toMatch(/^ops: Nothing answers at http:\/\/127\.0\.0\.1:11: is `pnpm dev` running\?.*\n$/);

    const unknown = await operator("--stage", "pr-8", "dlq", "list");
    expect(unknown).toEqual({ code: 1, out: "", error: `ops: There is no stage "pr-8" at ${emulator}.\n` });

    expect((await ops("dlq", "redrive", "crawl", "--max", "none")).code).toBe(2);
    expect((await ops("catalog", "merge", "a", "b")).code).toBe(2);
    const noQueue = await ops("dlq", "show", "mail");
    expect(noQueue).toEqual({ code: 1, out: "", error: 'ops: No queue "mail"; there are crawl, stream.\n' });
    const noProduct = await ops("catalog", "show", "prd_0");
    expect(noProduct.error).toBe('ops: Nothing was found at this address. {"groupId":"prd_0"}\n');
  });

  describe("dlq", () => {
    beforeEach(async () => {
      for (const QueueUrl of [...Object.values(urls.queues), ...Object.values(urls.deadLetters)])
        await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    });

    it("lists and shows what lies there with its reason, and takes nothing away", async () => {
      const { crawl } = urls.deadLetters;
      await put(crawl, { frontierId: "frn_1" }, { reason: "invalid: no such page", code: "invalid", tries: "1" });
      await put(crawl, { frontierId: "frn_2" });
      for (const _ of ["first", "again"]) {
        const rows = await json<{ queue: string; messages: number; reason?: string }[]>("dlq", "list");
        expect(rows.map(({ queue, messages }) => [queue, messages])).toEqual([
          ["crawl", 2],
          ["stream", 0],
        ]);
        const letters = await json<DeadLetter[]>("dlq", "show", "crawl");
        expect(letters.map(({ body }) => body).sort()).toEqual(['{"frontierId":"frn_1"}', '{"frontierId":"frn_2"}']);
      }
      const { out } = await ops("dlq", "show", "crawl");
      expect(out).toContain("reason (invalid) after 1 tries: invalid: no such page");
      expect(out).toContain("reason: none: the function died or ran out of time");
    });

    it("sends each message back once, and no more than asked for", async () => {
      for (const n of [1, 2, 3]) await put(urls.deadLetters.crawl, { n }, { reason: "busy" });
      expect((await ops("dlq", "redrive", "crawl", "--max", "2")).out).toBe("2 of crawl sent back.\n");
      expect(await received(urls.queues.crawl)).toHaveLength(2);
      expect((await ops("dlq", "redrive", "crawl")).out).toBe("1 of crawl sent back.\n");
      const back = (await received(urls.queues.crawl)) as { n: number }[];
      expect(back.map(({ n }) => n).sort()).toEqual([1, 2, 3]);
      expect(await json("dlq", "list")).toMatchObject([{ messages: 0 }, { messages: 0 }]);
    });

    it("sends what the stream could not publish to its own queue, and keeps what holds nothing", async () => {
      await put(urls.deadLetters.stream, { reason: "down", topic: "index", body: '{"groupId":"prd_1"}' });
      await put(urls.deadLetters.stream, { reason: "unreadable", keys: {} });
      const { code, out } = await ops("dlq", "redrive", "stream");
      expect(code).toBe(1);
      expect(out).toMatch(/^1 of stream sent back\.\n\S+ stays: Holds nothing that could be sent again/);
      expect(await received(urls.queues.index)).toEqual([{ groupId: "prd_1" }]);
      expect(await received(urls.deadLetters.stream)).toEqual([{ reason: "unreadable", keys: {} }]);
      expect((await ops("dlq", "discard", "stream", "--max", "5")).out).toBe("1 of stream removed.\n");
      expect(await received(urls.deadLetters.stream)).toEqual([]);
    });
  });

  it("takes an archive of past prices, and says which lines it could not", async () => {
    const url = "https://shop-past.example/p/1";
    const from = { sourceId: "shop-past", url, checkedAt: "2026-11-23T06:00:00Z", via: "crawl" as const };
    await harness.run(() => ingest(aProduct({ url, brand: "Past" }), from));
    const file = path.join(data, "past.ndjson");
    const rows = [
      { url, at: "2026-11-01T00:00:00+05:30", price: "1999.00" },
      { url, at: "2026-11-09T00:00:00+05:30", price: "1799" },
      { url, at: "yesterday", price: "1" },
      { url: "https://shop-past.example/p/none", at: "2026-11-01T00:00:00Z", price: "99" },
    ];
    writeFileSync(file, `${rows.map((row) => JSON.stringify(row)).join("\n")}\nno json\n`);
    const told = await ops("--json", "catalog", "past", file, "--source", "shop-past");
    expect(told.code).toBe(1);
    const { added, refused } = JSON.parse(told.out) as { added: number; refused: { line: number }[] };
    expect([added, refused.map(({ line }) => line)]).toEqual([2, [3, 5, 4]]);
    expect((await ops("catalog", "past", "/nowhere", "--source", "x")).error).toContain("can't be read");
  });

  it("merges and splits products as the operator, with the reason kept", async () => {
    const [one, other] = await harness.run(() =>
      Promise.all(
        ["Floral Kurta", "Checked Shirt"].map(async (name, index) => {
          const url = `https://shop-${index}.example/p/1`;
          const from = { sourceId: `shop-${index}`, url, checkedAt: "2026-11-23T06:00:00Z", via: "crawl" as const };
          return (await ingest(aProduct({ name, url }), from)).groupId!;
        }),
      ),
    );
    const merged = await ops("catalog", "merge", one!, other!, "--reason", "same label");
    expect(merged.out).toBe(`${one} is now part of ${other}.\n`);
    interface Shown {
      pages: { pageKey: string; sourceId: string }[];
      audit: { action: string; actor: string; reason: string }[];
    }
    const shown = await json<Shown>("catalog", "show", one!);
    expect(shown.pages.map(({ sourceId }) => sourceId).sort()).toEqual(["shop-0", "shop-1"]);
    expect(shown.audit[0]).toMatchObject({ action: "catalog.merge", reason: "same label" });
    expect(shown.audit[0]?.actor).toMatch(/"userId":"ops:/);
    expect((await ops("catalog", "show", one!)).out).toContain(`${other} (merged from ${one})`);

    const moved = shown.pages.find(({ sourceId }) => sourceId === "shop-0")!.pageKey;
    const split = await json<{ groupId: string }>("catalog", "split", other!, moved, "--reason", "not the same");
    const { pages } = await json<Shown>("catalog", "show", split.groupId);
    expect(pages.map(({ pageKey }) => pageKey)).toEqual([moved]);
  });

  describe("feed import", () => {
    const HEAD = "id\ttitle\tlink\tprice\tsale_price\tavailability\tbrand\titem_group_id\tsize\tcolor";
    const rows = (price: number) => [
      `1\tFloral Kurta\thttps://feed.example/p/1?variant=1\t2499 INR\t${price} INR\tin stock\tVanya\tg1\tS\tPink`,
      `2\tFloral Kurta\thttps://feed.example/p/1?variant=2\t2499 INR\t${price} INR\tin stock\tVanya\tg1\tM\tPink`,
      "3\tNo Link\t\tcheap\t\tin stock\tVanya\t\tS\tPink",
      "4\tBlue Oxford Shirt\thttps://feed.example/p/4\t1999 INR\t\tout of stock\tZed\t\tL\tBlue",
    ];
    const write = (name: string, content: string | Buffer): string => {
      const file = path.join(data, name);
      writeFileSync(file, content);
      return file;
    };
    const load = (file: string) => ops("feed", "import", file, "--source", "Feed Shop");

    it("tells what was new, changed, unchanged and refused, and why", async () => {
      const text = [HEAD, ...rows(1499)].join("\n");
      const first = await load(write("feed.tsv", text));
      expect(first).toMatchObject({ code: 0, error: "" });
      expect(first.out.split("\n").map((line) => line.replace(/ +/g, " "))).toEqual([
        "source feed-shop",
        "rows 4",
        "new 2",
        "changed 0",
        "unchanged 0",
        "refused 1",
        "refused because:",
        " 1 × no link (line 4)",
        " 1 × price cannot be read (line 4)",
        "",
      ]);
      const again = await json<object>("feed", "import", write("feed.gz", gzipSync(text)), "--source", "Feed Shop");
      expect(again).toMatchObject({ sourceId: "feed-shop", new: 0, changed: 0, unchanged: 2, refused: 1 });
      const cheaper = write("cheaper.tsv", [HEAD, ...rows(1299)].join("\n"));
      expect(await json("feed", "import", cheaper, "--source", "Feed Shop")).toMatchObject({
        changed: 1,
        unchanged: 1,
      });
    });

    it("changes nothing for a file that is no feed", async () => {
      const before = (await harness.items()).length;
      for (const content of ["<html><body>Sign in</body></html>", ""]) {
        const { code, error } = await load(write("none", content));
        expect([code, error]).toEqual([1, expect.stringMatching(/^ops: No product could be read from the feed.*\n$/)]);
      }
      expect((await load(path.join(data, "nowhere.tsv"))).error).toMatch(/^ops: .*nowhere.tsv cannot be read: ENOENT/);
      expect((await harness.items()).length).toBe(before);
    });
  });

  it("rebuilds the search index from the table", async () => {
    const { out, error } = await ops("search", "rebuild");
    expect(error).toBe("");
    const [, written, index] = /^(\d+) products are in (\S+), which now answers/.exec(out) ?? [];
    expect(Number(written)).toBeGreaterThanOrEqual(2);
    const answer = await fetch(`${inject("searchUrl")}/${index}/_count`);
    expect(await answer.json()).toMatchObject({ count: expect.any(Number) });
    await fetch(`${inject("searchUrl")}/${index}`, { method: "DELETE" });
  });

  describe("crawl", () => {
    let sandbox: Sandbox;
    let shop: string;
    beforeAll(async () => {
      sandbox = await startSandbox({ port: 0 });
      shop = `threadmill.localhost:${sandbox.port}`;
    });
    afterAll(() => sandbox.close());

    it("adds a shop with how it is crawled, and changes only what is given later", async () => {
      const address = `http://${shop}/`;
      const added = await ops(
        "crawl",
        "add",
        address,
        "--name",
        "Threadmill",
        "--max-rps",
        "20",
        "--disallow",
        "/cart",
      );
      expect(added.out).toBe(`${shop} is crawled as "threadmill", at most 20 requests a second.\n`);
      await ops("crawl", "add", address, "--currency", "INR", "--render", "no");
      interface Status {
        config: Record<string, unknown>;
        entries: Record<string, number>;
      }
      const [status] = await json<Status[]>("crawl", "status");
      expect(status).toMatchObject({
        config: { domain: shop, maxRps: 20, disallowedPaths: ["/cart"], defaultCurrency: "INR", useRenderer: false },
        entries: { in_progress: 2 },
      });
      expect((await ops("crawl", "add", address, "--max-rps", "0")).error).toMatch(/^ops: .*maxRps: Above 0/);
      expect((await ops("crawl", "add", "nonsense")).error).toMatch(/^ops: Not a web address/);
    });

    it("visits an address from here and tells what came of it", async () => {
      const live = sandbox.catalogue.live("threadmill")[0]!.listing;
      const url = `http://${shop}/products/${live.handle}`;
      expect((await ops("crawl", "add", url)).out).toBe(`${url} is queued as a page of ${shop}.\n`);
      expect(await json("crawl", "visit", url)).toMatchObject({
        outcome: "new",
        groupId: expect.stringMatching(/^prd_/),
      });
      expect(await json("crawl", "visit", url)).toMatchObject({ outcome: "unchanged" });
      expect((await ops("crawl", "visit", `http://${shop}/unknown`)).code).toBe(1);
    });

    it("pauses and resumes a shop, or one address", async () => {
      expect((await ops("crawl", "pause", shop)).out).toBe(`${shop} is paused.\n`);
      expect(await json("crawl", "status", shop)).toMatchObject({ config: { paused: true } });
      await ops("crawl", "resume", shop);
      expect(await json("crawl", "status", shop)).toMatchObject({ config: { paused: false } });
      const url = `http://${shop}/sitemap.xml`;
      await ops("crawl", "pause", url);
      expect(await json("crawl", "status", shop)).toMatchObject({ entries: { paused: 1 } });
      await ops("crawl", "resume", url);
      expect(await json("crawl", "status", shop)).toMatchObject({ entries: { paused: 0 } });
      expect((await ops("crawl", "pause", "elsewhere.example")).code).toBe(1);
    });
  });

  describe("reward", () => {
    const userId = "user_2Points";
    const entriesOf = async () =>
      (await json<{ items: { entryId: string; type: string }[] }>("reward", "show", userId)).items;

    beforeAll(() => harness.run(() => Shopper.ensure(), { actor: { type: "shopper", userId } }));

    it("gives and takes points with a reason, once for a case, and no more than there is", async () => {
      const adjust = (points: string, ...more: string[]) =>
        ops("reward", "adjust", userId, "--points", points, "--reason", "Sorry for the wait", ...more);
      expect(await adjust("120", "--key", "7")).toMatchObject({ code: 0, out: "Done: 120 spendable now.\n" });
      expect((await adjust("120", "--key", "7")).out).toBe("This case was adjusted before.\n");
      expect((await adjust("-20")).out).toBe("Done: 100 spendable now.\n");
      const more = await adjust("-101");
      expect([more.code, more.error]).toEqual([1, "ops: It takes 101 points, and 100 can be spent.\n"]);
      for (const points of ["0", "1.5", "many"]) expect((await adjust(points)).code).toBe(2);
      expect((await ops("reward", "adjust", userId, "--points", "5")).code).toBe(2);
      expect((await ops("reward", "show", userId)).out).toMatch(
        /spendable +100\n.*manual_adjustment +0 +-20 +Sorry for/s,
      );
    });

    it("takes a redemption back, and proves a balance by its ledger", async () => {
      const redeem = () => Redemption.redeem({ plan: "monthly", key: "a-key-of-a-redemption" });
      await harness.run(redeem, { actor: { type: "shopper", userId } });
      const { entryId } = (await entriesOf()).find(({ type }) => type === "redemption")!;
      const undo = () => ops("reward", "return", userId, entryId, "--reason", "By mistake");
      expect([(await undo()).out, (await undo()).out]).toEqual([
        "Done: 100 spendable now.\n",
        "It was taken back before.\n",
      ]);
      expect(await ops("reward", "verify", userId)).toMatchObject({
        code: 0,
        out: "Agrees: 0 pending, 100 spendable, 4 entries\n",
      });
      const wrong = { userId, pending: 0, spendable: 7, entries: 4, updatedAt: new Date().toISOString() };
      await harness.run(() => rewardBalance().put(wrong).go());
      expect(await ops("reward", "verify", userId)).toMatchObject({
        code: 1,
        out: expect.stringContaining("7 spendable"),
      });
      expect((await ops("reward", "verify", userId, "--repair", "Case 8")).code).toBe(0);
      expect((await ops("reward", "verify", userId)).out).toMatch(/^Agrees: 0 pending, 100 spendable/);
    });
  });
});
