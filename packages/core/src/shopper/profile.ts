import { context } from "../platform/context.ts";
import { dayOf } from "../platform/day.ts";
import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { commit } from "../platform/transaction.ts";
import { type Age, ageOf } from "./age.ts";
import { endingWith, isGranted, turned } from "./consent.ts";
import { CONSENT_FLAGS, type ConsentFlag } from "./consent-flag.ts";
import { changed, type Preferences, type PreferencesChange } from "./preferences.ts";
import { changeOf, refuseImpersonator } from "./row.ts";
import type { Shopper } from "./shopper.entity.ts";
import * as Shoppers from "./shopper.ts";
import * as Username from "./username.ts";

export type Profile = Required<Preferences> & {
  userId: string;
  username: string | null;
  birthDate: string | null;
  adultDeclared: boolean;
  age: Age;
  consents: Record<ConsentFlag, boolean>;
};

/** What is not named stays; null empties. */
export type ProfileChange = PreferencesChange & {
  username?: string | null | undefined;
  birthDate?: string | undefined;
  adultDeclared?: boolean | undefined;
};

const OLDEST = "1900-01-01";

/** The acting shopper's profile. */
export async function read(): Promise<Profile> {
  return profileOf(await Shoppers.current());
}

/**
 * Changes the acting shopper's profile. Whoever turns out not to be known as an adult loses the consents that take one, in the same
 * transaction. Throws `invalid` naming the field, and `forbidden` for a birth date that would undo one that says under 18.
 */
export async function change({ username, birthDate, adultDeclared, ...preferences }: ProfileChange): Promise<Profile> {
  if (birthDate !== undefined || adultDeclared !== undefined) refuseImpersonator();
  return onConflict(async () => {
    const before = await Shoppers.current();
    if (username) await Username.refuseTaken(username, before.userId);
    const name = username === undefined ? before.username : (username ?? undefined);
    const aged = { ...before, ...ageFacts(before, birthDate, adultDeclared) };
    const ending = endingWith(before, ageOf(aged, context().now()));
    const ended = ending.length > 0 ? turned(before, ending, "age") : { consents: before.consents, writes: [] };
    const after = {
      username: name,
      birthDate: aged.birthDate,
      adultDeclaredAt: aged.adultDeclaredAt,
      consents: ended.consents,
      preferences: changed(before.preferences ?? {}, preferences),
    };
    const moved = name === before.username ? [] : Username.move(before.userId, before.username, name);
    await commit([changeOf(before, after), ...moved, ...ended.writes]);
    return profileOf({ ...before, ...after });
  });
}

function ageFacts(before: Shopper, birthDate: string | undefined, adultDeclared: boolean | undefined) {
  const now = context().now();
  const isMinor = ageOf({ birthDate: before.birthDate }, now) === "minor";
  if (isMinor && ((birthDate && birthDate !== before.birthDate) || adultDeclared)) {
    throw new DomainError("forbidden", "A birth date under 18 can't be changed here. Write to us if it is wrong.");
  }
  if (birthDate && (birthDate < OLDEST || birthDate > dayOf(now))) {
    const fields = [{ field: "birthDate", message: "is no day that somebody could be born on" }];
    throw new DomainError("invalid", "This birth date can't be.", { fields });
  }
  const declaredAt = before.adultDeclaredAt ?? now.toISOString();
  return {
    birthDate: birthDate ?? before.birthDate,
    adultDeclaredAt: adultDeclared === undefined ? before.adultDeclaredAt : adultDeclared ? declaredAt : undefined,
  };
}

function profileOf(shopper: Shopper): Profile {
  const { userId, username, birthDate, adultDeclaredAt, preferences = {} } = shopper;
  const {
    stylePreferences = [],
    favoriteBrands = [],
    preferredCurrency = "INR",
    preferredSizeSystem = "IN",
    sizeLabels = [],
  } = preferences;
  return {
    userId,
    username: username ?? null,
    birthDate: birthDate ?? null,
    adultDeclared: adultDeclaredAt !== undefined,
    age: ageOf(shopper, context().now()),
    stylePreferences,
    favoriteBrands,
    preferredCurrency,
    preferredSizeSystem,
    sizeLabels,
    consents: Object.fromEntries(CONSENT_FLAGS.map((flag) => [flag, isGranted(shopper, flag)])) as Profile["consents"],
  };
}
