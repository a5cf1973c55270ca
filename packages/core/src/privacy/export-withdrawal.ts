import type { Files } from "@stylegence/clients/files/port";
import { dataExport, exportTurn } from "./export.entity.ts";
import { exportsOf } from "./places.ts";

/**
 * Takes every export of a shopper back, also one that is being made, since it holds what they no longer consent to; they may ask for
 * another at once. May be done again. Returns how many files went.
 */
export async function dropExports(userId: string, files: Files): Promise<number> {
  const { data } = await dataExport().query.primary({ userId }).go({ pages: "all", consistent: true });
  // The items first: one that is being made finds nothing to finish, and removes its own file.
  await Promise.all(data.map(({ exportId }) => dataExport().delete({ userId, exportId }).go({ response: "none" })));
  await exportTurn().delete({ userId }).go({ response: "none" });
  return dropUnlisted(userId, files);
}

/** Removes the files of exports that are in no list: what was taken back while it was made. Returns how many. */
export async function dropUnlisted(userId: string, files: Files): Promise<number> {
  const { data } = await dataExport().query.primary({ userId }).go({ pages: "all", consistent: true });
  const listed = new Set(data.map(({ objectKey }) => objectKey));
  let dropped = 0;
  let cursor: string | undefined;
  do {
    const page = await files.list(exportsOf(userId), cursor);
    for (const { key } of page.items) if (!listed.has(key)) dropped += await files.clear(key);
    cursor = page.cursor ?? undefined;
  } while (cursor);
  return dropped;
}
