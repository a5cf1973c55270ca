import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { sqsQueue } from "@stylegence/clients/queue/sqs";
import * as Configuration from "@stylegence/core/affiliate/configuration";
import { listing } from "@stylegence/core/catalog/listing.entity";
import * as Source from "@stylegence/core/catalog/source";
import { newId } from "@stylegence/core/platform/ids";
import { leave } from "@stylegence/functions/http/go/leave";
import { sessionSettings, shopperOf } from "@stylegence/functions/http/shopper/session";
import * as Dynamo from "@stylegence/local/parts/dynamodb";
import { startHarness } from "../harness.ts";
import { freePort } from "../services.setup.ts";
import { makeSessions } from "../sessions.ts";
import { type Bench, quantile } from "./result.ts";

const OFFERS = 500;
const REQUESTS = 5000;
const WARM = 500;
const QUEUE_MS = 300;
const BROWSER: Record<string, string> = { "user-agent": "Mozilla/5.0 Chrome/141.0", "sec-fetch-dest": "document" };

/** How long each request to the table took, as the one who asks sees it. */
function stopwatch(documents: DynamoDBDocumentClient): { waited: number; requests: number } {
  const seen = { waited: 0, requests: 0 };
  documents.middlewareStack.add(
    (next) => async (args) => {
      const started = performance.now();
      const answer = await next(args);
      seen.waited += performance.now() - started;
      seen.requests += 1;
      return answer;
    },
    // Around the wire alone: writing a request and reading its answer is our own work.
    { step: "deserialize", priority: "low" },
  );
  return seen;
}

/** Ways out to shops: how long ours takes beside the one read of the table. */
const bench: Bench = async () => {
  const data = mkdtempSync(path.join(tmpdir(), "stylegence-bench-"));
  await Dynamo.prepare(() => undefined);
  const dynamo = await Dynamo.start({ port: await freePort(), data });
  const harness = await startHarness(dynamo.url);
  const queue = await slowQueue();
  try {
    const seen = stopwatch(harness.documents);
    const offers = await harness.run(put);
    const rows = await harness.run(async () => [
      await row("nobody signed in", seen, offers.earning, queue.url, false),
      await row("a shopper, session verified", seen, offers.earning, queue.url, true),
      await row("a shop without a programme", seen, offers.plain, queue.url, true),
    ]);
    return {
      title: "a way out to a shop",
      columns: [
        "who",
        "CPU p50 ms",
        "CPU p99 ms",
        "own p50 ms",
        "own p99 ms",
        "with the table p50 ms",
        "with the table p99 ms",
        "reads",
      ],
      rows,
      notes: `${REQUESTS} requests one after the other in a warm process, to ${OFFERS} offers. CPU is what the thread worked on a request, and on what earlier clicks still had to send; own time is all but the wait for the table's answer on the wire, as a clock sees it: where it is far above the CPU, the thread stood still for others on these cores. Each click is sent to a queue that takes ${QUEUE_MS} ms to answer and is waited for by nobody; all of them had arrived when this was counted. The table is DynamoDB Local, on a machine that does other things too.`,
    };
  } finally {
    queue.server.closeAllConnections();
    queue.server.close();
    await harness.close();
    await dynamo.stop();
    rmSync(data, { recursive: true, force: true });
  }
};

async function put(): Promise<Record<"earning" | "plain", string[]>> {
  await Source.put({ sourceId: "plain", name: "Plain", baseUrl: "https://plain.example/" });
  await Configuration.putNetwork({
    ...{ network: "ads", name: "Ads", dialect: "admitad", confirmedBy: "pull" },
    ...{ link: "https://go.ads.example/{c}?s={clickId}&u={url}", hosts: ["go.ads.example"], values: { c: "1" } },
    limits: { INR: { sale: 100, commission: 10 } },
  });
  await Configuration.putProgramme({ shop: "shop.example", network: "ads" });
  return { earning: await offers("https://shop.example"), plain: await offers("https://plain.example") };
}

async function offers(origin: string): Promise<string[]> {
  const at = new Date().toISOString();
  const made = Array.from({ length: OFFERS }, (_, nth) => ({
    ...{ groupId: newId("prd"), listingId: newId("lst"), variantId: newId("var"), sourceId: "s" },
    ...{ pageKey: `${origin}/p/${nth}`, optionKey: "", url: `${origin}/p/${nth}?colour=rani%20pink` },
    ...{ price: { amount: 149_900, currency: "INR" }, priceContext: "public" as const, aboveMrp: false },
    ...{ availability: "in_stock" as const, createdAt: at, updatedAt: at },
  }));
  await listing().put(made).go({ concurrent: 4 });
  return made.map(({ listingId }) => listingId);
}

async function row(
  who: string,
  seen: ReturnType<typeof stopwatch>,
  listingIds: readonly string[],
  queueUrl: string,
  isSignedIn: boolean,
): Promise<string[]> {
  const sessions = makeSessions();
  const settings = sessionSettings({ CLERK_JWT_KEY: sessions.jwtKey, CLERK_AUTHORIZED_PARTIES: sessions.party });
  const token = sessions.token({ sub: "user_bench", expiresIn: 3600 });
  const queue = sqsQueue(clientAt(queueUrl));
  const sending = new Set<Promise<unknown>>();
  const tools = {
    visitor: async () => (isSignedIn ? (await shopperOf(`Bearer ${token}`, settings)).userId : null),
    tell: (click: object) => {
      const sent = queue.send(queueUrl, [click]);
      sending.add(sent);
      void sent.finally(() => sending.delete(sent));
    },
  };
  const [cpu, own, whole]: [number[], number[], number[]] = [[], [], []];
  let reads = 0;
  for (let nth = 0; nth < WARM + REQUESTS; nth++) {
    Object.assign(seen, { waited: 0, requests: 0 });
    const path = `/go/${listingIds[nth % listingIds.length]}`;
    const before = process.threadCpuUsage();
    const started = performance.now();
    const { status } = await leave({ method: "GET", path, search: "", header: (name) => BROWSER[name] }, tools);
    const took = performance.now() - started;
    const { user, system } = process.threadCpuUsage(before);
    if (status !== 302) throw new Error(`${path} answered ${status}`);
    if (nth < WARM) continue;
    cpu.push((user + system) / 1000);
    whole.push(took);
    own.push(took - seen.waited);
    reads += seen.requests;
    // Clicks come one by one, and what is sent has a moment.
    if (nth % 50 === 0) await Promise.all(sending);
  }
  await Promise.all(sending);
  const cells = [cpu, own, whole].flatMap((took) => {
    took.sort((a, b) => a - b);
    return [quantile(took, 0.5).toFixed(2), quantile(took, 0.99).toFixed(2)];
  });
  return [who, ...cells, (reads / REQUESTS).toFixed(2)];
}

function clientAt(endpoint: string): SQSClient {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return new SQSClient({ endpoint, region: "ap-south-1", credentials, useQueueUrlAsEndpoint: false, md5: false });
}

/** Takes a message as SQS does, and its time to say so. */
async function slowQueue(): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const body = { Successful: [{ Id: "0", MessageId: "m", MD5OfMessageBody: "" }], Failed: [] };
      response.setHeader("content-type", "application/x-amz-json-1.0");
      setTimeout(() => response.end(JSON.stringify(body)), QUEUE_MS);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/queue` };
}

export default bench;
