import { exponentOf, type Money } from "../../platform/money.ts";
import { Unreadable } from "../report.ts";
import { type Row, text } from "./row.ts";

const DECIMAL = /^([+-]?)(\d{1,15}|\d{1,3}(?:,\d{2,3})*,\d{3})(?:\.(\d{0,18}))?$/;
const CURRENCY = /^[A-Z]{3}$/;

/** The currency that a record names, else the network's own. */
export function currencyOf(row: Row, fallback: string | undefined, ...names: string[]): string | undefined {
  const named = text(row, ...names);
  if (named === undefined) return fallback;
  const currency = named.toUpperCase();
  if (!CURRENCY.test(currency)) throw new Unreadable(`${names[0]} is no currency`);
  return currency;
}

/** An amount in major units under the first of the names that says something; none is undefined. Throws Unreadable. */
export function amountOf(row: Row, currency: string | undefined, ...names: string[]): Money | undefined {
  const written = text(row, ...names);
  if (written === undefined) return undefined;
  if (currency === undefined) throw new Unreadable(`${names[0]} has no currency`);
  return majorUnits(written, currency, names[0] ?? "amount");
}

/**
 * "1,234.50", "1234.5000" or "-7.781" in minor units. Networks work shares out to more digits than a currency has: what is
 * beyond is rounded, half away from zero, so that a reversal takes back just what was given.
 */
export function majorUnits(written: string, currency: string, field: string): Money {
  const [, sign, whole = "", fraction = ""] = DECIMAL.exec(written) ?? [];
  if (sign === undefined) throw new Unreadable(`${field} is no amount`);
  const exponent = exponentOf(currency);
  const kept = BigInt(whole.replaceAll(",", "") + fraction.slice(0, exponent).padEnd(exponent, "0"));
  return signed(kept + (fraction.charAt(exponent) >= "5" ? 1n : 0n), sign, currency, field);
}

/** "123450" in minor units as it is written. */
export function minorUnits(written: string, currency: string, field: string): Money {
  const [, sign, digits = ""] = /^([+-]?)(\d{1,18})$/.exec(written) ?? [];
  if (sign === undefined) throw new Unreadable(`${field} is no whole number of minor units`);
  return signed(BigInt(digits), sign, currency, field);
}

function signed(units: bigint, sign: string, currency: string, field: string): Money {
  const amount = Number(units);
  if (!Number.isSafeInteger(amount)) throw new Unreadable(`${field} is beyond every amount`);
  return { amount: sign === "-" && amount !== 0 ? -amount : amount, currency };
}
