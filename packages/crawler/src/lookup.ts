import { lookup as systemLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./address.ts";
import type { ResolveTable } from "./fetch-result.ts";
import { resolved } from "./resolve.ts";

export type Resolver = (host: string) => Promise<readonly string[]>;

export class RefusedAddress extends Error {
  readonly code = "ERR_ADDRESS_REFUSED";
}

export const systemResolver: Resolver = async (host) =>
  (await systemLookup(host, { all: true })).map(({ address }) => address);

/**
 * The addresses to connect to: those of the table, or what the resolver says if every one of them is public. Throws
 * `RefusedAddress` otherwise: a name with one private address among its public ones is a trap.
 */
export async function publicAddresses(
  host: string,
  table: ResolveTable,
  resolver: Resolver,
): Promise<readonly string[]> {
  const fixed = resolved(table, host);
  if (fixed) return fixed;
  const addresses = await resolver(host);
  const inside = addresses.find((address) => !isPublicAddress(address));
  if (inside !== undefined) throw new RefusedAddress(`${host} resolves to ${inside}, not a public address`);
  return addresses;
}

/** For a socket's own look-up: what was checked is what is connected to, so a name cannot change in between. */
export function guardedLookup(table: ResolveTable, resolver: Resolver): LookupFunction {
  return (host, options, done) => {
    publicAddresses(host, table, resolver).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
        const wanted = found.filter(({ family }) => !options.family || options.family === family);
        if (wanted.length === 0) done(Object.assign(new Error(`${host} has no address`), { code: "ENOTFOUND" }), "", 0);
        else if (options.all) done(null, wanted);
        else done(null, wanted[0]!.address, wanted[0]!.family);
      },
      (error: NodeJS.ErrnoException) => done(error, "", 0),
    );
  };
}
