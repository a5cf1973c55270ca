import type { Puller, PullSettings } from "./port.ts";
import { at, basic, identity, type Patience, parse, requester } from "./request.ts";
import { tokens } from "./token.ts";
import { dotted, windows } from "./window.ts";

const SERVICE = "admitad";
const API = "https://api.admitad.com";
const LIMIT = 500;

interface Answer {
  results?: unknown[];
  _meta?: { count?: number };
}

/**
 * Actions by when their status changed. Credentials: `clientId`, `clientSecret`. Its clock may be Moscow's, three hours ahead of
 * the times we ask with: the windows overlap by more.
 */
export function admitadPuller(settings: PullSettings, patience?: Patience): Puller {
  const { apiUrl = API, now } = settings;
  const { clientId, clientSecret } = identity(SERVICE, settings, "clientId", "clientSecret");
  const request = requester(SERVICE, 200, patience);
  const withToken = tokens(SERVICE, async () => {
    const body = new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, scope: "statistics" });
    const headers = { authorization: basic(clientId, clientSecret) };
    return (await request(at(apiUrl, "/token/"), { method: "POST", headers, body })).text;
  });

  return {
    since: (state) =>
      windows(state, {
        service: SERVICE,
        maxDays: 30,
        overlapHours: 8,
        firstDays: 90,
        now,
        async step({ from, until, step }) {
          const url = at(apiUrl, "/statistics/actions/", {
            status_updated_start: dotted(from),
            status_updated_end: dotted(until),
            order_by: "datetime",
            limit: LIMIT,
            offset: step * LIMIT,
          });
          const { text } = await withToken((authorization) => request(url, { headers: { authorization } }));
          const { results = [], _meta } = parse<Answer>(SERVICE, text);
          const read = step * LIMIT + results.length;
          const total = _meta?.count;
          return { raw: results.length > 0 ? text : "", more: results.length > 0 && read < (total ?? read), total };
        },
      }),
  };
}
