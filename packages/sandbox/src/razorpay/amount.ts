import { invalid } from "./failure.ts";

const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

/** Decimals that a currency is written with: 0 for JPY, 2 for INR, 3 for KWD. */
export function exponentOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

export function currencyOf(given: unknown): string {
  if (given === undefined || given === null || given === "")
    throw invalid("The currency field is required.", "currency");
  if (typeof given !== "string" || given.length !== 3) throw invalid("The currency must be 3 characters.", "currency");
  if (!CURRENCIES.has(given)) throw invalid("Currency is not supported", "currency");
  return given;
}

/** The amount given, an integer of the smallest unit: at least one of the currency's own, the last of three decimals a 0. */
export function amountOf(given: unknown, currency: string): number {
  if (given === undefined || given === null || given === "") throw invalid("The amount field is required.", "amount");
  const amount = typeof given === "string" && /^\d+$/.test(given) ? Number(given) : given;
  if (typeof amount !== "number" || !Number.isSafeInteger(amount))
    throw invalid("The amount must be an integer.", "amount");
  const exponent = exponentOf(currency);
  if (amount < 10 ** exponent)
    throw invalid(`The amount must be at least ${currency} ${(1).toFixed(exponent)}`, "amount");
  if (exponent === 3 && amount % 10 !== 0)
    throw invalid("The last decimal of the amount must be 0 for three decimal currencies.", "amount");
  return amount;
}

/** 9900 in INR → "₹99.00". */
export function spoken(amount: number, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = String(amount).padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const decimal = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
  // A string is not rounded on its way, whatever its size.
  return new Intl.NumberFormat("en-IN", { style: "currency", currency }).format(decimal as `${number}`);
}
