import { type CurrencyMark, currencyBeside } from "./currency.ts";

/** What an amount in a text is said to be. "price" is what is left when nothing else is said. */
export type AmountLabel =
  | "price"
  | "sale"
  | "mrp"
  | "member"
  | "coupon"
  | "saving"
  | "instalment"
  | "unit"
  | "net"
  | "other";

export interface Amount {
  /** Shortest exact decimal in major units. */
  value: string;
  mark: CurrencyMark | null;
  label: AmountLabel;
  /** "from ₹499": the lowest of several prices. */
  from: boolean;
  /** One end of "₹1,299 - ₹2,499". */
  range: boolean;
  start: number;
  end: number;
}

export interface AmountOptions {
  decimalSeparator?: string | null;
}

const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xff10];
const NOT_LATIN = /[^\0-\u02ff\u2000-\u20ff]/;
export const DIGIT = /[\d٠-٩۰-۹०-९০-৯੦-੯૦-૯୦-୯௦-௯౦-౯೦-೯൦-൯０-９]/;
const NATIVE_DIGIT = /[٠-٩۰-۹०-९০-৯੦-੯૦-૯୦-୯௦-௯౦-౯೦-೯൦-൯０-９]/g;

const SPACE = "[ \\u00a0\\u2007\\u2009\\u202f]";
/**
 * Digits with separators. A space joins only before a group of three, or after a separator before two decimals; a
 * leading point counts unless it ends a word ("Rs.999").
 */
const NUMBER = new RegExp(
  `(?<!\\d|\\d[.,])(?:(?<![\\p{L}\\p{M}])[.])?(?:\\d{1,3}(?:${SPACE}\\d{3}(?!\\d))+|\\d+)(?:[.,'’´٬٫،]+\\d+|[.,]${SPACE}\\d{2}(?!\\d|\\s?%|[.,]\\d|\\s\\d))*`,
  "gu",
);
const EURO_CENTS = /^\d+\s?€\s?\d\d(?!\d)/;
const EURO_POINT = /^\d+€\d+/;
const DATE = /^(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})$/;
const MULTIPLIER = /^\s?(lakhs?|lacs?|crores?|cr)\b/i;
const FROM_AFTER = /^[^\d]{0,6}(?:onwards\b|and up\b|起|から|부터)/i;
/** Not "Ft", which is Hungarian money. */
const FEET = /^\s?ft(?!\p{L})/u;
/** What comes after a number that counts something else, or is part of a date. */
const MEASURED =
  /^[./-]\d{1,2}[./-]\d{2,4}\b|^\s?(?:%|(?:percent|per ?cent|feet|inch(?:es)?|cm|mm|km|kg|kgs|gms?|grams?|ml|litres?|liters?|oz|lbs?|pcs|pieces?|stars?|reviews?|ratings?|sold|left|items?|days?|hours?|hrs?|mins?|years?|yrs?|people|bought|st|nd|rd|th)(?![\p{L}]))/iu;
const RANGE = /^[\s*]*(?:[-–—~〜]|to|bis|until|à|a|do)[\s]*$/i;
const FROM =
  /(?:^|[\s:(])(?:from|starting(?: at| from)?|starts at|as low as|ab|från|fra|da|desde|à partir de|od|от|onwards)\s*:?\s*$/i;

const BEFORE_RULES: readonly [AmountLabel, RegExp][] = [
  [
    "other",
    /(?:start(?:ing)? (?:price|bid)|opening bid|next bid|reserve(?: price)?|estimate|startpreis|startgebot|mise à prix|prix de départ|base d'asta|precio de salida)\s*:?\s*$/i,
  ],
  [
    "net",
    /(?:ex(?:cl)?(?:uding|\.)?|without|before|ohne|brez|bez|hors|sin|senza|net of)\s*(?:of )?(?:tax(?:es)?|vat|gst|mwst\.?|ddv|dph|iva|tva|btw)\s*:?\s*$/i,
  ],
  [
    "saving",
    /(?:you save|save|saving|savings|discount|(?<!%\s?)off|flat|extra|upto|up to|cashback|earn|worth|get)\s*(?:of|upto|up to)?\s*:?\s*$/i,
  ],
  ["instalment", /(?:\bemi\b|instal?ments?|no cost|\d+\s*x)(?:\s*(?:of|de|from|at|starts?|starting))*\s*:?\s*$/i],
  [
    "member",
    /(?:members?(?: price)?|club price|prime price|insider|gold price|elite price|plus price|logged.?in price)\s*:?\s*$/i,
  ],
  [
    "coupon",
    /(?:with (?:coupon|code)|coupon price|after coupon|price after|effective price|best price with coupon|use code \S+ (?:to get (?:it )?(?:at|for)))\s*:?\s*$/i,
  ],
  [
    "mrp",
    /(?:m\.?\s?r\.?\s?p\.?|rrp|msrp|srp|uvp|list(?: price)?|was|original(?: price)?|regular(?: price)?|reg\.?|old price|compare(?: at)?(?: price)?|before|previous(?:ly)?|strike|actual price|retail(?: price)?|statt|běžná cena|před slevou|prix conseillé|avant|antes|precio anterior|vorher|ordinarie pris|старая цена)\s*(?:price)?\s*(?:is)?\s*[:=-]?\s*$/i,
  ],
  [
    "sale",
    /(?:now|sale(?: price)?|offer(?: price)?|deal(?: price)?|special(?: price)?|our price|today|final price|selling price|current price|you pay|jetzt|nur|naše cena|discounted price|price)\s*(?:only|is|at)?\s*[:=-]?\s*$/i,
  ],
  [
    "other",
    /(?:^|[\s(])(?:[+＋]\s*|[-−])$|(?:shipping|delivery|postage|orders? (?:above|over)|above|over|minimum|min\.?|spend|deposit|tax|gst|vat)\s*(?:of|charge|charges|fee|purchase)?\s*:?\s*$/i,
  ],
];
const AFTER_RULES: readonly [AmountLabel, RegExp][] = [
  [
    "unit",
    /^\s*\)?\s*(?:\/|per\b|pro\b|je\b|al\b|par\b)\s*\(?(?:\d+(?:[.,]\d+)?\s?)?(?:kg|kilogram\w*|g|gr|gram\w*|ml|cl|l|lit(?:re|er|ro)s?|oz|lbs?)\b/i,
  ],
  [
    "net",
    /^\s*\(?(?:\+\s*(?:gst|tax|vat)|ex(?:cl)?(?:uding|\.)? (?:tax|vat|gst|btw|mwst)|netto|bez dph|brez ddv|zzgl\.? mwst|hors taxe|sin iva)/i,
  ],
  ["saving", /^\s*(?:off|discount|saved|cashback|savings?)\b/i],
  ["instalment", /^\s*(?:\/|per |a )?\s?(?:month|mo|mth|week)\b|^\s*x\s*\d+/i],
  ["member", /^\s*(?:for members|members? only|for (?:prime|gold|plus|elite|insider)|with (?:membership|prime|gold))/i],
  ["coupon", /^\s*(?:\(?with (?:coupon|code)|after (?:coupon|code)|\(?using (?:coupon|code))/i],
  ["mrp", /^\s*\(?(?:mrp|m\.r\.p|rrp|msrp)\b(?!\W*\p{L}{0,3}\W*\d)/iu],
];

/** Every amount that a text names, in order, with what the words around it say it is. Dates and measures are left out. */
export function amounts(text: string, options: AmountOptions = {}): Amount[] {
  const plain = asciiDigits(text.slice(0, 4000));
  const found: Amount[] = [];
  let previous = 0;
  for (const number of numbers(plain, options.decimalSeparator === "€")) {
    const amount = read(plain, number, previous, options);
    if (!amount) continue;
    previous = endOf(amount, plain, previous);
    found.push(amount);
  }
  return markRanges(plain, found);
}

/** Whether a currency stands beside some number of a short text; most texts are sorted out by this. */
export function namesMoney(text: string): boolean {
  if (!DIGIT.test(text)) return false;
  const plain = asciiDigits(text);
  return numbers(plain, false).some(
    ({ start, end }) =>
      currencyBeside(plain.slice(Math.max(0, start - 60), start), plain.slice(end, end + 40)) !== null,
  );
}

function asciiDigits(text: string): string {
  return NOT_LATIN.test(text) ? text.replace(NATIVE_DIGIT, toAscii) : text;
}

/** Where an amount ends, with a sign behind it: that is not the next one's. */
function endOf({ mark, start, end }: Amount, text: string, previous: number): number {
  if (!mark || text.slice(Math.max(previous, start - mark.sign.length - 2), start).includes(mark.sign)) return end;
  const at = text.indexOf(mark.sign, end);
  return at >= 0 && at <= end + 2 ? at + mark.sign.length : end;
}

interface Place {
  start: number;
  end: number;
}

function numbers(text: string, euroIsPoint: boolean): Place[] {
  const places: Place[] = [];
  const euros = text.includes("€") ? (euroIsPoint ? EURO_POINT : EURO_CENTS) : null;
  let skipTo = 0;
  for (const { index, 0: written } of text.matchAll(NUMBER)) {
    if (index < skipTo) continue;
    const euro = euros?.exec(text.slice(index, index + 32));
    skipTo = index + (euro ? euro[0].length : written.length);
    places.push({ start: index, end: skipTo });
  }
  return places;
}

function read(text: string, { start, end }: Place, previous: number, options: AmountOptions): Amount | null {
  const written = text.slice(start, end);
  const after = text.slice(end, end + 40);
  if (DATE.test(written) || (after !== "" && (FEET.test(after) || MEASURED.test(after)))) return null;
  const before = text.slice(Math.max(previous, start - 60), start);
  const mark = currencyBeside(before, after);
  // A number that is the tail or head of a word ("MX924", "3XL") is no amount unless a currency stands there.
  if (!mark && (/[\p{L}_#-]$/u.test(before) || /^[A-Za-z_]/.test(after))) return null;
  const multiplier = after === "" ? null : MULTIPLIER.exec(after);
  const value = decimalOf(written, mark, options.decimalSeparator ?? null);
  if (value === null) return null;
  const bare = mark
    ? before.slice(0, before.lastIndexOf(mark.sign) < 0 ? undefined : before.lastIndexOf(mark.sign))
    : before;
  return {
    value: multiplier ? scale(value, multiplier[1]!) : value,
    mark,
    label: labelOf(bare, mark, after),
    from: (bare !== "" && FROM.test(bare)) || (after !== "" && FROM_AFTER.test(after)),
    range: false,
    start,
    end,
  };
}

const NAMES_NEXT: ReadonlySet<AmountLabel> = new Set(["mrp", "net", "member", "coupon"]);
const LEADS_ON = /^[^\p{L}\d]*(?:\p{L}{1,3}\.?[^\p{L}\d]*)?\d/u;

function labelOf(before: string, mark: CurrencyMark | null, after: string): AmountLabel {
  if (before === "" && after === "") return "price";
  const tail = mark && after.trimStart().startsWith(mark.sign) ? after.trimStart().slice(mark.sign.length) : after;
  const later = tail === "" ? undefined : labelAfter(tail);
  if (later) return later;
  const words = before.replace(/[(\s]{1,60}$/, " ").replace(/\([^)]*\)\s*$/, "");
  if (words.trim() === "") return "price";
  for (const [label, rule] of BEFORE_RULES) if (rule.test(words)) return label;
  return "price";
}

function labelAfter(tail: string): AmountLabel | undefined {
  return AFTER_RULES.find(([label, rule]) => {
    const match = rule.exec(tail);
    // Words that lead up to another amount speak of that one.
    return match && !(NAMES_NEXT.has(label) && LEADS_ON.test(tail.slice(match[0].length)));
  })?.[0];
}

function markRanges(text: string, found: Amount[]): Amount[] {
  for (let i = 1; i < found.length; i++) {
    const low = found[i - 1]!;
    const high = found[i]!;
    let between = text.slice(low.end, high.start);
    for (const mark of [low.mark, high.mark]) if (mark) between = between.replace(mark.sign, "");
    const priced = low.mark !== null || high.mark !== null;
    if (priced && RANGE.test(between) && Number(high.value) > Number(low.value)) {
      low.range = true;
      high.range = true;
    }
  }
  return found;
}

/** Which separator starts the decimals: as price-parser decides, but Indian groups and three-decimal currencies are known. */
function decimalOf(written: string, mark: CurrencyMark | null, given: string | null): string | null {
  const compact = written
    .replace(/[\s\u00a0\u2007\u2009\u202f]/g, "")
    .replaceAll("٫", ".")
    .replace(/[٬،]/g, ",");
  const trimmed = compact.replace(/[.,]+$/, "");
  const euro = /^(\d+)€(\d+)$/.exec(trimmed);
  if (euro) return clean(euro[1]!, euro[2]!);
  const points = trimmed.split(".").length - 1;
  const number = points === 1 ? trimmed : trimmed.replace(/^\.+/, "");
  const separator = given === "." || given === "," ? given : separatorOf(number, mark);
  if (separator === null) return clean(number.replace(/[.,'’´]/g, ""), "");
  const at = number.lastIndexOf(separator);
  if (at < 0) return clean(number.replace(/[.,'’´]/g, ""), "");
  return clean(number.slice(0, at).replace(/[.,'’´]/g, ""), number.slice(at + 1).replace(/[.,'’´]/g, ""));
}

function separatorOf(number: string, mark: CurrencyMark | null): string | null {
  const tail = /(\d*)([.,])(\d+)$/.exec(number);
  if (!tail) return null;
  const [, head, separator, digits] = tail as unknown as [string, string, string, string];
  if (digits.length !== 3) return separator;
  const single =
    number.indexOf(separator) === number.lastIndexOf(separator) && !/[.,'’]/.test(number.replace(separator, ""));
  // "0.500" and ".500" group nothing.
  if (single && separator === "." && /^0?$/.test(head)) return separator;
  if (single && separator === "." && mark?.iso && THREE_DECIMALS.has(mark.iso)) return separator;
  return null;
}

const THREE_DECIMALS: ReadonlySet<string> = new Set(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]);

function clean(whole: string, fraction: string): string | null {
  if (!/^\d*$/.test(whole) || !/^\d*$/.test(fraction)) return null;
  const left = whole.replace(/^0+(?=\d)/, "") || "0";
  const right = fraction.replace(/0+$/, "");
  return left.length > 15 || right.length > 15 ? null : left + (right && `.${right}`);
}

function scale(value: string, word: string): string {
  const places = /^c/i.test(word) ? 7 : 5;
  const [whole = "0", fraction = ""] = value.split(".");
  const padded = fraction.padEnd(places, "0");
  return clean(whole + padded.slice(0, places), padded.slice(places)) ?? value;
}

function toAscii(digit: string): string {
  const point = digit.codePointAt(0)!;
  const zero = ZEROS.findLast((start) => point >= start)!;
  return String(point - zero);
}
