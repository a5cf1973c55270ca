import { message } from "../platform/outbox.ts";
import type { Write } from "../platform/transaction.ts";
import type { Upload } from "../upload/upload.entity.ts";
import type { Receipt } from "./receipt.entity.ts";
import { find, next } from "./row.ts";
import { refusal } from "./settle.ts";
import { mayFollow } from "./transition.ts";

/** The writes that have every claim with an upload read, for the transaction that validates it. */
export async function readAll(upload: Pick<Upload, "userId" | "claims">): Promise<Write[]> {
  const open = (await claimsOf(upload)).filter(({ state }) => mayFollow(state, "reading"));
  return open.flatMap((known) => [
    next(known, { state: "reading" }),
    message("upload", { kind: "read", userId: known.userId, receiptId: known.receiptId }),
  ]);
}

/** The writes that refuse every claim with an upload, for the transaction that rejects it. */
export async function refuseAll(upload: Pick<Upload, "userId" | "claims">, reason: string): Promise<Write[]> {
  const open = (await claimsOf(upload)).filter(({ state }) => mayFollow(state, "refused"));
  return open.flatMap((known) => refusal(known, { reason }, "matching"));
}

async function claimsOf({ userId, claims }: Pick<Upload, "userId" | "claims">): Promise<Receipt[]> {
  const found = await Promise.all(claims.map((receiptId) => find(userId, receiptId)));
  return found.filter((one) => one !== null);
}
