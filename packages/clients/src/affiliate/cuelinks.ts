import type { Puller, PullSettings } from "./port.ts";
import { at, identity, type Patience, parse, requester } from "./request.ts";
import { seconds, windows } from "./window.ts";

const SERVICE = "cuelinks";
const API = "https://www.cuelinks.com";
const LIMIT = 100;
/** Validated after some 60 days, claimable until the 3rd of the month after: whatever is younger may change without a trace. */
const OPEN_DAYS = 100;

/** Every transaction that may still change: Cuelinks can't be asked what did. Credentials: `token`. */
export function cuelinksPuller(settings: PullSettings, patience?: Patience): Puller {
  const { apiUrl = API, now } = settings;
  const { token } = identity(SERVICE, settings, "token");
  const request = requester(SERVICE, 500, patience);
  return {
    since: (state) =>
      windows(state, {
        service: SERVICE,
        maxDays: 30,
        overlapHours: OPEN_DAYS * 24,
        firstDays: OPEN_DAYS,
        now,
        async step({ from, until, step }) {
          const url = at(apiUrl, "/api/v2/transactions.json", {
            start_date: seconds(from),
            end_date: seconds(until),
            page: step + 1,
            per_page: LIMIT,
          });
          const { status, text } = await request(url, { headers: { authorization: `Token token="${token}"` } });
          if (status === 204 || text.trim() === "") return { raw: "", more: false };
          const { transactions = [] } = parse<{ transactions?: unknown[] }>(SERVICE, text);
          return { raw: transactions.length > 0 ? text : "", more: transactions.length >= LIMIT };
        },
      }),
  };
}
