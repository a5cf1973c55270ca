import type { Money } from "@stylegence/contracts/money";

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string, fraction: number | undefined): Intl.NumberFormat {
  const key = `${currency}/${fraction}`;
  const known = formats.get(key);
  if (known) return known;
  const digits = fraction === undefined ? {} : { minimumFractionDigits: fraction, maximumFractionDigits: fraction };
  const made = new Intl.NumberFormat("en-IN", { style: "currency", currency, ...digits });
  formats.set(key, made);
  return made;
}

/** Where browsers go by what is in use and not by ISO 4217, as our amounts do. */
const BY_ISO: Record<string, number> = { IQD: 3 };

function exponentOf(currency: string): number {
  return BY_ISO[currency] ?? formatOf(currency, undefined).resolvedOptions().maximumFractionDigits ?? 2;
}

/** "₹1,23,456", decimals only where there are some. Minor units in, whatever number of them the currency has. */
export function formatMoney({ amount, currency }: Money): string {
  const exponent = exponentOf(currency);
  // As a string it is written digit by digit, however large.
  const decimal = toDecimal({ amount, currency }) as `${number}`;
  return formatOf(currency, amount % 10 ** exponent === 0 ? 0 : exponent).format(decimal);
}

/** A decimal string in major units, as structured data wants it: "1299.00". */
export function toDecimal({ amount, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, "0");
  const sign = amount < 0 ? "-" : "";
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** What somebody typed, as minor units: "1,299", "₹ 1299.50". Null where it is no amount, or finer than the currency is. */
export function parseAmount(text: string, currency: string): number | null {
  const plain = text.replace(/[\s,\u00a0₹$€£]|rs\.?|inr/gi, "");
  const match = /^(\d{1,9})(?:\.(\d*))?$/.exec(plain);
  if (!match) return null;
  const exponent = exponentOf(currency);
  const fraction = (match[2] ?? "").replace(/0+$/, "");
  if (fraction.length > exponent) return null;
  return Number(match[1]) * 10 ** exponent + Number(fraction.padEnd(exponent, "0") || 0);
}
