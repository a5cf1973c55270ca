import { createWriteStream, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createGzip } from "node:zlib";
import { performAll } from "@stylegence/core/embedding/perform";
import { importFeed } from "@stylegence/core/feed/import";
import { bulk } from "@stylegence/core/search/bulk";
import { names } from "@stylegence/core/search/engine";
import { statesOf } from "@stylegence/core/search/indexer";
import { ensureIndex } from "@stylegence/core/search/indices";
import { readFeed } from "@stylegence/crawler/feed";
import * as Dynamo from "@stylegence/local/parts/dynamodb";
import { startHarness } from "../../harness.ts";
import { freePort } from "../../services.setup.ts";
import { KEPT } from "./bundles.ts";
import * as Catalogue from "./catalogue.ts";
import type { Embedding } from "./embedding.ts";
import { listen } from "./stream.ts";
import { workOff } from "./work.ts";

/** What the import of both catalogues took. */
export interface Imported {
  date: string;
  feeds: { source: string; rows: number; products: number; seconds: number; refused: number }[];
  /** Until the last document was indexed with its vector. */
  seconds: number;
  /** Table requests by command. */
  requests: Record<string, number>;
  vectors: { made: number; ms: number };
}

export const DOCUMENTS = path.join(KEPT, "documents.ndjson.gz");
const FACTS = path.join(KEPT, "import.json");
const BATCH = 100;
/** When the shops sent their feeds. */
const SENT_AT = "2026-11-01T06:00:00Z";

/** What a former run imported; null where there was none. */
export function known(): Imported | null {
  return existsSync(DOCUMENTS) && existsSync(FACTS) ? (JSON.parse(readFileSync(FACTS, "utf8")) as Imported) : null;
}

/**
 * Both catalogues through the whole path: feed, ingest, table, stream, vectors, documents, index. The documents are kept, so that
 * another definition of the index needs no import. `limit` products of each, for a try.
 */
export async function importAll(embedding: Embedding, searchUrl: string, limit = Number.POSITIVE_INFINITY) {
  Object.assign(process.env, embedding.env);
  const data = mkdtempSync(path.join(tmpdir(), "stylegence-bench-"));
  const dynamo = await Dynamo.start({ port: await freePort(), data });
  const { EMBEDDER_FUNCTION = "" } = embedding.env;
  const harness = await startHarness(dynamo.url, {
    ...{ SEARCH_ENDPOINT: searchUrl, SEARCH_PREFIX: "import", EMBEDDER_FUNCTION },
  });
  harness.clock.set(SENT_AT);
  const requests: Record<string, number> = {};
  const count = (name: string) => {
    requests[name] = (requests[name] ?? 0) + 1;
  };
  harness.documents.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        count(String(commandName));
        return next(args);
      },
    { step: "initialize" },
  );
  const draft = `${DOCUMENTS}.draft`;
  const zip = createGzip({ level: 1 });
  const file = zip.pipe(createWriteStream(draft));
  const index = workOff<string>(BATCH, async (groupIds) => {
    // After the vectors, so that few garments are indexed twice.
    await embed.drained();
    const states = (await statesOf(groupIds)).flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    await bulk(states.map((state) => ({ ...state, index: names().live })));
    for (const state of states)
      if (state.document?.vectors) zip.write(`${JSON.stringify({ ...state, url: urls.get(state.groupId) })}\n`);
  });
  const embed = workOff<string>(BATCH, async (jobIds) => {
    for (const one of await performAll(jobIds)) if (one.status === "rejected") throw one.reason;
  });
  const urls = new Map<string, string>();
  const documents = listen(harness.documents, {
    index: index.add,
    embed: embed.add,
    page: (id, url) => urls.set(id, url),
  });
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  const feeds: Imported["feeds"] = [];
  try {
    await harness.run(
      async () => {
        await ensureIndex();
        const consumers = Promise.all([index.run(), embed.run()]);
        for (const feed of [Catalogue.styles(), Catalogue.range()]) {
          const from = performance.now();
          const rows = readFeed(Catalogue.bytesOf(feed.rows.slice(0, limit)), { defaultCurrency: "INR", group: false });
          let told = 0;
          const onProgress = (at: number) => {
            if (at - told < 5000) return;
            told = at;
            console.log(
              `${feed.source}: ${at} rows, ${seconds()} s, to embed ${embed.size()}, to index ${index.size()}`,
            );
          };
          const summary = await importFeed(rows, { source: feed.source, concurrency: 16, onProgress });
          feeds.push({
            ...{ source: feed.source, rows: summary.rows, products: summary.new, refused: summary.refused },
            seconds: Math.round((performance.now() - from) / 100) / 10,
          });
          console.log(JSON.stringify(summary));
        }
        await embed.drained();
        await index.drained();
        embed.end();
        index.end();
        await consumers;
      },
      { documents },
    );
    await new Promise<void>((done) => {
      file.once("close", () => done());
      zip.end();
    });
    const vectors = { made: embedding.made.vectors, ms: Math.round(embedding.made.ms) };
    const facts: Imported = {
      date: new Date().toISOString().slice(0, 10),
      feeds,
      seconds: seconds(),
      requests,
      vectors,
    };
    renameSync(draft, DOCUMENTS);
    writeFileSync(FACTS, JSON.stringify(facts, null, 2));
    return facts;
  } finally {
    await dynamo.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
