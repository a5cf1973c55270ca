import { checkUrl } from "@stylegence/crawler/address";
import { parseResolve, resolved } from "@stylegence/crawler/resolve";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";
import { actingShopper } from "../shopper/shopper.ts";
import { type PushSubscription, pushSubscription } from "./device.entity.ts";

export type { PushSubscription };

export interface Subscribing {
  endpoint: string;
  keys: { p256dh: string; auth: string };
  label?: string | undefined;
}

/** More than anybody has; the oldest goes for the newest. */
const MAX_DEVICES = 10;

/**
 * Remembers the acting shopper's browser. One that was another shopper's is theirs no more: it shows what is sent to it to whoever sits
 * there. Throws `invalid` for an address that nothing may be sent to.
 */
export async function add({ endpoint, keys, label }: Subscribing): Promise<PushSubscription> {
  const userId = actingShopper();
  checkEndpoint(endpoint);
  const subscriptionId = `psh_${hash26(endpoint)}`;
  const made = { userId, subscriptionId, endpoint, ...keys, label, createdAt: context().now().toISOString() };
  await pushSubscription().put(made).go();
  const { data: same } = await pushSubscription().query.byEndpoint({ subscriptionId }).go();
  await Promise.all(same.filter((other) => other.userId !== userId).map(remove));
  const all = await list(userId);
  await Promise.all(all.slice(MAX_DEVICES).map(remove));
  return made;
}

/** A shopper's browsers, newest first. Strongly consistent. */
export async function list(userId: string): Promise<PushSubscription[]> {
  const { data } = await pushSubscription().query.primary({ userId }).go({ pages: "all", consistent: true });
  return data.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt));
}

/** The acting shopper's browsers, newest first. */
export function mine(): Promise<PushSubscription[]> {
  return list(actingShopper());
}

/** Forgets a browser of the acting shopper; no error where there is none. */
export async function forget(subscriptionId: string): Promise<void> {
  await remove({ userId: actingShopper(), subscriptionId });
}

export async function remove({ userId, subscriptionId }: Pick<PushSubscription, "userId" | "subscriptionId">) {
  await pushSubscription().delete({ userId, subscriptionId }).go();
}

/** Anybody may name an address: only public ones over TLS are sent to, and those that the stage says are its own. */
function checkEndpoint(endpoint: string): void {
  const table = parseResolve(context().config.CRAWL_RESOLVE);
  const verdict = checkUrl(endpoint, table);
  const reason = verdict.ok ? unsafe(verdict.url, resolved(table, verdict.url.hostname) !== null) : verdict.reason;
  if (reason === null) return;
  throw new DomainError("invalid", "This push service can't be used.", {
    fields: [{ field: "endpoint", message: reason }],
  });
}

function unsafe({ protocol }: URL, isOurs: boolean): string | null {
  return protocol === "https:" || isOurs ? null : "must be https";
}
