import * as Product from "../catalog/product.ts";
import { writeOnce } from "../notification/once.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";
import type { Money } from "../platform/money.ts";
import { message } from "../platform/outbox.ts";
import { type Page, pageOf } from "../platform/page.ts";
import type { Write } from "../platform/transaction.ts";
import { actingShopper } from "../shopper/shopper.ts";
import { PURCHASE_METHODS, type PurchaseRow, purchase } from "./purchase.entity.ts";

export type PurchaseMethod = (typeof PURCHASE_METHODS)[number];
export type PurchaseState = "claimed" | "confirmed" | "withdrawn";

export interface Purchase extends PurchaseRow {
  state: PurchaseState;
  confirmed: boolean;
}

export interface Bought {
  userId: string;
  groupId: string;
  variantId?: string | undefined;
  listingId?: string | undefined;
  method: PurchaseMethod;
  /** Names the business event: the same event is one purchase, however often it is told. */
  key: string;
  /** Minor units. */
  amount?: Money | undefined;
  /** ISO 8601 UTC. */
  boughtAt: string;
  confirmed: boolean;
}

/** The purchase's id: the same for the same shopper and business event. */
export function idOf(userId: string, key: string): string {
  return `pur_${hash26(`${userId} ${key}`)}`;
}

/**
 * The writes that record a purchase, for the transaction that learns of it. They carry no condition: told again they change nothing and
 * cancel nothing, and what was withdrawn stays so. Confirmed once, its shopper is asked for a review, once a garment. The caller adds
 * `unlessDeleted(userId)` where nothing else in the transaction holds that.
 */
export function recordWrites(bought: Bought): Write[] {
  const { key, confirmed, ...item } = bought;
  const at = context().now().toISOString();
  const purchaseId = idOf(bought.userId, key);
  const recorded = writeOnce(
    purchase().create({ ...item, purchaseId, recordedAt: at, ...(confirmed && { confirmedAt: at }) }),
  );
  if (!confirmed) return [recorded];
  return [recorded, message("upload", { kind: "bought", userId: bought.userId, purchaseId })];
}

/**
 * The write that takes a purchase back which was returned, or turned out to be none; it counts no more, also where it is only told of
 * later. It carries no condition, and may be done again.
 */
export function withdrawWrites(userId: string, key: string): Write[] {
  const { TableName, Key } = purchase()
    .get({ userId, purchaseId: idOf(userId, key) })
    .params<{ TableName: string; Key: object }>();
  const at = context().now().toISOString();
  return [
    {
      Update: {
        TableName,
        Key: { ...Key },
        UpdateExpression:
          "SET #at = if_not_exists(#at, :at), #user = :user, #id = :id, #entity = :entity, #version = :version",
        ExpressionAttributeNames: {
          ...{ "#at": "withdrawnAt", "#user": "userId", "#id": "purchaseId" },
          ...{ "#entity": "__edb_e__", "#version": "__edb_v__" },
        },
        ExpressionAttributeValues: {
          ...{ ":at": at, ":user": userId, ":id": idOf(userId, key) },
          ...{ ":entity": "purchase", ":version": "1" },
        },
      },
    },
  ];
}

/** A purchase of a shopper, or null. Strongly consistent. */
export async function find(userId: string, purchaseId: string): Promise<Purchase | null> {
  const { data } = await purchase().get({ userId, purchaseId }).go({ consistent: true });
  // One that was only ever taken back is none.
  return data?.groupId ? shown(data) : null;
}

/** The acting shopper's purchases, the latest bought first, a page at a time; withdrawn ones too. */
export async function list(page: Page = {}): Promise<{ items: Purchase[]; nextCursor: string | null }> {
  const { items, nextCursor } = await pageOf(purchase().query.byTime({ userId: actingShopper() }), page);
  return { items: items.map(shown), nextCursor };
}

/** Purchases that are looked through for a garment that others were merged into. */
const LOOKED_THROUGH = 50;

/**
 * The best proof that a shopper bought a garment: confirmed ones first, then by method, then the latest; null where they did not, or
 * took it back. A garment that was merged is the one that it became.
 */
export async function best(userId: string, groupId: string): Promise<Purchase | null> {
  const { data } = await purchase().query.byGarment({ userId, groupId }).go({ pages: "all" });
  const own = strongest(data);
  if (own) return own;
  const { data: others } = await purchase().query.byTime({ userId }).go({ order: "desc", limit: LOOKED_THROUGH });
  const ids = [...new Set(others.map((one) => one.groupId))].filter((id) => id !== groupId);
  if (ids.length === 0) return null;
  const [wanted, ...current] = await Promise.all([groupId, ...ids].map(todays));
  const same = new Set(ids.filter((_, at) => current[at] === wanted));
  return strongest(others.filter((one) => same.has(one.groupId)));
}

/** A garment that is gone is only itself. */
async function todays(groupId: string): Promise<string> {
  try {
    return await Product.resolve(groupId);
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return groupId;
    throw error;
  }
}

function strongest(rows: readonly PurchaseRow[]): Purchase | null {
  const rank = ({ confirmed, method }: Purchase) =>
    (confirmed ? 0 : PURCHASE_METHODS.length) + PURCHASE_METHODS.indexOf(method);
  const standing = rows.map(shown).filter(({ state }) => state !== "withdrawn");
  return standing.sort((a, b) => rank(a) - rank(b) || (a.boughtAt < b.boughtAt ? 1 : -1))[0] ?? null;
}

function shown(row: PurchaseRow): Purchase {
  const state = row.withdrawnAt ? "withdrawn" : row.confirmedAt ? "confirmed" : "claimed";
  return { ...row, state, confirmed: state === "confirmed" };
}
