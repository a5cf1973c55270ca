import type { FetchResult } from "@stylegence/crawler/fetch-result";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { commit, write } from "../platform/transaction.ts";
import { calendar } from "./calendar.entity.ts";
import { refuseImpersonator, unchanged } from "./row.ts";
import { actingShopper, current } from "./shopper.ts";

export interface CalendarView {
  connected: boolean;
  provider: "ical" | null;
  /** The address itself is never told again. */
  host: string | null;
  lastSyncedAt: string | null;
}

const NONE: CalendarView = { connected: false, provider: null, host: null, lastSyncedAt: null };
const LIMITS = { timeoutMs: 8000, maxBytes: 4 * 1024 * 1024 };

/** Whether the acting shopper has a calendar, and at which host. */
export async function read(): Promise<CalendarView> {
  const { data } = await calendar().get({ userId: actingShopper() }).go({ consistent: true });
  if (!data) return NONE;
  const { provider, url, lastSyncedAt = null } = data;
  return { connected: true, provider, host: new URL(url).host, lastSyncedAt };
}

/**
 * Keeps the address of the acting shopper's iCal file once it has been fetched and is one. Throws `invalid` for an address that is not
 * https, not public, does not answer or holds no calendar; neither the message nor the log quotes it.
 */
export async function connect(address: string, fetch = fetchCalendar): Promise<CalendarView> {
  refuseImpersonator();
  const url = await fitUrl(address);
  if (!isCalendar(await fetch(url))) throw refused("leads to no calendar");
  const { now } = context();
  const shopper = await current();
  const item = { userId: shopper.userId, provider: "ical" as const, url, connectedAt: now().toISOString() };
  await commit([write(calendar().put(item)), unchanged(shopper)]);
  return { ...NONE, connected: true, provider: "ical", host: new URL(url).host };
}

/** Forgets the acting shopper's calendar; no error where there is none. */
export async function disconnect(): Promise<void> {
  await calendar().delete({ userId: actingShopper() }).go();
}

/** Https, other than at a host that the stage itself names: there is one for trying things out. */
async function fitUrl(address: string): Promise<string> {
  const url = URL.parse(address.trim().replace(/^webcals?:/i, "https:"));
  if (!url || !(await isFit(url))) throw refused("is no https address");
  if (url.username || url.password) throw refused("carries a password");
  return url.href;
}

async function isFit({ protocol, hostname }: URL): Promise<boolean> {
  const { isNamed } = await import("../crawl/web.ts");
  return protocol === "https:" || (protocol === "http:" && isNamed(hostname));
}

async function fetchCalendar(url: string): Promise<FetchResult> {
  const { fetchAs } = await import("../crawl/web.ts");
  return fetchAs(url, { ...LIMITS, onRedirect: (to) => isFit(new URL(to)) });
}

function isCalendar(result: FetchResult): boolean {
  return result.kind === "ok" && /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(result.text);
}

function refused(why: string): DomainError {
  const fields = [{ field: "url", message: why }];
  return new DomainError("invalid", "This calendar can't be connected.", { fields });
}
