import { BOUNDS, BOUNDS_AFTER, LETTERS, SIZE_LETTERS } from "./understanding.data.ts";

/** Minor units of INR, both ends inclusive. */
export interface Range {
  min?: number;
  max?: number;
}

export interface Amounts {
  price: Range | null;
  /** Whole per cent at least. */
  discount: number | null;
  /** As the index has them; any of them will do. */
  sizes: string[];
  /** The text without what was read. */
  rest: string;
}

const MONEY = "(?:₹|rs\\.?|inr|rupees)";
const NUMBER = "(\\d[\\d,]*(?:\\.\\d+)?)\\s*(k|thousand|hundred)?";
const AMOUNT = `${MONEY}?\\s*${NUMBER}\\s*(?:\\/-|${MONEY}|bucks)?`;
/** A figure below is no price: "over 40" is an age, "under 50" may be. */
const LEAST = 50;
const UNITS: Record<string, number> = { k: 1000, thousand: 1000, hundred: 100 };

interface Rule {
  pattern: RegExp;
  read(match: RegExpExecArray): Range | null;
}

const word = (source: string) =>
  new RegExp(`(?<![\\w$€£])${source}(?![\\w%]|\\s*(?:inch|cm|mm|ml|gm|year|yr|pcs|piece|pack)\\w*)`, "i");

const RULES: Rule[] = [
  {
    pattern: word(`(?:between|from)\\s+${AMOUNT}\\s*(?:and|to|-|–)\\s*${AMOUNT}`),
    read: ([, from, fromUnit, to, toUnit]) => range(amount(from, fromUnit ?? toUnit), amount(to, toUnit)),
  },
  {
    pattern: word(`${MONEY}\\s*${NUMBER}\\s*(?:to|-|–)\\s*${AMOUNT}`),
    read: ([, from, fromUnit, to, toUnit]) => range(amount(from, fromUnit ?? toUnit), amount(to, toUnit)),
  },
  {
    pattern: word(`(?:${BOUNDS.max}|<)\\s*${AMOUNT}`),
    read: ([, value, unit]) => range(undefined, amount(value, unit)),
  },
  { pattern: word(`(?:${BOUNDS.min}|>)\\s*${AMOUNT}`), read: ([, value, unit]) => range(amount(value, unit)) },
  {
    pattern: word(`${AMOUNT}\\s*(?:${BOUNDS_AFTER.max})`),
    read: ([, value, unit]) => range(undefined, amount(value, unit)),
  },
  { pattern: word(`${AMOUNT}\\s*(?:${BOUNDS_AFTER.min})`), read: ([, value, unit]) => range(amount(value, unit)) },
];

const DISCOUNT =
  /(?:min(?:imum)?|at least|upto|up to)?\s*(\d{2})\s*(?:%|percent|per cent)\s*(?:off|discount|chhoot)(?:\s*(?:and|or)\s*(?:more|above))?/i;

const SIZES: { pattern: RegExp; read(match: RegExpExecArray): string[] }[] = [
  {
    pattern: /(?<!\w)(?:size\s*)?(uk|us|eu|ind?)\s*(?:size\s*)?(\d{1,2}(?:\.5)?)(?!\w)/i,
    read: ([, system, label]) => [`${system!.toUpperCase().replace("IND", "IN")}:${label}`],
  },
  {
    pattern: new RegExp(`(?<!\\w)size\\s*[:-]?\\s*(${SIZE_LETTERS})(?!\\w)`, "i"),
    read: ([, label]) => letter(label!),
  },
  { pattern: new RegExp(`(?<![\\w'’-])(${SIZE_LETTERS})\\s+size(?!\\w)`, "i"), read: ([, label]) => letter(label!) },
  {
    pattern: /(?<!\w)size\s*[:-]?\s*(\d{1,3}(?:\.5)?[a-f]{0,2})(?!\w)/i,
    read: ([, label]) => [`=${label!.toUpperCase()}`],
  },
  { pattern: /(?<!\w)(\d{2})\s+size(?!\w)/i, read: ([, label]) => [`=${label}`] },
  { pattern: new RegExp(`(?<![\\w'’-])(${LETTERS})(?![\\w-])`, "i"), read: ([, label]) => letter(label!) },
];

const NAMES: Record<string, string> = { SMALL: "S", MEDIUM: "M", LARGE: "L", "2XL": "XXL", "3XL": "XXXL" };

/** Takes prices, discounts and sizes out of what somebody typed. */
export function read(text: string): Amounts {
  let rest = text;
  const take = <T>(pattern: RegExp, make: (match: RegExpExecArray) => T | null): T | null => {
    const match = pattern.exec(rest);
    const made = match && make(match);
    if (!match || made === null) return null;
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
    return made;
  };
  const discount = take(DISCOUNT, ([, value]) => Number(value));
  let price: Range | undefined;
  for (const rule of RULES) {
    const found = take(rule.pattern, rule.read);
    if (found) price = { ...price, ...found };
  }
  const sizes = SIZES.reduce<string[]>(
    (found, one) => (found.length > 0 ? found : (take(one.pattern, one.read) ?? [])),
    [],
  );
  return { price: price ?? null, discount, sizes, rest: rest.replace(/\s+/g, " ").trim() };
}

function letter(written: string): string[] {
  const label = written.toUpperCase();
  const name = NAMES[label] ?? label;
  return [...new Set([`=${label}`, `=${name}`, `ALPHA:${name}`])];
}

function amount(written: string | undefined, unit: string | undefined): number | undefined {
  const value = Number((written ?? "").replaceAll(",", "")) * (UNITS[(unit ?? "").toLowerCase()] ?? 1);
  return value >= LEAST ? Math.round(value * 100) : undefined;
}

function range(min?: number, max?: number): Range | null {
  if (min === undefined && max === undefined) return null;
  if (min !== undefined && max !== undefined && min > max) return { min: max, max: min };
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}
