import * as Audit from "../platform/audit.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { commit, write } from "../platform/transaction.ts";
import { fill } from "./link.ts";
import { affiliateNetwork, affiliateProgramme } from "./network.entity.ts";
import { Network, Programme } from "./network.ts";
import type { Settings } from "./report.ts";
import { isWithin } from "./way.ts";

/** A network as it is configured now, or null. Strongly consistent. */
export async function networkOf(network: string): Promise<Network | null> {
  const { data } = await affiliateNetwork().get({ list: "affiliates", network }).go({ consistent: true });
  return data?.config ?? null;
}

/** What its dialect reads of a network's configuration. */
export function settingsOf({ network, statuses, currency, utcOffset, mapping }: Network): Settings {
  return { network, statuses: lowered(statuses), currency, utcOffset, mapping };
}

function lowered<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key.trim().toLowerCase(), value]));
}

/** Puts a network in place of what it was. Throws `invalid`, naming fields, where it is not possible. */
export async function putNetwork(given: unknown): Promise<Network> {
  const config = parsed(Network, given);
  check(config.link, config, undefined);
  const updatedAt = context().now().toISOString();
  await commit([
    write(affiliateNetwork().put({ network: config.network, config, updatedAt })),
    Audit.record(`affiliate ${config.network}`, "put network", { details: { config } }),
  ]);
  return config;
}

/** Puts a shop's programme in place of what it was. Throws `invalid`, also where its link leads elsewhere than to its network. */
export async function putProgramme(given: unknown): Promise<Programme> {
  const config = parsed(Programme, given);
  const network = await networkOf(config.network);
  if (!network) throw invalid("network", `There is no network "${config.network}".`);
  check(config.link ?? network.link, network, config);
  const updatedAt = context().now().toISOString();
  await commit([
    write(affiliateProgramme().put({ shop: config.shop, config, updatedAt })),
    Audit.record(`affiliate ${config.network}`, "put programme", { details: { config } }),
  ]);
  return config;
}

/** Ends a shop's programme: ways out to it are plain again. Throws `not_found`. */
export async function removeProgramme(shop: string): Promise<Programme> {
  const { data } = await affiliateProgramme().get({ list: "affiliates", shop }).go({ consistent: true });
  if (!data) throw notFound({ shop });
  await commit([
    write(affiliateProgramme().delete({ list: "affiliates", shop })),
    Audit.record(`affiliate ${data.config.network}`, "remove programme", { details: { shop } }),
  ]);
  return data.config;
}

const EXAMPLE = { clickId: "0".repeat(26), url: "https://shop.example/p?a=b" };

/** Throws `invalid` for a link that leads to none of its network's hosts, or whose names have no values. */
function check(link: string, network: Network, programme: Programme | undefined): void {
  // What only programmes know is looked at with them.
  if (!programme && /\{(?!clickId\}|url\})/.test(link)) return;
  const filled = fill(link, { ...network.values, ...programme?.values, ...EXAMPLE });
  if (filled === null) throw invalid("link", "Names a value that neither the network nor the programme has.");
  const url = URL.parse(filled);
  if (!url || !isWithin(url.host, network.hosts)) throw invalid("link", "Leads to none of the network's hosts.");
}

interface Schema<T> {
  safeParse(
    value: unknown,
  ): { success: true; data: T } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
}

function parsed<T>(schema: Schema<T>, given: unknown): T {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
  throw new DomainError("invalid", "This is no configuration.", { fields });
}

function invalid(field: string, message: string): DomainError {
  return new DomainError("invalid", "This is no configuration.", { fields: [{ field, message }] });
}
