import { context } from "../platform/context.ts";
import { type Write, write } from "../platform/transaction.ts";
import { type Upload, upload } from "./upload.entity.ts";

/** An upload of a shopper, or null. Strongly consistent. */
export async function find(userId: string, uploadId: string): Promise<Upload | null> {
  const { data } = await upload().get({ userId, uploadId }).go({ consistent: true });
  return data;
}

/** The write of an upload's next state, refused where it is not as it was read. Undefined removes. */
export function next(known: Upload, change: Partial<Upload>): Write {
  const state = { ...known, ...change, rev: known.rev + 1, updatedAt: context().now().toISOString() };
  return write(
    upload()
      .put(state)
      .where(({ rev }, { eq }) => eq(rev, known.rev)),
  );
}

const DAY_MS = 86_400_000;

/** When an upload goes, so many days from now; null while it is in use. */
export function dueIn(days: number | null): Pick<Upload, "dueAt" | "dueDay"> {
  if (days === null) return { dueAt: "never", dueDay: "never" };
  const dueAt = new Date(context().now().getTime() + days * DAY_MS).toISOString();
  return { dueAt, dueDay: dueAt.slice(0, 10) };
}
