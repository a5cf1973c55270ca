import type { Money } from "./product.ts";

/** Digits after the decimal point by currency; two where not listed. */
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

export function exponentOf(currency: string): number {
  return EXPONENTS[currency] ?? 2;
}

/**
 * A decimal string in major units ("1299.5") as integer minor units. Null when it is no exact amount of that currency
 * or beyond the safe integers.
 */
export function fromDecimal(decimal: string, currency: string): Money | null {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!match) return null;
  const exponent = exponentOf(currency);
  const fraction = (match[2] ?? "").replace(/0+$/, "");
  if (fraction.length > exponent) return null;
  const amount = Number(match[1] + fraction.padEnd(exponent, "0"));
  return Number.isSafeInteger(amount) ? { amount, currency } : null;
}

/** The shortest exact decimal string in major units: 129950 INR is "1299.5", 129900 INR is "1299". */
export function toDecimal({ amount, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = digits.slice(digits.length - exponent).replace(/0+$/, "");
  return `${amount < 0 ? "-" : ""}${whole}${fraction && `.${fraction}`}`;
}
