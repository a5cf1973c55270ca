/** Integer minor units (paise for INR) with an ISO 4217 code. Never a float. */
export interface Money {
  amount: number;
  currency: string;
}

/** Digits after the decimal point by currency; two where not listed. */
const EXPONENTS: Record<string, number> = {
  JPY: 0,
  KRW: 0,
  VND: 0,
  CLP: 0,
  ISK: 0,
  XAF: 0,
  XOF: 0,
  UGX: 0,
  RWF: 0,
  PYG: 0,
  BIF: 0,
  DJF: 0,
  GNF: 0,
  KMF: 0,
  VUV: 0,
  XPF: 0,
  KWD: 3,
  BHD: 3,
  OMR: 3,
  TND: 3,
  JOD: 3,
  IQD: 3,
  LYD: 3,
};

export function exponentOf(currency: string): number {
  return EXPONENTS[currency] ?? 2;
}

/**
 * A decimal string in major units ("1299.50") to minor units. Null when it is no exact amount of that currency:
 * more decimals than the currency has, or beyond the safe integers.
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

/** Minor units to a decimal string in major units: 129950 INR is "1299.50". */
export function toDecimal({ amount, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, "0");
  const sign = amount < 0 ? "-" : "";
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** Whole per cent that `price` lies under `mrp`, rounded down; 0 when it does not or the currencies differ. */
export function discountPercent(price: Money, mrp: Money | null | undefined): number {
  if (!mrp || mrp.currency !== price.currency || mrp.amount <= price.amount || mrp.amount === 0) return 0;
  return Math.floor(((mrp.amount - price.amount) * 100) / mrp.amount);
}
