import type { Refusal } from "./address.ts";
import { TooLarge } from "./body.ts";
import type { FetchResult } from "./fetch-result.ts";
import type { Robots } from "./robots.ts";
import { DISALLOW_ALL } from "./robots-policy.ts";
import { DeclaresEntities } from "./xml.ts";

/** What kept an address from giving a page: one word each, for logs, counts and alarms. */
export type Fault =
  | Refusal
  | "too_large"
  | "bomb"
  | "no_answer"
  | "slow_body"
  | "redirect_loop"
  | "too_many_redirects"
  | "wrong_type"
  | "bad_encoding"
  | "truncated"
  | "robots_unreachable"
  | "xml_entities"
  | "bad_list"
  | "header_flood"
  | "bad_protocol"
  | "no_such_host"
  | "connection"
  | "tls"
  | "stopped"
  | "network"
  | "busy"
  | "gone"
  | "http_error";

type Failed = Exclude<FetchResult, { kind: "ok" | "not_modified" }>;

/** The word for a fetch that gave no page. */
export function faultOf(result: Failed): Fault {
  switch (result.kind) {
    case "refused":
    case "bad_content":
      return result.why;
    case "too_large":
      return result.unpacked ? "bomb" : "too_large";
    case "timeout":
      return result.answered ? "slow_body" : "no_answer";
    case "redirect_loop":
      return result.circular ? "redirect_loop" : "too_many_redirects";
    case "http_error":
      return statusFault(result.status);
    case "network":
      return networkFault(result.code);
  }
}

/** Why nothing may be fetched while robots.txt cannot be had: the site's address itself, or the file. Null where it could be had. */
export function robotsFaultOf(result: FetchResult, robots: Robots): Fault | null {
  if (robots !== DISALLOW_ALL) return null;
  return result.kind === "refused" ? result.why : "robots_unreachable";
}

/** The word for a list (a sitemap, a feed) that could be fetched and not read; null when it is not the list's fault. */
export function listFaultOf(error: unknown): Fault | null {
  if (error instanceof DeclaresEntities) return "xml_entities";
  if (error instanceof TooLarge) return error.unpacked ? "bomb" : "too_large";
  return /^Z_/.test((error as { code?: string }).code ?? "") ? "bad_encoding" : null;
}

/** A compressed page that broke off before its end tag: parts of the product would look as if the shop had taken them away. */
export function isCutOff(page: Extract<FetchResult, { kind: "ok" }>): boolean {
  return page.truncated === true && !/<\/html\s*>\s*(?:<!--|$)/i.test(page.text.slice(-4000));
}

const GONE = new Set([404, 410]);
const BUSY = new Set([429, 503]);

function statusFault(status: number): Fault {
  if (GONE.has(status)) return "gone";
  return BUSY.has(status) ? "busy" : "http_error";
}

const NETWORK: readonly [RegExp, Fault][] = [
  [/^ABORTED$/, "stopped"],
  [/^HPE_HEADER_OVERFLOW$/, "header_flood"],
  [/^HPE_/, "bad_protocol"],
  [/^E(?:NOTFOUND|AI_|NODATA)/, "no_such_host"],
  [/CERT|TLS|SSL|EPROTO|SELF_SIGNED|UNABLE_TO_/, "tls"],
  [/^E(?:CONN|PIPE|HOSTUNREACH|NETUNREACH|TIMEDOUT)|SOCKET/, "connection"],
];

function networkFault(code: string): Fault {
  return NETWORK.find(([pattern]) => pattern.test(code))?.[1] ?? "network";
}
