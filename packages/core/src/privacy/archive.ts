import { once } from "node:events";
import { PassThrough, type Readable } from "node:stream";
import type { Files } from "@stylegence/clients/files/port";
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { cover } from "./cover.ts";
import type { Holding } from "./holding.ts";
import { folderOf } from "./places.ts";
import { pages } from "./registry.ts";

/** A file of the archive and how many entries it has. */
export interface Part {
  name: string;
  about: string;
  entries: number;
}

/**
 * Everything of a shopper's as a zip, made while it is read: a JSON file for each kind of thing, their files, and a page that explains.
 * It holds a page of items and a piece of a file at a time, however much there is.
 */
export function archiveOf(userId: string, holdings: readonly Holding[], files: Files, madeAt: Date): Readable {
  const out = new PassThrough();
  fill(out, { userId, holdings, files, madeAt }).catch((error: unknown) => out.destroy(error as Error));
  return out;
}

interface Source {
  userId: string;
  holdings: readonly Holding[];
  files: Files;
  madeAt: Date;
}

async function fill(out: PassThrough, { userId, holdings, files, madeAt }: Source): Promise<void> {
  const zip = new Zip((error, chunk, isLast) => {
    if (error) throw error;
    out.write(chunk);
    if (isLast) out.end();
  });
  const parts: Part[] = [];
  for (const from of holdings) {
    if (from.about === null) continue;
    const name = `data/${from.entity}.json`;
    parts.push({ name, about: from.about, entries: await addItems(zip, out, name, from, userId) });
  }
  const own = await addFiles(zip, out, files, userId);
  if (own > 0) parts.push({ name: "files/", about: "Your files, as you sent them", entries: own });
  const page = new ZipDeflate("index.html");
  zip.add(page);
  page.push(strToU8(cover(parts, madeAt)), true);
  zip.end();
}

async function addItems(zip: Zip, out: PassThrough, name: string, from: Holding, userId: string): Promise<number> {
  const file = new ZipDeflate(name);
  zip.add(file);
  let entries = 0;
  for await (const items of pages(from, userId)) {
    const lines = items.map(
      (item) => `${entries++ === 0 ? "[" : ","}\n${JSON.stringify(from.show(item, userId), null, 2)}`,
    );
    file.push(strToU8(lines.join("")));
    await room(out);
  }
  file.push(strToU8(entries === 0 ? "[]\n" : "\n]\n"), true);
  return entries;
}

async function addFiles(zip: Zip, out: PassThrough, files: Files, userId: string): Promise<number> {
  const folder = folderOf(userId);
  let added = 0;
  let cursor: string | undefined;
  do {
    const page = await files.list(folder, cursor);
    for (const { key } of page.items) {
      const body = await files.open(key);
      if (!body) continue;
      // Pictures don't get smaller.
      const file = new ZipPassThrough(`files/${key.slice(folder.length)}`);
      zip.add(file);
      for await (const chunk of body) {
        file.push(new Uint8Array(chunk as Buffer));
        await room(out);
      }
      file.push(new Uint8Array(), true);
      added += 1;
    }
    cursor = page.cursor ?? undefined;
  } while (cursor);
  return added;
}

/** Waits until what was written is on its way. */
async function room(out: PassThrough): Promise<void> {
  if (out.destroyed) throw new Error("The archive is no longer wanted.");
  if (out.writableNeedDrain) await once(out, "drain");
}
