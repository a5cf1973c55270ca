import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as Configuration from "@stylegence/core/affiliate/configuration";
import * as Configured from "@stylegence/core/affiliate/configured";
import type { Layout } from "./layout.ts";
import type { Report } from "./parts/cache.ts";

/** A network as the sandbox describes it. */
interface Described {
  id: string;
  name: string;
  host: string;
  link: string;
  apiUrl: string;
  sendsPushes: boolean;
  credentials: Record<string, string>;
  programmes: { shop: string; id: string; origin: string; isHome: boolean }[];
}

export interface LocalAffiliates {
  /** Values that are in no template. */
  secrets: Record<string, string>;
  /** The last segment of the address that each network sends to. */
  paths: Record<string, string>;
}

/** The one network that there is no code for: this describes what it says. */
const TEMPLATE = {
  id: "vcommission",
  mapping: {
    transactionId: "transaction_id",
    status: "status",
    clickId: "aff_sub",
    orderId: "order_id",
    sale: "sale_amount",
    commission: "payout",
    currency: "currency",
    occurredAt: "datetime",
  },
  statuses: {
    pending: "pending",
    approved: "approved",
    payable: "payable",
    paid: "paid",
    rejected: "rejected",
    cancelled: "reversed",
  },
};

/** More than anything at the sandbox's shops costs, in paise. */
const LIMITS = { INR: { sale: 50_000_000, commission: 5_000_000 } };

async function described(sandbox: string): Promise<Described[]> {
  const answer = await fetch(`${sandbox}/affiliates`);
  if (!answer.ok) throw new Error(`The sandbox does not describe its affiliate networks: ${answer.status}`);
  return (await answer.json()) as Described[];
}

/** What a stage is told in secret of the sandbox's networks. The addresses that they send to are made once and kept. */
export async function affiliatesOf({ data }: Pick<Layout, "data">, sandbox: string): Promise<LocalAffiliates> {
  const networks = await described(sandbox);
  const file = path.join(data, "affiliate.json");
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
  const paths = Object.fromEntries(networks.map(({ id }) => [id, kept[id] ?? randomBytes(24).toString("base64url")]));
  mkdirSync(data, { recursive: true });
  writeFileSync(file, JSON.stringify(paths), { mode: 0o600 });
  const secrets = networks.map(({ id, credentials }) => [id, { paths: [paths[id]], api: credentials }] as const);
  return { paths, secrets: { AFFILIATE_SECRETS: JSON.stringify(Object.fromEntries(secrets)) } };
}

/** Tells the sandbox's networks where the stage takes their call-backs. */
export async function sendCallbacksTo(site: string, sandbox: string, { paths }: LocalAffiliates): Promise<void> {
  for (const { id, sendsPushes } of await described(sandbox)) {
    if (!sendsPushes) continue;
    const answer = await fetch(`${sandbox}/affiliates/networks/${id}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ address: `${site}/api/webhooks/affiliate/${id}/${paths[id]}` }),
    });
    if (!answer.ok) throw new Error(`The sandbox's ${id} does not take the stage's address: ${answer.status}`);
  }
}

/** A network of the sandbox's, as an operator would put it into the stage. */
export function networkOf({ id, name, host, link, apiUrl }: Described) {
  const isTemplate = id === TEMPLATE.id;
  return {
    network: id,
    name,
    dialect: isTemplate ? "template" : id,
    link,
    hosts: [host],
    confirmedBy: isTemplate ? "push" : "pull",
    limits: LIMITS,
    utcOffset: id === "cuelinks" ? "+05:30" : "+00:00",
    ...(isTemplate ? { mapping: TEMPLATE.mapping, statuses: TEMPLATE.statuses } : { apiUrl }),
  };
}

/** Puts the sandbox's networks, and each shop's programme at the one that it is at home with, into a stage that has none. */
export async function putAffiliates(sandbox: string, report: Report): Promise<void> {
  if ((await Configured.read()).networks.size > 0) return;
  for (const network of await described(sandbox)) {
    report(`adding ${network.name}`);
    await Configuration.putNetwork(networkOf(network));
    for (const programme of network.programmes.filter(({ isHome }) => isHome)) {
      const shop = new URL(programme.origin).host;
      await Configuration.putProgramme({ shop, network: network.id, values: { programme: programme.id } });
    }
  }
}
