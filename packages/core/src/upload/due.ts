import type { Objects } from "@stylegence/clients/objects/port";
import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { shift } from "../platform/day.ts";
import { DomainError } from "../platform/errors.ts";
import { commit } from "../platform/transaction.ts";
import { fileKey } from "./places.ts";
import { next } from "./row.ts";
import { type Upload, upload } from "./upload.entity.ts";

/** Days that are looked through: what a rest of a week left behind is found too. */
const LOOK_BACK_DAYS = 8;
/** Of one run; the next goes on. */
const MOST = 500;

/** Removes uploads whose time has come, with their files; says how many. Safe to repeat, and to stop anywhere. */
export async function removeDue(bucket: Objects): Promise<{ removed: number }> {
  const now = context().now().toISOString();
  const today = now.slice(0, 10);
  let removed = 0;
  for (let back = LOOK_BACK_DAYS; back >= 0 && removed < MOST; back--) {
    const { data } = await upload()
      .query.byDue({ dueDay: shift(today, -back) })
      .lt({ dueAt: now })
      .go({ limit: MOST - removed });
    for (const found of data) removed += (await removeOne(found, bucket)) ? 1 : 0;
  }
  return { removed };
}

/** The row goes last: whatever stops it, the files are found again. */
async function removeOne({ userId, uploadId, rev, files = [] }: Upload, bucket: Objects): Promise<boolean> {
  const current = (await upload().get({ userId, uploadId }).go({ consistent: true })).data;
  if (!current || current.rev !== rev) return false;
  // From here on nobody claims anything with it.
  const over = next(current, { state: "rejected", reason: "It was kept for its time, and is gone." });
  if (!(await unlessConflict(commit([over])))) return false;
  for (const { name } of files) await bucket.remove(fileKey(userId, uploadId, name));
  const gone = upload()
    .delete({ userId, uploadId })
    .where((item, { eq }) => eq(item.rev, rev + 1))
    .go({ response: "none" });
  return (await unlessRefused(gone)) !== null;
}

async function unlessConflict(committed: Promise<void>): Promise<boolean> {
  try {
    await committed;
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "conflict") return false;
    throw error;
  }
}
