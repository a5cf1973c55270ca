/** How shops write a currency, and its ISO 4217 code; an empty code where several countries share the sign. */
const SIGNS: Readonly<Record<string, string>> = Object.fromEntries(
  `₹ INR|Rs. INR|Rs INR|RS. INR|RS INR|rs. INR|rs INR|₨ INR|Re. INR|रु. INR|रु INR|रू. INR|रू INR|र INR|૱ INR|௹ INR|ரூ INR|రూ INR|ರೂ INR|രൂ INR|rupees INR|Rupees INR|rupee INR|රු LKR|नेरू NPR|৳ BDT|টাকা BDT|Nu. BTN
$ USD|US$ USD|US $ USD|U$S UYU|$U UYU|AU$ AUD|A$ AUD|CA$ CAD|CAN$ CAD|C$ CAD|NZ$ NZD|HK$ HKD|S$ SGD|SG$ SGD|NT$ TWD|NT TWD|MX$ MXN|AR$ ARS|CL$ CLP|CO$ COP|R$ BRL|RD$ DOP|TT$ TTD|J$ JMD|BZ$ BZD|Bds$ BBD|BN$ BND|B$ BSD|G$ GYD|N$ NAD|T$ TOP|WS$ WST|Z$ ZWL|MOP$ MOP|CUC$ CUC|CV$ CVE|FJ$ FJD|EC$ XCD
€ EUR|euros EUR|Euros EUR|euro EUR|Euro EUR|EURO EUR|£ GBP|￡ GBP|pounds GBP|pound GBP|E£ EGP|L£ LBP|LB£ LBP|SY£ SYP|₤ |CHF CHF|SFr. CHF|SFr CHF|Fr. CHF|₣ |francs |kr. |kr |Kr. |Kr |KR |Kč CZK|kč CZK|Kc CZK|KČ CZK|zł PLN|Zł PLN|ZŁ PLN|zl PLN|Ft HUF|lei RON|Lei RON|LEI RON|leu RON|лв. BGN|лв BGN|kn HRK|дин. RSD|дин RSD|ден MKD|грн. UAH|грн UAH|₴ UAH|hrn UAH|₽ RUB|рублей RUB|рубля RUB|руб. RUB|руб RUB|р. RUB|р RUB|Р. RUB|Р RUB|Rbl RUB|Br |₺ TRY|TL TRY|tl TRY|₾ GEL|ლ GEL|lari GEL|֏ AMD|դր. AMD|դր AMD|₼ AZN|₸ KZT|тг KZT|сом KGS|som |so'm UZS|сўм UZS|с |₮ MNT|؋ AFN|L |P BWP
¥ JPY|￥ JPY|円 JPY|CN¥ CNY|元 CNY|圆 CNY|人民币 CNY|RMB CNY|yuan CNY|圓 TWD|₩ KRW|원 KRW|₫ VND|VNĐ VND|đ VND|Rp. IDR|Rp IDR|RM MYR|฿ THB|บาท THB|₱ PHP|₭ LAK|៛ KHR
₪ ILS|ש"ח ILS|ש״ח ILS|ش.ج ILS|﷼ |ریال IRR|ريال SAR|تومان IRR|ر.س SAR|SR SAR|د.إ AED|Dhs. AED|Dhs AED|Dh AED|درهم AED|KD KWD|د.ك KWD|BD BHD|.د.ب BHD|QR QAR|ر.ق QAR|ر.ع OMR|ر.ي YER|د.ا JOD|JD JOD|دينار أردني JOD|د.ع IQD|ل.ل LBP|ج.م EGP|جنيه EGP|LE EGP|ج.س SDG|د.ت TND|DT TND|د.م MAD|د.ج DZD|DA DZD|د. 
R ZAR|₦ NGN|₵ GHS|GH₵ GHS|GH¢ GHS|KShs KES|KSh KES|Ksh KES|TSh TZS|USh UGX|ZK ZMW|FCFA XOF|CFA XOF|FBu BIF|FRw RWF|R₣ RWF|Fdj DJF|Nfk ERN|نافكا ERN|ብር ETB|FG GNF|UM MRU|Ar MGA|MT MZN|Esc CVE|Sl SLL|S/. PEN|S/ PEN|S' |B/. PAB|Bs. BOB|Bs BOB|₡ CRC|₲ PYG|Q GTQ|VT VUV|Vt VUV|SPL |₿ BTC|BTC BTC|ID |G `
    .split(/[|\n]/)
    .map((entry) => {
      const at = entry.lastIndexOf(" ");
      return [entry.slice(0, at), entry.slice(at + 1)];
    }),
);

/** Currencies that share a sign: a hint that names one of them decides. */
const SHARED: Readonly<Record<string, string>> = {
  $: "USD AUD CAD NZD HKD SGD TWD MXN ARS CLP COP UYU DOP JMD TTD BBD BSD BND FJD XCD NAD BRL",
  "₨": "INR PKR LKR NPR MUR SCR",
  Rs: "INR PKR LKR NPR MUR SCR",
  kr: "SEK NOK DKK ISK",
  "£": "GBP EGP LBP SYP GIP FKP",
  "₤": "GBP TRY",
  "¥": "JPY CNY",
  Br: "BYN ETB",
  C$: "CAD NIO",
  "₣": "CHF XAF XOF XPF",
  "﷼": "SAR IRR QAR OMR YER",
  L: "HNL MDL",
  som: "KGS UZS",
};

const CODES: ReadonlySet<string> = new Set([...Intl.supportedValuesOf("currency"), "BTC", "PTE"]);

/** Codes that are words or abbreviations of their own, taken only right beside a number. */
const WORDY = /^(?:ALL|TOP|CUP|MOP|GEL|TRY|MAD|COP|PEN|SOS|BAM|BOB|ANG|LAK|STD|SAR|ERN|MUR|PAB|WON|SET|BAN|BAD|CAN)$/;

const literal = (sign: string) => sign.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
const ordered = Object.keys(SIGNS).sort((a, b) => b.length - a.length);
const isWord = (char: string) => /[\p{L}\p{M}]/u.test(char);
/** A sign made of letters must not be a piece of a longer word. */
const alternatives = ordered
  .map((sign) => {
    const before = isWord(sign[0]!) ? "(?<![\\p{L}\\p{M}])" : "";
    const after = isWord(sign.at(-1)!) ? "(?![\\p{L}\\p{M}])" : "";
    return before + literal(sign) + after;
  })
  .join("|");
const code = "(?<![A-Za-z])(?:[A-Z]{3}|[a-z]{3}|[A-Z][a-z]{2})(?![A-Za-z])";

const BEFORE = new RegExp(`(?:(?<sign>${alternatives})|(?<code>${code})\\s?(?<both>${alternatives})?)\\s*:?\\s*$`, "u");
/** "1.198,- Kr", "8000 (USD"; a sign that touches the next number belongs to that one. */
const AFTER = new RegExp(
  `^(?:[.,]\\s?[-–—]+|\\/-)?(?:\\s*(?<sign>${alternatives})(?!(?<=\\s.{1,5})\\d))?(?:[\\s.(]*(?<code>${code}))?`,
  "u",
);
const ANYWHERE = new RegExp(`(${alternatives})`, "gu");
const CODE_ANYWHERE = new RegExp(code, "gu");

export interface CurrencyMark {
  /** As written: "₹", "Rs.", "AUD". */
  sign: string;
  /** ISO 4217, or null when several countries share the sign. */
  iso: string | null;
}

/** ISO 4217 code for a text that is just a code or a sign ("inr", "Rs.", "US$"), or null. */
export function currencyCode(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? "";
  if (CODES.has(trimmed.toUpperCase()) && trimmed.length === 3) return trimmed.toUpperCase();
  return SIGNS[trimmed] || null;
}

/** The currency written right before or right after a number; a code beats a bare sign beside it. */
export function currencyBeside(before: string, after: string): CurrencyMark | null {
  const left = BEFORE.exec(before.slice(-16))?.groups;
  const right = AFTER.exec(after.slice(0, 24))?.groups;
  const leftCode = left?.code !== undefined && isCode(left.code) ? left.code : undefined;
  const rightCode = right?.code !== undefined && isCode(right.code) ? right.code : undefined;
  const sign = left?.sign ?? left?.both ?? (leftCode === undefined ? right?.sign : undefined);
  const named = leftCode ?? (sign === undefined || sign === "$" ? rightCode : undefined);
  if (named !== undefined) return { sign: named, iso: named.toUpperCase() };
  return sign === undefined ? null : { sign, iso: SIGNS[sign] || null };
}

/** The first currency named anywhere in a text, signs that cannot be a word first. */
export function currencyIn(text: string): CurrencyMark | null {
  for (const [found] of text.matchAll(CODE_ANYWHERE)) {
    if (CODES.has(found) && !WORDY.test(found)) return { sign: found, iso: found };
  }
  const marks = [...text.matchAll(ANYWHERE)].map(([sign]) => sign);
  const sure =
    marks.find((sign) => !/^\p{L}{1,2}$/u.test(sign)) ??
    (marks.length && text.trim() === marks[0] ? marks[0] : undefined);
  return sure === undefined ? null : { sign: sure, iso: SIGNS[sure] || null };
}

/** The ISO code of a written currency, given what else is known of the page: "$" in an Australian shop is AUD. */
export function resolveCurrency(mark: CurrencyMark | null, hint: string | null): string | null {
  if (!mark) return hint;
  const shared = SHARED[mark.sign] ?? SHARED[mark.sign.replace(/\.$/, "").toLowerCase()] ?? SHARED[titled(mark.sign)];
  return shared !== undefined && hint !== null && shared.includes(hint) ? hint : mark.iso;
}

function titled(sign: string): string {
  const bare = sign.replace(/\.$/, "");
  return bare.charAt(0).toUpperCase() + bare.slice(1).toLowerCase();
}

function isCode(text: string): boolean {
  return CODES.has(text.toUpperCase()) && (text === text.toUpperCase() || !WORDY.test(text.toUpperCase()));
}
