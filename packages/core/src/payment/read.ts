import { cursorOf, placeOf } from "../platform/cursor.ts";
import { notFound } from "../platform/errors.ts";
import { actingShopper } from "../shopper/shopper.ts";
import { payment } from "./payment.entity.ts";
import { type Account, load, type Payment } from "./store.ts";

const PAGE = 20;

/** One of the acting shopper's payments with its tries and refunds. Throws `not_found`. */
export async function ownAccount(paymentId: string): Promise<Account> {
  const userId = actingShopper();
  const account = await load(paymentId);
  if (account?.payment.userId !== userId) throw notFound({ paymentId });
  return account;
}

/** The acting shopper's payments, newest first, a page at a time. */
export async function list(
  page: { cursor?: string | undefined; limit?: number | undefined } = {},
): Promise<{ items: Payment[]; nextCursor: string | null }> {
  const limit = page.limit ?? PAGE;
  const all = payment().query.byShopper({ userId: actingShopper() });
  const after = page.cursor && placeOf(page.cursor, "pay");
  const found = after ? all.lt({ createdAt: after.at, paymentId: after.id }) : all;
  const { data } = await found.go({ order: "desc", limit: limit + 1 });
  const items = data.slice(0, limit);
  const last = items.at(-1);
  const isMore = data.length > limit && last;
  return { items, nextCursor: isMore ? cursorOf({ at: last.createdAt, id: last.paymentId }) : null };
}
