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

const LONGEST = Math.max(...Object.keys(SIGNS).map((sign) => sign.length));

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

/** The currency written right before or right after a number; a code beats a bare "$" beside it. */
export function currencyBeside(before: string, after: string): CurrencyMark | null {
  const head = before.slice(-LONGEST - 6).replace(/[\s\u00a0]*:?[\s\u00a0]*$/, "");
  // "1.198,- Kr" and "499/- INR".
  const tail = after.slice(0, LONGEST + 12).replace(/^(?:[.,]\s?[-–—]+|\/-)/, "");
  const left = signBefore(head);
  const leftCode = codeBefore(left === null ? head : head.slice(0, -left.length).trimEnd());
  if (leftCode !== null && (left === null || !isLong(left))) return { sign: leftCode, iso: leftCode.toUpperCase() };
  const right = left === null ? signAfter(tail) : null;
  const sign = left ?? right;
  const rightCode =
    sign === null || sign === "$" ? codeAfter(right === null ? tail : tail.trimStart().slice(right.length)) : null;
  if (rightCode !== null) return { sign: rightCode, iso: rightCode.toUpperCase() };
  return sign === null ? null : { sign, iso: SIGNS[sign] || null };
}

/** The first currency named anywhere in a text. */
export function currencyIn(text: string): CurrencyMark | null {
  const words = text
    .slice(0, 2000)
    .split(/[\s\d()[\]:;|]+/)
    .filter((word) => word !== "" && word.length <= LONGEST);
  const code = words.find((word) => /^[A-Z]{3}$/.test(word) && isCode(word) && !WORDY.test(word));
  if (code) return { sign: code, iso: code };
  const sign = words
    .flatMap((word) => signBefore(word) ?? signAfter(word) ?? [])
    .find((found) => !/^\p{L}{1,2}$/u.test(found) || text.trim() === found);
  return sign === undefined ? null : { sign, iso: SIGNS[sign] || null };
}

/** "US$" and "A$" say more than a code before them could. */
function isLong(sign: string): boolean {
  return sign.length > 1 && sign.endsWith("$");
}

/** What signs end and begin with: few texts pass. */
const LAST: ReadonlySet<string> = new Set(Object.keys(SIGNS).map((sign) => sign.slice(-1)));
const FIRST: ReadonlySet<string> = new Set(Object.keys(SIGNS).map((sign) => sign.charAt(0)));

/** The longest sign that a text ends with; one made of letters must not be a piece of a longer word. */
function signBefore(text: string): string | null {
  if (!LAST.has(text.charAt(text.length - 1))) return null;
  for (let length = Math.min(LONGEST, text.length); length > 0; length--) {
    const sign = text.slice(-length);
    if (Object.hasOwn(SIGNS, sign) && !(isLetter(sign[0]) && isLetter(text.at(-length - 1)))) return sign;
  }
  return null;
}

/** The longest sign that a text begins with. One that stands apart and touches a next number belongs to that number. */
function signAfter(text: string): string | null {
  const start = text.search(/[^\s\u00a0]/);
  if (start < 0 || !FIRST.has(text.charAt(start))) return null;
  for (let length = Math.min(LONGEST, text.length - start); length > 0; length--) {
    const end = start + length;
    const sign = text.slice(start, end);
    if (!Object.hasOwn(SIGNS, sign) || (isLetter(sign.at(-1)) && isLetter(text[end]))) continue;
    return start > 0 && /\d/.test(text[end] ?? "") ? null : sign;
  }
  return null;
}

function codeBefore(text: string): string | null {
  const found = /(?<![A-Za-z])[A-Za-z]{3}$/.exec(text)?.[0];
  return found !== undefined && isCode(found) ? found : null;
}

function codeAfter(text: string): string | null {
  const found = /^[\s.(\u00a0]*([A-Za-z]{3})(?![A-Za-z])/.exec(text)?.[1];
  return found !== undefined && isCode(found) ? found : null;
}

function isLetter(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{M}]/u.test(char);
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
  const upper = text.toUpperCase();
  return CODES.has(upper) && (text === upper || (text === text.toLowerCase() && !WORDY.test(upper)));
}
