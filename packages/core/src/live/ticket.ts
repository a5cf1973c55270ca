import { randomBytes } from "node:crypto";
import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { hash26 } from "../platform/hash.ts";
import * as Shopper from "../shopper/shopper.ts";
import { liveTicket } from "./ticket.entity.ts";

const LIFE_S = 60;

/** A secret that makes one connection the acting shopper's, good for a minute. Throws as `Shopper.ensure` does. */
export async function issue(): Promise<{ ticket: string; expiresAt: string }> {
  const { userId } = await Shopper.ensure();
  const ticket = randomBytes(24).toString("base64url");
  const expiresAt = Math.floor(context().now().getTime() / 1000) + LIFE_S;
  await liveTicket()
    .put({ ticketHash: hash26(ticket), userId, expiresAt })
    .go({ response: "none" });
  return { ticket, expiresAt: new Date(expiresAt * 1000).toISOString() };
}

/** Whose ticket it is, which is then used up; null for one that is unknown, used or too old, or whose shopper is no more. */
export async function redeem(ticket: string): Promise<string | null> {
  const now = Math.floor(context().now().getTime() / 1000);
  const taken = liveTicket()
    .remove({ ticketHash: hash26(ticket) })
    .where((item, { gt }) => gt(item.expiresAt, now));
  const data = (await unlessRefused(taken.go({ response: "all_old" })))?.data;
  if (!data) return null;
  const shopper = await Shopper.find(data.userId);
  return shopper && !shopper.banned ? data.userId : null;
}
