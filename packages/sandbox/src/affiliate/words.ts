/** "1234.50" for 123450 paise, "1234" for as many yen: a decimal text of minor units, without a float between. */
export function decimalOf(amount: number, currency: string): string {
  const digits = exponentOf(currency);
  const sign = amount < 0 ? "-" : "";
  const text = String(Math.abs(amount)).padStart(digits + 1, "0");
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The same as a JSON number, where a network's API gives no text. */
export const numberOf = (amount: number, currency: string): number => Number(decimalOf(amount, currency));

function exponentOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** "2026-11-23 16:42:32", UTC. */
export const spaced = (at: number): string => new Date(at).toISOString().slice(0, 19).replace("T", " ");
/** "2026-11-23T16:42:32", UTC. */
export const local = (at: number): string => new Date(at).toISOString().slice(0, 19);
/** "2026-11-23T16:42:32Z". */
export const instant = (at: number): string => `${local(at)}Z`;

/** "2026-11-23T22:12:32+05:30": the same instant as a clock in India shows it. */
export const indian = (at: number): string => `${local(at + 19_800_000)}+05:30`;

/** A query string of a template, where each placeholder is one macro of the network's. */
export const fill = (template: string, macro: RegExp, values: Record<string, string>): string =>
  template.replace(macro, (whole, name: string) => (name in values ? encodeURIComponent(values[name] ?? "") : whole));
