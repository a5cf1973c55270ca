import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { Objects } from "@stylegence/clients/objects/port";
import { s3Objects } from "@stylegence/clients/objects/s3";
import { diff } from "@stylegence/crawler/fingerprint";
import type { CanonicalProduct } from "@stylegence/crawler/product";
import { context } from "../platform/context.ts";
import { commit, type Write, write } from "../platform/transaction.ts";
import type { Frontier } from "./frontier.entity.ts";
import type { Fetched } from "./page.ts";
import { type Change, changeLog, type Snapshot, snapshot } from "./snapshot.entity.ts";

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Of the packed product; an item holds 400 KB. */
const MAX_PARSED_BYTES = 300_000;

const buckets = new Map<string, Objects>();

function bucket(): Objects {
  const name = context().config.SNAPSHOT_BUCKET;
  const known = buckets.get(name) ?? s3Objects(name);
  buckets.set(name, known);
  return known;
}

const hashOf = (page: Fetched): string => createHash("sha256").update(page.body).digest("hex");

/** Puts the page as it came into the bucket, gzipped. Returns its key; the same page has the same one. */
export async function keep(entry: Frontier, page: Fetched, at: string): Promise<string> {
  const key = `${entry.domain.replace(":", "_")}/${entry.frontierId}/${at.slice(0, 10)}-${hashOf(page).slice(0, 16)}.gz`;
  const contentType = page.contentType ?? "text/html";
  await bucket().put(key, await pack(page.body), {
    contentType,
    contentEncoding: "gzip",
  });
  return key;
}

/** The last version of an entry's page, or null. */
export async function latest(frontierId: string): Promise<Snapshot | null> {
  const { data } = await snapshot().query.primary({ frontierId }).go({ order: "desc", limit: 1, consistent: true });
  return data[0] ?? null;
}

/**
 * Compares a product with the last version of it, and stores the new version with what changed. Nothing is stored when they are
 * equal, so it may be repeated. Returns the changes in words; none for the first version.
 */
export async function record(
  entry: Frontier,
  seen: { product: CanonicalProduct; page: Fetched; snapshotPath: string; groupId: string; at: string },
): Promise<string[]> {
  const before = await latest(entry.frontierId);
  const parsedBefore = before?.parsed ? await read(before.parsed as Uint8Array) : null;
  const changes = parsedBefore ? diff(parsedBefore, seen.product) : [];
  if (before && parsedBefore && changes.length === 0) return [];
  const parsed = await pack(JSON.stringify(seen.product));
  await commit([
    write(
      snapshot().put({
        frontierId: entry.frontierId,
        at: seen.at,
        snapshotPath: seen.snapshotPath,
        snapshotHash: hashOf(seen.page),
        snapshotSize: seen.page.body.byteLength,
        groupId: seen.groupId,
        parsed: parsed.byteLength <= MAX_PARSED_BYTES ? parsed : undefined,
        name: seen.product.name.slice(0, 300),
      }),
    ),
    ...changes.map((change): Write => {
      const { kind, fields, summary, score } = change;
      return write(
        changeLog().create({
          frontierId: entry.frontierId,
          changeId: context().newId("chg"),
          groupId: seen.groupId,
          changedAt: seen.at,
          changeType: kind,
          changedFields: fields,
          diffSummary: summary.slice(0, 1000),
          changeScore: score,
          snapshotAt: seen.at,
        }),
      );
    }),
  ]);
  return changes.map((change) => change.summary);
}

async function read(parsed: Uint8Array): Promise<CanonicalProduct> {
  return JSON.parse((await unpack(parsed)).toString("utf8")) as CanonicalProduct;
}

/** What changed on the pages of a group, newest first. */
export async function changesOf(groupId: string, limit = 50): Promise<Change[]> {
  return (await changeLog().query.byGroup({ groupId }).go({ order: "desc", limit })).data;
}
