import { ServiceError } from "../service-error.ts";
import type { Puller, PullPage, PullSettings, PullState } from "./port.ts";
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

  async function* fresh(state: PullState): AsyncGenerator<PullPage, PullState> {
    let reached = state;
    for (;;) {
      const { commissionId, postedSince } = reached;
      const { raw, max, complete } = await ask(
        commissionId ? { sinceCommissionId: commissionId } : { sincePostingDate: postedSince },
      );
      const done = complete || max === commissionId;
      // Without any record there is no number to go on from.
      if (done && !max && !commissionId) reached = { ...reached, postedSince: daysAgo(OVERLAP_DAYS) };
      if (max) reached = { ...reached, commissionId: max };
      yield { raw, next: reached };
      if (done) return reached;
    }
  }

  async function* locked(state: PullState): AsyncGenerator<PullPage> {
    let from = Date.parse(state.lockedUntil ?? "") - LOCK_OVERLAP_DAYS * DAY_MS;
    while (from < now.getTime()) {
      const until = new Date(Math.min(from + MAX_LOCK_DAYS * DAY_MS, now.getTime()));
      const window = { sinceLockingDate: seconds(new Date(from)), beforeLockingDate: seconds(until) };
      for (let after: string | undefined; ; ) {
        const { raw, max, complete } = await ask(after ? { ...window, sinceCommissionId: after } : window);
        const done = complete || max === after;
        yield { raw, next: done ? { ...state, lockedUntil: until.toISOString() } : state };
        if (done) break;
        after = max;
      }
      from = until.getTime();
    }
  }

  return {
    async *since(state) {
      yield* locked(yield* fresh({ postedSince: daysAgo(FIRST_DAYS), lockedUntil: daysAgo(FIRST_DAYS), ...state }));
    },
  };
}

/** GraphQL's own writing: names without quotes. */
function written(args: Record<string, unknown>): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ");
}
