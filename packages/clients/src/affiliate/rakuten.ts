import { ServiceError } from "../service-error.ts";
import type { Puller, PullSettings } from "./port.ts";
import { at, identity, type Patience, parse, requester } from "./request.ts";
import { tokens } from "./token.ts";
import { DAY_MS, day, plain, type Window, windows } from "./window.ts";

const SERVICE = "rakuten";
const API = "https://api.linksynergy.com";
const REPORTS = "https://ran-reporting.rakutenmarketing.com";
const REPORT = "signature-orders-report";
const LIMIT = 1000;
/** The Events API holds a week or two. */
const EVENT_DAYS = 14;

/**
 * The signature report, which counts, then the Events API page by page, which is early. Credentials: `clientId`, `clientSecret`
 * and `accountId` (SID) for the events, `reportToken` for the report; values `report` (its name), `network` and `reportsUrl` where not the usual.
 */
export function rakutenPuller(settings: PullSettings, patience?: Patience): Puller {
  const { apiUrl = API, now } = settings;
  const known = identity(SERVICE, settings, "clientId", "clientSecret", "accountId", "reportToken");
  const { reportsUrl = settings.apiUrl ?? REPORTS, report: reportName = REPORT, network = "1" } = settings.values;
  const request = requester(SERVICE, 1000, patience);
  const withToken = tokens(SERVICE, async () => {
    const key = Buffer.from(`${known.clientId}:${known.clientSecret}`).toString("base64");
    const headers = { authorization: `Bearer ${key}` };
    const body = new URLSearchParams({ scope: known.accountId });
    return (await request(at(apiUrl, "/token"), { method: "POST", headers, body })).text;
  });

  async function report({ from, until }: Window) {
    const url = at(reportsUrl, `/en/reports/${encodeURIComponent(reportName)}/filters`, {
      start_date: day(from),
      end_date: day(until),
      include_summary: "N",
      network,
      tz: "GMT",
      date_type: "process",
      token: known.reportToken,
    });
    const { text } = await request(url, { headers: { accept: "text/csv" } });
    const raw = text.trim().split("\n").length > 1 ? text : "";
    return { raw, more: now.getTime() - until.getTime() < EVENT_DAYS * DAY_MS };
  }

  async function events({ from, until, step }: Window) {
    const url = at(apiUrl, "/events/1.0/transactions", {
      process_date_start: plain(from),
      process_date_end: plain(until),
      limit: LIMIT,
      page: step,
    });
    const { text } = await withToken((authorization) =>
      request(url, { headers: { authorization, accept: "text/json" } }),
    );
    const transactions = parse<unknown>(SERVICE, text);
    if (!Array.isArray(transactions)) throw new ServiceError(SERVICE, "unavailable", "answer is no list");
    return { raw: transactions.length > 0 ? text : "", more: transactions.length >= LIMIT };
  }

  return {
    since: (state) =>
      windows(state, {
        service: SERVICE,
        maxDays: 30,
        overlapHours: 48,
        firstDays: 90,
        now,
        step: (window) => (window.step === 0 ? report(window) : events(window)),
      }),
  };
}
