import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { token } from "../clerk/keys.ts";
import { type Credentials, type Endpoint, NETWORK_IDS, type NetworkId, type Saved } from "./model.ts";

/** Most that is kept of what only grows. */
const MOST = 2000;
const RATE = 800;

export interface AffiliateState {
  readonly data: Saved;
  now(): Date;
  /** Writes it down; call it after every change. */
  save(): void;
  /** The next number of this machine; none is given twice. */
  serial(): number;
}

const nowhere = (id: NetworkId): Endpoint => ({
  url: null,
  method: id === "awin" ? "POST" : "GET",
  silent: false,
  down: false,
  hold: false,
  rows: id === "rakuten" ? "line" : "order",
  speed: 10,
});

/** An account number of the publisher's at each network, and what its API is asked with. */
const makeCredentials = (): Record<NetworkId, Credentials> => ({
  admitad: { clientId: token(30), clientSecret: token(30), websiteId: "2204871" },
  awin: { publisherId: "1048576", accessToken: token(36) },
  cuelinks: { publisherId: "206117", token: token(43) },
  impact: { accountSid: `IR${token(24)}`, authToken: token(32) },
  rakuten: { clientId: token(32), clientSecret: token(32), accountId: "3748219", reportToken: token(48) },
  cj: { companyId: "5521377", websiteId: "100614702", token: token(26) },
  vcommission: { publisherId: "118204" },
});

/** What the networks remember, kept in `dir` when one is given. */
export function openAffiliateState(dir: string | null, now: () => Date): AffiliateState {
  const file = dir ? join(dir, "affiliates.json") : null;
  const kept = file ? read(file) : {};
  const endpoints = Object.fromEntries(NETWORK_IDS.map((id) => [id, { ...nowhere(id), ...kept.endpoints?.[id] }]));
  const data: Saved = {
    // A machine that starts anew must not give the ids of the one before.
    serial: Math.floor(now().getTime() / 1000),
    rate: RATE,
    clicks: {},
    conversions: [],
    pushes: [],
    tokens: {},
    ...kept,
    credentials: { ...makeCredentials(), ...kept.credentials },
    endpoints: endpoints as Saved["endpoints"],
  };
  const save = () => {
    data.pushes.splice(0, data.pushes.length - MOST);
    data.conversions.splice(0, data.conversions.length - MOST);
    for (const id of Object.keys(data.clicks).slice(0, -MOST)) delete data.clicks[id];
    if (!dir || !file) return;
    mkdirSync(dir, { recursive: true });
    writeFileSync(`${file}.tmp`, JSON.stringify(data), { mode: 0o600 });
    renameSync(`${file}.tmp`, file);
  };
  save();
  return {
    data,
    now,
    save,
    serial() {
      data.serial += 1;
      return data.serial;
    },
  };
}

function read(file: string): Partial<Saved> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Partial<Saved>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
