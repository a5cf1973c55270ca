import type { Puller, PullSettings } from "./port.ts";
import { at, basic, identity, type Patience, parse, requester } from "./request.ts";
import { seconds, windows } from "./window.ts";

const SERVICE = "impact";
const API = "https://api.impact.com";
const LIMIT = 1000;

interface Answer {
  Actions?: unknown[];
  "@numpages"?: string | number;
  "@total"?: string | number;
}

/** Actions by when they last changed. Credentials: `accountSid`, `authToken`. */
export function impactPuller(settings: PullSettings, patience?: Patience): Puller {
  const { apiUrl = API, now } = settings;
  const { accountSid, authToken } = identity(SERVICE, settings, "accountSid", "authToken");
  const request = requester(SERVICE, 1000, patience);
  return {
    since: (state) =>
      windows(state, {
        service: SERVICE,
        maxDays: 44,
        overlapHours: 24,
        firstDays: 90,
        now,
        async step({ from, until, step }) {
          const url = at(apiUrl, `/Mediapartners/${encodeURIComponent(accountSid)}/Actions`, {
            StartDate: seconds(from),
            EndDate: seconds(until),
            PageSize: LIMIT,
            Page: step + 1,
          });
          const authorization = basic(accountSid, authToken);
          const { text } = await request(url, { headers: { authorization, accept: "application/json" } });
          const { Actions = [], "@numpages": pages, "@total": found } = parse<Answer>(SERVICE, text);
          const more = pages === undefined ? Actions.length >= LIMIT : Actions.length > 0 && step + 1 < Number(pages);
          const total = found === undefined ? undefined : Number(found);
          return { raw: Actions.length > 0 ? text : "", more, total };
        },
      }),
  };
}
