import { ServiceError } from "../service-error.ts";
import type { Puller, PullSettings } from "./port.ts";
import { at, identity, type Patience, parse, requester } from "./request.ts";
import { DAY_MS, seconds } from "./window.ts";

const SERVICE = "cj";
const API = "https://commissions.api.cj.com";
/** 25 calls a minute. */
const APART_MS = 2500;
const FIRST_DAYS = 30;
const OVERLAP_DAYS = 2;
/** Until what was locked is paid out, and so closed. */
const LOCK_OVERLAP_DAYS = 45;
const MAX_LOCK_DAYS = 30;

const FIELDS = `count limit maxCommissionId payloadComplete records {
  commissionId orderId shopperId actionStatus validationStatus original originalActionId correctionReason actionType
  advertiserId advertiserName eventDate postingDate lockingDate saleAmountPubCurrency pubCommissionAmountPubCurrency
  items { sku quantity perItemSaleAmountPubCurrency totalCommissionPubCurrency }
}`;

interface Answer {
  data?: { publisherCommissions?: Commissions | null } | null;
  errors?: { message?: string }[];
}
interface Commissions {
  maxCommissionId?: string | null;
  payloadComplete?: boolean;
  records?: unknown[];
}

/** Without `lockedFrom` new records are read, with it what was locked. */
type Place = { postedSince: string; lockedUntil: string } & Partial<
  Record<"commissionId" | "lockedFrom" | "lockedAfter", string>
>;

interface Step {
  raw: string;
  next: Place;
}

/**
 * New records by their number, as CJ wants it, corrections among them; then those that were locked since, which keep the numbers
 * they had. Credentials: `token`, `companyId` (CID).
 */
export function cjPuller(settings: PullSettings, patience?: Patience): Puller {
  const { apiUrl = API, now } = settings;
  const { token, companyId } = identity(SERVICE, settings, "token", "companyId");
  const request = requester(SERVICE, APART_MS, patience);

  const daysAgo = (days: number) => seconds(new Date(now.getTime() - days * DAY_MS));

  async function ask(filter: Record<string, unknown>) {
    const args = { forPublishers: [companyId], ...filter };
    const query = `{ publisherCommissions(${written(args)}) { ${FIELDS} } }`;
    const { text } = await request(at(apiUrl, "/query"), {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = parse<Answer>(SERVICE, text);
    const found = data?.publisherCommissions;
    if (errors?.length || !found) throw new ServiceError(SERVICE, "rejected", errors?.[0]?.message ?? "no data");
    const complete = found.payloadComplete !== false || !found.maxCommissionId;
    return { raw: found.records?.length ? text : "", max: found.maxCommissionId ?? undefined, complete };
  }

  /** New records, by number; by date as long as there was none. */
  async function fresh(state: Place): Promise<Step> {
    const { commissionId, postedSince } = state;
    const { raw, max, complete } = await ask(
      commissionId ? { sinceCommissionId: commissionId } : { sincePostingDate: postedSince },
    );
    const reached = max ? { ...state, commissionId: max } : state;
    if (!complete && max !== commissionId) return { raw, next: reached };
    const since = reached.commissionId ? postedSince : daysAgo(OVERLAP_DAYS);
    const lockedFrom = new Date(Date.parse(state.lockedUntil) - LOCK_OVERLAP_DAYS * DAY_MS).toISOString();
    return { raw, next: { ...reached, postedSince: since, lockedFrom } };
  }

  /** A page of what was locked in a window of time. */
  async function locked({ lockedFrom, lockedAfter, ...settled }: Place, from: Date): Promise<Step> {
    const until = new Date(Math.min(from.getTime() + MAX_LOCK_DAYS * DAY_MS, now.getTime()));
    const window = { sinceLockingDate: seconds(from), beforeLockingDate: seconds(until) };
    const { raw, max, complete } = await ask(lockedAfter ? { ...window, sinceCommissionId: lockedAfter } : window);
    if (!complete && max && max !== lockedAfter) {
      return { raw, next: { ...settled, lockedFrom: from.toISOString(), lockedAfter: max } };
    }
    const end = until.toISOString();
    return { raw, next: until < now ? { ...settled, lockedFrom: end } : { ...settled, lockedUntil: end } };
  }

  return {
    async *since(state) {
      let place: Place = { postedSince: daysAgo(FIRST_DAYS), lockedUntil: daysAgo(FIRST_DAYS), ...state };
      for (let isDone = false; !isDone; ) {
        const { lockedFrom } = place;
        const { raw, next } = await (lockedFrom ? locked(place, new Date(lockedFrom)) : fresh(place));
        yield { raw, next };
        isDone = lockedFrom !== undefined && next.lockedFrom === undefined;
        place = next;
      }
    },
  };
}

/** GraphQL's own writing: names without quotes. */
function written(args: Record<string, unknown>): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ");
}
