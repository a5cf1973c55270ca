import * as Audit from "../platform/audit.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { message } from "../platform/outbox.ts";
import { type Page, pageOf } from "../platform/page.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, type Write, write } from "../platform/transaction.ts";
import { type Age, ageOf } from "./age.ts";
import { type ConsentRecord, consentRecord } from "./consent.entity.ts";
import { ADULT_FLAGS, CONSENT_FLAGS, type ConsentFlag, type Consents } from "./consent-flag.ts";
import { TEXT_VERSION, TEXTS } from "./consent-text.data.ts";
import { dropCurrent } from "./metrics-store.ts";
import { changeOf, refuseImpersonator } from "./row.ts";
import type { Shopper } from "./shopper.entity.ts";
import * as Shoppers from "./shopper.ts";

export interface ConsentView {
  flag: ConsentFlag;
  granted: boolean;
  at: string | null;
  version: string | null;
  title: string;
  text: string;
  /** Why it can't be given now. */
  refusal: "minor" | "age_unknown" | null;
}

export interface ConsentsView {
  textVersion: string;
  age: Age;
  consents: ConsentView[];
}

/** The id of the grant that a shopper's values of a kind are kept under now, null where there is none: not given, or no adult. */
export function grantOf(shopper: Shopper, flag: ConsentFlag, now = context().now()): string | null {
  const state = shopper.consents?.[flag];
  if (!state?.granted || refusalOf(flag, ageOf(shopper, now))) return null;
  return state.grantId;
}

/** Whether a shopper allows something now; the age rule is part of it. */
export function isGranted(shopper: Shopper, flag: ConsentFlag): boolean {
  return grantOf(shopper, flag) !== null;
}

/** The acting shopper's consents with the texts to show. */
export async function read(): Promise<ConsentsView> {
  return viewOf(await Shoppers.current());
}

/** The acting shopper's consents over time, newest first. */
export async function history(page: Page = {}): Promise<{ items: ConsentRecord[]; nextCursor: string | null }> {
  return pageOf(consentRecord().query.primary({ userId: Shoppers.actingShopper() }), page);
}

/**
 * Gives and withdraws consents of the acting shopper; with a withdrawal goes the job that empties every copy. Throws `invalid` where
 * the text has changed since it was shown, `forbidden` for what somebody under 18 can't consent to and for a grant by one who acts as
 * the shopper.
 */
export async function change(input: {
  textVersion: string;
  consents: { [F in ConsentFlag]?: boolean | undefined };
}): Promise<ConsentsView> {
  if (input.textVersion !== TEXT_VERSION) {
    const fields = [{ field: "textVersion", message: "is not the text as it is now" }];
    throw new DomainError("invalid", "The text has changed. Read it again.", { fields });
  }
  return onConflict(async () => {
    const before = await Shoppers.current();
    const wanted = CONSENT_FLAGS.filter((flag) => {
      const granted = input.consents[flag];
      return granted !== undefined && granted !== (before.consents?.[flag]?.granted ?? false);
    });
    if (wanted.length === 0) return viewOf(before);
    const granting = wanted.filter((flag) => input.consents[flag]);
    if (granting.length > 0) refuseImpersonator();
    for (const flag of granting) refuseGrant(flag, ageOf(before, context().now()));
    const { consents, writes } = turned(before, wanted, "settings");
    await commit([changeOf(before, { consents }), ...writes]);
    return viewOf({ ...before, consents });
  });
}

/** The consents after these flags are turned over, and the writes that belong to it. */
export function turned(
  before: Shopper,
  flags: readonly ConsentFlag[],
  reason: ConsentRecord["reason"],
): { consents: Consents; writes: Write[] } {
  const consents: Consents = { ...before.consents };
  const writes: Write[] = [];
  for (const flag of flags) {
    const granted = !before.consents?.[flag]?.granted;
    const record = recordOf(before.userId, flag, granted, reason);
    const { consentId, version, at } = record;
    consents[flag] = { granted, grantId: consentId, version, at };
    writes.push(write(consentRecord().create(record)));
    if (!granted) writes.push(...withdrawal(before.userId, flag));
  }
  const details = Object.fromEntries(flags.map((flag) => [flag, consents[flag]?.granted]));
  writes.push(
    Audit.record(pseudonymOf(before.userId), "consent.updated", {
      reason,
      details: { ...details, version: TEXT_VERSION },
    }),
  );
  return { consents, writes };
}

/** The flags that end where a shopper is no adult for all we know. */
export function endingWith(before: Shopper, age: Age): ConsentFlag[] {
  return CONSENT_FLAGS.filter((flag) => before.consents?.[flag]?.granted && refusalOf(flag, age) !== null);
}

/** What is quick goes at once, the rest by a job that outlives a crash; reads are gated by the flag from now on. */
function withdrawal(userId: string, flag: ConsentFlag): Write[] {
  const now = flag === "storeBodyMetrics" ? [dropCurrent(userId)] : [];
  return [...now, message("privacy", { kind: "withdrawal", userId, flag })];
}

function recordOf(userId: string, flag: ConsentFlag, granted: boolean, reason: ConsentRecord["reason"]) {
  const { newId, now, actor } = context();
  const actUserId = actor.type === "shopper" ? actor.act : undefined;
  const at = now().toISOString();
  return { userId, consentId: newId("cns"), flag, granted, version: TEXT_VERSION, reason, actUserId, at };
}

function refusalOf(flag: ConsentFlag, age: Age): ConsentView["refusal"] {
  if (age === "adult" || !ADULT_FLAGS.has(flag)) return null;
  return age === "minor" ? "minor" : "age_unknown";
}

function refuseGrant(flag: ConsentFlag, age: Age): void {
  const refusal = refusalOf(flag, age);
  if (!refusal) return;
  const why = refusal === "minor" ? "This is for adults only." : "Say first that you are 18 or older.";
  throw new DomainError("forbidden", why, { fields: [{ field: `consents.${flag}`, message: why }] });
}

function viewOf(shopper: Shopper): ConsentsView {
  const age = ageOf(shopper, context().now());
  const consents = CONSENT_FLAGS.map((flag) => {
    const { at = null, version = null } = shopper.consents?.[flag] ?? {};
    const granted = isGranted(shopper, flag);
    return { flag, granted, at, version, ...TEXTS[flag], refusal: refusalOf(flag, age) };
  });
  return { textVersion: TEXT_VERSION, age, consents };
}
