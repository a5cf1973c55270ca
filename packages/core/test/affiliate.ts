import * as Callback from "../src/affiliate/callback.ts";
import * as Click from "../src/affiliate/click.ts";
import * as Configuration from "../src/affiliate/configuration.ts";
import { type Read, readAgain } from "../src/affiliate/reading.ts";
import type { RowState } from "../src/affiliate/report.ts";
import { newClickId } from "../src/affiliate/way.ts";
import { context } from "../src/platform/context.ts";
import { commit, write } from "../src/platform/transaction.ts";
import { shopper } from "../src/shopper/shopper.entity.ts";

const LIMITS = { INR: { sale: 5_000_000, commission: 1_000_000 } };
const WORDS: Record<string, RowState> = {
  open: "pending",
  ok: "approved",
  paid: "paid",
  no: "rejected",
  back: "reversed",
};

/** A network that sends what its configuration describes, and one that has a list besides. */
export const TEMPLATE = {
  ...{ network: "tmpl", name: "Template", dialect: "template", confirmedBy: "push", limits: LIMITS, statuses: WORDS },
  ...{ link: "https://go.tmpl.example/t?s={clickId}&u={url}", hosts: ["go.tmpl.example"] },
  mapping: {
    ...{ transactionId: "id", status: "status", clickId: "sub", orderId: "order", correctionOf: "of" },
    ...{ sale: "sale", commission: "pay", occurredAt: "at", amounts: "minor" },
  },
};
export const ADMITAD = {
  ...{ network: "admitad", name: "Admitad", dialect: "admitad", confirmedBy: "pull", limits: LIMITS },
  ...{ link: "https://ad.admitad.example/g/{campaign}/?subid={clickId}&ulp={url}", hosts: ["ad.admitad.example"] },
};

export async function putNetworks(): Promise<void> {
  await Configuration.putNetwork(TEMPLATE);
  await Configuration.putNetwork(ADMITAD);
}

let serial = 0;

/** An adult with a row of their own. */
export async function anAdult(change: { birthDate?: string } = {}): Promise<string> {
  const userId = `user_Aff${++serial}`;
  const at = context().now().toISOString();
  const row = { userId, identityUpdatedAt: 0, banned: false, createdAt: at, updatedAt: at, adultDeclaredAt: at };
  await commit([write(shopper().create({ ...row, ...change }))]);
  return userId;
}

/** A click that is stored. Returns its id. */
export async function aClick(userId?: string, change: Partial<Click.Click> = {}): Promise<string> {
  const clickId = change.clickId ?? newClickId();
  await Click.record({
    ...{ network: "tmpl", shop: "shop.example", listingId: "lst_1", groupId: "prd_1", variantId: "var_1" },
    clickedAt: context().now().toISOString(),
    ...change,
    clickId,
    ...(userId && { userId }),
  });
  return clickId;
}

/** Stores a push, form-encoded, and reads it. */
export async function aPush(fields: Record<string, string>, network = "tmpl"): Promise<Read> {
  return readAgain(await stored(fields, network));
}

export function stored(fields: Record<string, string>, network = "tmpl"): Promise<string> {
  const body = new URLSearchParams(fields).toString();
  return Callback.receive(network, {
    ...{ method: "POST", query: "", contentType: "application/x-www-form-urlencoded" },
    body,
  });
}
