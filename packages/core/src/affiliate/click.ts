import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { message } from "../platform/outbox.ts";
import { commit } from "../platform/transaction.ts";
import { ageOf } from "../shopper/age.ts";
import * as Shopper from "../shopper/shopper.ts";
import type { Clicked } from "./affiliate.events.ts";
import { affiliateClick, affiliateWait, type Click } from "./click.entity.ts";

export type { Click };

/** Networks take two months to approve, and some take back after a year. */
const KEPT_S = 400 * 86_400;
const WAIT_KEPT_S = 60 * 86_400;

/** A click by its id, or null. Strongly consistent. */
export async function find(clickId: string): Promise<Click | null> {
  const { data } = await affiliateClick().get({ clickId }).go({ consistent: true });
  return data;
}

/**
 * Stores a click; told again it changes nothing. It is nobody's where the shopper is a minor, locked or gone. What came in before it
 * and names it is read again.
 */
export async function record(clicked: Omit<Clicked, "kind" | "actor">): Promise<"stored" | "known"> {
  const { userId, ...click } = clicked;
  const owner = userId !== undefined && (await mayBeFollowed(userId)) ? { userId } : {};
  const expiresAt = Math.floor(Date.parse(click.clickedAt) / 1000) + KEPT_S;
  const stored = await unlessRefused(
    affiliateClick()
      .create({ ...click, ...owner, expiresAt })
      .go(),
  );
  await release(click.clickId);
  return stored ? "stored" : "known";
}

async function mayBeFollowed(userId: string): Promise<boolean> {
  const shopper = await Shopper.find(userId);
  return shopper !== null && !shopper.banned && ageOf(shopper, context().now()) !== "minor";
}

async function release(clickId: string): Promise<void> {
  const { data } = await affiliateWait().query.primary({ clickId }).go({ consistent: true, pages: "all" });
  for (const { callbackId } of data) {
    await commit([message("affiliate", { kind: "callback", callbackId })]);
    await affiliateWait().delete({ clickId, callbackId }).go();
  }
}

/** Has a message read again once its click is stored, which may be while this is asked. */
export async function bringBack(clickId: string, callbackId: string): Promise<void> {
  const expiresAt = Math.floor(context().now().getTime() / 1000) + WAIT_KEPT_S;
  await affiliateWait().put({ clickId, callbackId, expiresAt }).go();
  if (await find(clickId)) await release(clickId);
}
