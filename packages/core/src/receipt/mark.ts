import { context } from "../platform/context.ts";
import { hash26 } from "../platform/hash.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { type Write, write } from "../platform/transaction.ts";
import type { Upload } from "../upload/upload.entity.ts";
import { MAX_AGE_DAYS, type Match } from "./match.ts";
import type { Reading } from "./reading.ts";
import { receiptMark } from "./receipt.entity.ts";

/** Longer than a receipt counts. */
const KEPT_S = (MAX_AGE_DAYS + 60) * 86_400;

interface Used {
  mark: string;
  owner: string;
  reason: string;
}

export interface Proof {
  receiptId: string;
  upload: Pick<Upload, "userId" | "foundSha256">;
  reading: Reading;
  match: Match;
}

/** Letters that readers take for digits. */
const CONFUSED: Record<string, string> = { O: "0", Q: "0", D: "0", I: "1", L: "1", Z: "2", S: "5", B: "8" };

/** What names an order however it was photographed: its id at the shop, or all that it says where it has none. */
export function orderName({ orderId, shop, day, total, lines }: Reading, sourceId: string | null): string {
  const at = sourceId ?? shop?.toLowerCase() ?? "";
  if (!orderId) {
    const amounts = lines.map(({ amount }) => amount.amount).sort((a, b) => a - b);
    return `${at} ${day} ${total?.amount} ${amounts.join(" ")}`;
  }
  const bare = orderId.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return `${at} ${bare.replace(/[OQDILZSB]/g, (letter) => CONFUSED[letter] ?? letter)}`;
}

function usedBy({ receiptId, upload, reading, match }: Proof): Used[] {
  const owner = pseudonymOf(upload.userId);
  const order = orderName(reading, match.sourceId);
  const another = "This receipt was used by another account.";
  const marks = [{ name: `order ${order}`, owner, reason: another }];
  if (upload.foundSha256) marks.push({ name: `file ${upload.foundSha256}`, owner, reason: another });
  if (match.line) {
    const line = `line ${order} ${match.line.amount.amount} ${match.nth}`;
    marks.push({ name: line, owner: receiptId, reason: "This line of the receipt was used for another claim." });
  }
  return marks.map(({ name, ...rest }) => ({ mark: hash26(name), ...rest }));
}

/** The writes that use a receipt up, for the transaction that confirms it: refused where it serves another already. */
export function useUp(proof: Proof): Write[] {
  const expiresAt = Math.floor(context().now().getTime() / 1000) + KEPT_S;
  return usedBy(proof).map(({ mark, owner }) =>
    write(
      receiptMark()
        .put({ mark, owner, expiresAt })
        .where((known, { eq, notExists }) => `${notExists(known.owner)} OR ${eq(known.owner, owner)}`),
    ),
  );
}

/** Why a receipt can't serve this claim, for people; null where it can. Strongly consistent. */
export async function usedUp(proof: Proof): Promise<string | null> {
  for (const { mark, owner, reason } of usedBy(proof)) {
    const { data } = await receiptMark().get({ mark }).go({ consistent: true });
    if (data && data.owner !== owner) return reason;
  }
  return null;
}
