import ipaddr from "ipaddr.js";
import type { ResolveTable } from "./fetch-result.ts";

/**
 * Reads "host=address,host=address", where a host may start with "*." for all names below it:
 * "*.localhost=127.0.0.1,shop.test=127.0.0.1". Several addresses are joined by "+". Throws on what it cannot read,
 * since it decides where private addresses are reachable.
 */
export function parseResolve(text: string | null | undefined): ResolveTable {
  const entries = (text ?? "").split(/[,\s]+/).filter((entry) => entry !== "");
  return entries.map((entry) => {
    const [pattern, list] = entry.split("=");
    const addresses = list?.split("+") ?? [];
    if (!pattern || addresses.length === 0 || !addresses.every((address) => ipaddr.isValid(address))) {
      throw new Error(`Not a host=address pair: ${entry}`);
    }
    return { pattern: pattern.toLowerCase(), addresses };
  });
}

/** The addresses that the table gives a host, or null when it does not name it. */
export function resolved(table: ResolveTable, host: string): readonly string[] | null {
  const name = host.toLowerCase().replace(/\.$/, "");
  const entry = table.find(({ pattern }) =>
    pattern.startsWith("*.") ? name.endsWith(pattern.slice(1)) && name.length > pattern.length - 1 : name === pattern,
  );
  return entry?.addresses ?? null;
}
