// Apart from the other rules of addresses: the list of suffixes weighs more than all else that a function needs.
import { getDomain } from "tldts";
import { parse } from "./url.ts";

/**
 * The domain somebody registered ("shop.example.co.uk" → "example.co.uk"), private suffixes such as myshopify.com
 * counted, from a host or an address. Null for a bare suffix or an IP address.
 */
export function registrableDomain(hostOrUrl: string): string | null {
  return hostOrUrl.startsWith(".") ? null : getDomain(hostOrUrl, { allowPrivateDomains: true });
}

export function sameSite(left: string, right: string): boolean {
  const a = parse(left)?.hostname;
  const b = parse(right)?.hostname;
  if (!a || !b) return false;
  return a === b || (registrableDomain(a) !== null && registrableDomain(a) === registrableDomain(b));
}
