import { ServiceError } from "../service-error.ts";
import type { Puller, PullSettings } from "./port.ts";
import { at, identity, type Patience, parse, requester } from "./request.ts";
import { seconds, windows } from "./window.ts";

const SERVICE = "awin";
const API = "https://api.awin.com";
/** 20 calls a minute and user. */
const APART_MS = 3000;
/** New, then approved or declined, then amended: each has a clock of its own. */
const KINDS = ["transaction", "validation", "amendment"] as const;

/** Transactions by each of the times that change them. Credentials: `publisherId`, `accessToken`. */
export function awinPuller(settings: PullSettings, patience?: Patience): Puller {
  const { apiUrl = API, now } = settings;
  const { publisherId, accessToken } = identity(SERVICE, settings, "publisherId", "accessToken");
  const request = requester(SERVICE, APART_MS, patience);
  return {
    since: (state) =>
      windows(state, {
        service: SERVICE,
        maxDays: 31,
        overlapHours: 24,
        firstDays: 90,
        now,
        async step({ from, until, step }) {
          const url = at(apiUrl, `/publishers/${encodeURIComponent(publisherId)}/transactions/`, {
            startDate: seconds(from).slice(0, -1),
            endDate: seconds(until).slice(0, -1),
            timezone: "UTC",
            dateType: KINDS[step] ?? KINDS[0],
            showBasketProducts: "true",
          });
          const { text } = await request(url, { headers: { authorization: `Bearer ${accessToken}` } });
          const transactions = parse<unknown>(SERVICE, text);
          if (!Array.isArray(transactions)) throw new ServiceError(SERVICE, "unavailable", "answer is no list");
          return { raw: transactions.length > 0 ? text : "", more: step + 1 < KINDS.length };
        },
      }),
  };
}
