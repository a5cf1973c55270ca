import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createGunzip } from "node:zlib";
import { bulk, type Write } from "@stylegence/core/search/bulk";
import type { SearchDocument } from "@stylegence/core/search/document";
import { ask } from "@stylegence/core/search/engine";
import { definition } from "@stylegence/core/search/index-definition";
import * as OpenSearch from "@stylegence/local/parts/opensearch";
import { KEPT } from "./bundles.ts";
import { DOCUMENTS } from "./catalogue-import.ts";

export const MODEL = { name: "bge-small-en-v1.5-q", dimension: 384 };

/** A document as the import left it. */
export interface Kept {
  groupId: string;
  rev: number;
  document: SearchDocument;
  /** Of the page that it came from. */
  url: string;
}

/** OpenSearch on the data that former runs left. */
export function startSearch(port: number) {
  const data = path.join(KEPT, "opensearch");
  mkdirSync(data, { recursive: true });
  return OpenSearch.start({ port, data, heap: "1g" });
}

/** All documents of the import, one after the other: of those that were indexed twice the later. */
export async function* documents(): AsyncGenerator<Kept> {
  const revs = new Map<string, number>();
  for await (const line of lines()) {
    const { groupId, rev } = headOf(line);
    revs.set(groupId, Math.max(rev, revs.get(groupId) ?? 0));
  }
  for await (const line of lines()) {
    const { groupId, rev } = headOf(line);
    if (revs.get(groupId) === rev) yield JSON.parse(line) as Kept;
  }
}

/** Where each garment's page lies, by its group. */
export async function pages(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const line of lines()) {
    const url = /"url":"([^"]+)"\}$/.exec(line.slice(-200))?.[1];
    if (url) found.set(url, headOf(line).groupId);
  }
  return found;
}

function headOf(line: string): { groupId: string; rev: number } {
  const [, groupId = "", rev] = /^\{"groupId":"([^"]+)","rev":(\d+)/.exec(line) ?? [];
  return { groupId, rev: Number(rev) };
}

async function* lines(): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(DOCUMENTS).pipe(createGunzip()).setEncoding("utf8")) {
    const parts = (rest + (chunk as string)).split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
  }
  if (rest !== "") yield rest;
}

export interface Wanted {
  alias: string;
  body: object;
  /** What of a document goes in; null leaves it out. */
  take(kept: Kept): object | null;
}

const BATCH = 500;
const MINUTES = 60_000;

/** Makes the indexes that are not there as they are wanted; seconds that it took, 0 where nothing was to do. */
export async function ensure(wanted: readonly Wanted[]): Promise<number> {
  const started = performance.now();
  const missing: Wanted[] = [];
  for (const one of wanted) if (!(await isThere(one))) missing.push(one);
  if (missing.length === 0) return 0;
  for (const { alias, body } of missing) {
    await ask({ method: "DELETE", path: `/${alias}-0` }, [404]);
    await ask({ method: "PUT", path: `/${alias}-0`, body: { ...body, aliases: { [alias]: {} } }, timeoutMs: MINUTES });
    await ask({ method: "PUT", path: `/${alias}-0/_settings`, body: { index: { refresh_interval: "30s" } } });
  }
  let batch: Write[] = [];
  const flush = async () => {
    await bulk(batch);
    batch = [];
  };
  for await (const kept of documents()) {
    for (const { alias, take } of missing) {
      const document = take(kept);
      if (document)
        batch.push({ index: alias, groupId: kept.groupId, rev: kept.rev, document: document as SearchDocument });
    }
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  for (const one of missing) {
    await ask({ method: "PUT", path: `/${one.alias}-0/_settings`, body: { index: { refresh_interval: "1s" } } });
    await ask({ method: "POST", path: `/${one.alias}/_refresh`, timeoutMs: MINUTES });
    writeFileSync(markOf(one), keyOf(one));
  }
  return Math.round((performance.now() - started) / 1000);
}

const markOf = ({ alias }: Wanted): string => path.join(KEPT, `${alias}.key`);

function keyOf({ body, take }: Wanted): string {
  const { size, mtimeMs } = statSync(DOCUMENTS);
  return createHash("sha256")
    .update(JSON.stringify([body, String(take), size, mtimeMs]))
    .digest("hex");
}

async function isThere(one: Wanted): Promise<boolean> {
  const { status } = await ask({ method: "HEAD", path: `/${one.alias}` }, [404]);
  return status !== 404 && existsSync(markOf(one)) && readFileSync(markOf(one), "utf8") === keyOf(one);
}

const isStyle = ({ url }: Kept) => url.startsWith("https://styles.example/");

/** Our index over both catalogues, over the judged one alone, and for BM25 alone titles by the engine's own settings. */
export const INDEXES: Record<"all" | "judged" | "titles" | "judgedTitles", Wanted> = {
  all: { alias: "all-products", body: definition(MODEL), take: ({ document }) => document },
  judged: { alias: "judged-products", body: definition(MODEL), take: (kept) => (isStyle(kept) ? kept.document : null) },
  titles: { alias: "all-titles", body: titles(), take: ({ document: { title } }) => ({ title }) },
  judgedTitles: {
    alias: "judged-titles",
    body: titles(),
    take: (kept) => (isStyle(kept) ? { title: kept.document.title } : null),
  },
};

function titles(): object {
  return {
    settings: { number_of_shards: 1, number_of_replicas: 0 },
    mappings: { properties: { title: { type: "text", analyzer: "english" } } },
  };
}
