import { randomBytes } from "node:crypto";
import { fill } from "./link.ts";
import type { Network, Programme } from "./network.ts";

/** What decides where a way out leads. */
export interface Ways {
  networks: ReadonlyMap<string, Network>;
  /** By shop. */
  programmes: ReadonlyMap<string, Programme>;
  /** Hosts of shops that are known to us, without "www."; nobody is led anywhere else. */
  shops: ReadonlySet<string>;
}

export interface Way {
  location: string;
  /** Whom the click is told to; absent where nobody is. */
  through?: { network: string; shop: string };
}

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 26 letters and digits, 130 random bits: it says nothing, and nobody guesses one. */
export function newClickId(): string {
  return Array.from(randomBytes(26), (byte) => ALPHABET[byte & 31]).join("");
}

/**
 * Where a shop's address leads to: through its network where it has a programme and there is a click to tell, else plainly. Null for
 * an address that is none of a shop we know, which nobody is led to.
 */
export function wayTo(address: string, ways: Ways, clickId: string | null): Way | null {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return null;
  if (url.host.split(".").includes("")) return null;
  // A feed's own tracking link: whoever made it is paid, and a second network around it would pay nobody.
  if ([...ways.networks.values()].some(({ hosts }) => isWithin(url.host, hosts))) return { location: url.href };
  const found = programmeOf(url.host, ways);
  if (!found && !isKnown(url.host, ways.shops)) return null;
  return (found && clickId && tracked(url, found, ways, clickId)) || { location: url.href };
}

function tracked(url: URL, programme: Programme, { networks }: Ways, clickId: string): Way | null {
  const network = networks.get(programme.network);
  if (!network || network.paused || programme.paused) return null;
  const values = { ...network.values, ...programme.values, clickId, url: url.href };
  const filled = fill(programme.link ?? network.link, values);
  const link = filled === null ? null : URL.parse(filled);
  if (!link || !/^https?:$/.test(link.protocol) || !isWithin(link.host, network.hosts)) return null;
  return { location: link.href, through: { network: network.network, shop: programme.shop } };
}

function programmeOf(host: string, { programmes }: Ways): Programme | undefined {
  for (const name of aboves(host)) {
    const found = programmes.get(name);
    if (found) return found;
  }
  return undefined;
}

function isKnown(host: string, shops: ReadonlySet<string>): boolean {
  return aboves(host).some((name) => shops.has(name));
}

/** Whether a host, port and all, is one of these or lies below one. */
export function isWithin(host: string, hosts: readonly string[]): boolean {
  return hosts.some((one) => host === one || host.endsWith(`.${one}`));
}

/** A host and those above it, but no top-level domain: "a.shop.in:81", "shop.in:81". */
function aboves(host: string): string[] {
  const labels = host.split(".");
  const least = Math.min(labels.length, 2);
  return labels.slice(0, labels.length - least + 1).map((_, at) => labels.slice(at).join("."));
}
