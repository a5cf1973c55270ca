import * as Audit from "../platform/audit.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { commit } from "../platform/transaction.ts";
import { unlessDeleted } from "../shopper/shopper.ts";
import * as Uploads from "../upload/row.ts";
import { usedUp, useUp } from "./mark.ts";
import { type Receipt, receipt } from "./receipt.entity.ts";
import { find } from "./row.ts";
import { confirmation, refusal, released } from "./settle.ts";
import { mayFollow } from "./transition.ts";

const PAGE = 50;

function refuseOthers(): void {
  const { type } = context().actor;
  if (type !== "staff" && type !== "system") throw new DomainError("forbidden", "Only staff can do this.");
}

/** Claims that are for staff to decide, oldest first, a page at a time. */
export async function list(cursor?: string): Promise<{ items: Receipt[]; cursor: string | null }> {
  refuseOthers();
  const found = await receipt()
    .query.byState({ state: "review" })
    .go({ limit: PAGE, cursor: cursor ?? null });
  return { items: found.data, cursor: found.cursor };
}

/** A claim by its id alone, with all that was read and how it fits. Throws `not_found`. */
export async function show(receiptId: string): Promise<Receipt> {
  refuseOthers();
  const { data } = await receipt().query.byId({ receiptId }).go({ limit: 1 });
  const found = data[0] && (await find(data[0].userId, receiptId));
  if (!found) throw notFound({ receiptId });
  return found;
}

/**
 * Decides a claim that waits for staff; the reason is kept in the audit, and told to the shopper where it is refused. Throws
 * `not_found`, and `conflict` where it is decided already or its receipt serves another claim.
 */
export async function decide(receiptId: string, verdict: "confirm" | "refuse", reason: string): Promise<Receipt> {
  refuseOthers();
  return onConflict(async () => {
    const known = await show(receiptId);
    const to = verdict === "confirm" ? "confirmed" : "refused";
    if (known.state !== "review" || !mayFollow(known.state, to)) {
      throw new DomainError("conflict", `This claim is ${known.state}.`, { retry: false });
    }
    const { userId, uploadId, reading, match } = known;
    const upload = await Uploads.find(userId, uploadId);
    if (!upload) throw notFound({ uploadId });
    const proof = reading && match && { receiptId, upload, reading, match };
    const used = verdict === "confirm" && proof ? await usedUp(proof) : null;
    if (used) throw new DomainError("invalid", used);
    const writes =
      verdict === "confirm"
        ? [...confirmation(known, {}, "staff"), ...(proof ? useUp(proof) : [])]
        : refusal(known, { reason }, "staff");
    const audited = Audit.record(receiptId, `receipt.${verdict}`, { reason });
    await commit([...writes, released(upload, receiptId), audited, unlessDeleted(userId)]);
    return show(receiptId);
  });
}
