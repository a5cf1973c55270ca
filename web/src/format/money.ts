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

/** "₹1,23,456", decimals only where there are some. Minor units in, whatever number of them the currency has. */
export function formatMoney({ amount, currency }: Money): string {
  const exponent = formatOf(currency, undefined).resolvedOptions().maximumFractionDigits ?? 2;
  const unit = 10 ** exponent;
  return formatOf(currency, amount % unit === 0 ? 0 : exponent).format(amount / unit);
}

/** A decimal string in major units, as structured data wants it: "1299.00". */
export function toDecimal({ amount, currency }: Money): string {
  const exponent = formatOf(currency, undefined).resolvedOptions().maximumFractionDigits ?? 2;
  return (amount / 10 ** exponent).toFixed(exponent);
}
