import ipaddr from "ipaddr.js";
import type { ResolveTable } from "./fetch-result.ts";
import { resolved } from "./resolve.ts";
import { isHttp, parse } from "./url.ts";

/** Why an address is not fetched. The last three come from its look-up, its redirects and the browser. */
export type Refusal =
  | "bad_address"
  | "bad_scheme"
  | "credentials"
  | "private_address"
  | "local_name"
  | "closed_port"
  | "private_lookup"
  | "not_followed"
  | "not_rendered";

export type Verdict = { ok: true; url: URL } | { ok: false; why: Refusal; reason: string };

/** Names that mean this machine or this network wherever they are asked for. */
const LOCAL_NAME = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home|corp|private|home\.arpa)$/;

/** Below 1024 only the web's own ports; above, not those of well-known services. */
const CLOSED_PORTS: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 2375, 2376, 2379, 3306, 3659, 4045, 4190, 5060, 5061, 5432, 5672, 5984, 6000, 6379, 6443,
  6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 7001, 9042, 9092, 9200, 9300, 10080, 10250, 11211, 15672, 27017,
  50070,
]);

/** Prefixes of IPv6 that carry an IPv4 address in their last 32 bits: what they reach is that address. */
const CARRIERS: readonly [ipaddr.IPv6, number][] = (
  [
    ["::ffff:0:0", 96],
    ["::ffff:0:0:0", 96],
    ["64:ff9b::", 96],
    ["64:ff9b:1::", 48],
    ["::", 96],
  ] as const
).map(([prefix, bits]) => [ipaddr.IPv6.parse(prefix), bits]);

/**
 * Whether an IP address, in its plain spelling, lies in the public internet. Everything else is not: private, loopback,
 * link-local, shared, multicast, documentation and reserved ranges, tunnels, and IPv6 that carries such an IPv4.
 */
export function isPublicAddress(text: string): boolean {
  const bare = text.replace(/^\[|\]$/g, "");
  if (ipaddr.IPv4.isValidFourPartDecimal(bare) && !/(?:^|\.)0\d/.test(bare)) return isPublicV4(ipaddr.IPv4.parse(bare));
  if (!bare.includes(":") || bare.includes("%") || !ipaddr.IPv6.isValid(bare)) return false;
  const address = ipaddr.IPv6.parse(bare);
  if (CARRIERS.some(([prefix, bits]) => address.match(prefix, bits))) {
    return isPublicV4(new ipaddr.IPv4(address.toByteArray().slice(-4)));
  }
  return address.range() === "unicast";
}

/**
 * Whether an address may be fetched at all, before any look-up: http(s), no credentials, an open port, a public host.
 * Hosts that `table` names are trusted, whatever they resolve to and whichever port they use.
 */
export function checkUrl(url: string | URL, table: ResolveTable = []): Verdict {
  const parsed = typeof url === "string" ? parse(url) : url;
  if (!parsed) return refuse("bad_address", "not an address");
  if (!isHttp(parsed)) return refuse("bad_scheme", `scheme ${parsed.protocol} is not fetched`);
  if (parsed.username || parsed.password) return refuse("credentials", "credentials in the address");
  const host = parsed.hostname.replace(/\.$/, "");
  if (resolved(table, host)) return { ok: true, url: parsed };
  const literal = host.startsWith("[") || /^[\d.]+$/.test(host);
  if (literal && !isPublicAddress(host)) return refuse("private_address", `${host} is not a public address`);
  if (!literal && !isPublicName(host)) return refuse("local_name", `${host} is a local name`);
  const port = Number(parsed.port || (parsed.protocol === "https:" ? 443 : 80));
  if ((port < 1024 && port !== 80 && port !== 443) || CLOSED_PORTS.has(port))
    return refuse("closed_port", `port ${port} is closed`);
  return { ok: true, url: parsed };
}

/** What a person pasted as an http(s) address: the scheme may be missing. Null when it is none. */
export function pastedUrl(text: string): string | null {
  const trimmed = text.trim();
  const given = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) && !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+:\d+(?:[/?#]|$)/i.test(trimmed);
  const url = parse(given ? trimmed : `https://${trimmed.replace(/^\/+/, "")}`);
  return url && isHttp(url) ? url.href : null;
}

function isPublicV4(address: ipaddr.IPv4): boolean {
  return address.range() === "unicast";
}

function isPublicName(host: string): boolean {
  return host.includes(".") && !host.startsWith(".") && !host.includes("..") && !LOCAL_NAME.test(host);
}

function refuse(why: Refusal, reason: string): Verdict {
  return { ok: false, why, reason };
}
