import type { Element } from "domhandler";
import { type Amount, amounts } from "../amounts.ts";
import { resolveCurrency } from "../currency.ts";
import { ancestors, namesOf } from "./dom.ts";
import { headingIndex, isBuyButton } from "./landmarks.ts";
import type { Page } from "./page.ts";

/** An amount of money that a visitor sees, where, and how likely it is the price of the page's product. */
export interface PriceSpot {
  amount: Amount;
  currency: string | null;
  score: number;
  /** Crossed out, or said to be what it cost before. */
  struck: boolean;
  element: Element;
  at: number;
}

/** Longer texts are prose. */
const MAX_TEXT = 100;

const PRICE = /price|prijs|prix|preis|precio|prezzo|cena|cijena|hinta|preco|fiyat|amount|money/;
const NOW =
  /current|(?:^|[\s_-])now|sale|final|special|offer|selling|discounted|actual|main|our-?price|buy|deal|product|value|pdp|priceblock|highlight/;
const WAS =
  /(?:^|[\s_-])(?:old|was|mrp|m-r-p|striked?|strikethrough|original|regular|rrp|msrp|crossed|before|previous|uvp|initial|crossedout|full)(?:[\s_-]|$)|old-?price|list-?price|was-?price|price-?(?:old|was|before|list)|strike|compare-?at|base-?price/;
const ASIDE =
  /relat|recommend|similar|carousel|slider|swiper|also|upsell|cross-?sell|bundle|accessor|recent|viewed|sponsor|mini-?cart|mini-?basket|cart-?(?:total|summary|drawer)|header|footer|navbar|menu|review|comment|shipping|delivery|installment|instalment|(?:^|[\s_-])emi(?:[\s_-]|$)|saving|you-?save|per-?unit|unit-?price|price-?per|price-?tax|(?:ex|excl|without)-?(?:tax|vat)|netto|grundpreis|filter|facet|tooltip|popover|modal|coupon|gift-?card|warranty|comparison|other-?sellers|(?:^|[\s_-])tiles?(?:[\s_-]|$)|teaser|product-?card|product-?thumb|product-?list|suggest|bestseller|widget|newsletter|loyalty/;
const ASIDE_TAG = new Set(["header", "footer", "nav", "aside"]);
const STRUCK_TAG = new Set(["del", "s", "strike"]);

/** Everything on the page that reads as an amount of money, likeliest first. */
export function priceSpots(page: Page): PriceSpot[] {
  const found = locate(page);
  const heading = headingIndex(page);
  const buttons = page.visible.flatMap((element, index) => (isBuyButton(element, page) ? [index] : []));
  const repeats = repeated(found);
  const spots = found.map(({ amount, element, at }): PriceSpot => {
    const context = contextOf(element);
    const score = points(amount, context, at, heading, buttons) - (repeats.has(signature(element)) ? 1 : 0);
    const struck = context.struck || amount.label === "mrp";
    return { amount, currency: resolveCurrency(amount.mark, page.defaultCurrency), score, struck, element, at };
  });
  return spots.sort((a, b) => b.score - a.score);
}

interface Located {
  amount: Amount;
  element: Element;
  at: number;
}

/**
 * Each amount once, at the innermost element that holds all of it; the words around it in outer elements still say what
 * it is.
 */
function locate(page: Page): Located[] {
  const located: Located[] = [];
  const within = new Map<Element, Located[]>();
  for (let at = page.visible.length - 1; at >= 0; at--) {
    const element = page.visible[at]!;
    const inner = element.children.flatMap((child) => within.get(child as Element) ?? []);
    const text = page.texts.get(element);
    const own =
      text !== undefined && text.length <= MAX_TEXT && /\d/.test(text) ? readAmounts(element, text, page) : [];
    const fresh = own.filter((amount) => !informed(amount, inner)).map((amount) => ({ amount, element, at }));
    located.push(...fresh);
    // Far out a text is long and speaks of several prices: nothing more is to be learned there.
    if (text !== undefined && text.length <= MAX_TEXT) within.set(element, [...inner, ...fresh]);
  }
  return located;
}

/** Whether an inner element has this amount already; then what is said outside is noted there. */
function informed(amount: Amount, inner: readonly Located[]): boolean {
  const same = inner.filter((one) => one.amount.value === amount.value);
  for (const one of same) {
    const label = one.amount.label === "price" ? amount.label : one.amount.label;
    one.amount = {
      ...one.amount,
      label,
      range: one.amount.range || amount.range,
      from: one.amount.from || amount.from,
      mark: one.amount.mark ?? amount.mark,
    };
  }
  // "₹1,299" outside of "1,299" and "87.11" outside of "87": the outer one is whole.
  const part = inner.find(
    (one) => one.amount.mark === null && amount.value.startsWith(one.amount.value) && amount.value !== one.amount.value,
  );
  if (part && same.length === 0) {
    part.amount = amount;
    return true;
  }
  return same.length > 0;
}

/** Amounts count with a currency, or alone in an element that calls itself a price. */
function readAmounts(element: Element, text: string, page: Page): Amount[] {
  const whole = wholeText(element, text, page);
  const found = amounts(whole);
  const bare = /^[\d.,' \u00a0]{1,12}(?:[*]|,-)?$/.test(whole) && PRICE.test(namesOf(element));
  return found.filter(({ mark, value }) => (mark ? isCurrency(mark.sign) : bare && Number(value) > 0));
}

/** Single letters ("L", "R", "P") stand for too much else on a page. */
function isCurrency(sign: string): boolean {
  return !/^(?:\p{Script=Latin}|\p{Script=Cyrillic}|ID|Ar|MT|FG|UM|Sl|V[Tt]|SPL|DA|DT|NT|LE)$/u.test(sign);
}

/** A price whose cents are set apart ("87" raised "11") as one number; the text for screen readers where there is one. */
function wholeText(element: Element, text: string, page: Page): string {
  const children = element.children.filter((child): child is Element => child.type === "tag");
  const spoken = children.find((child) =>
    /offscreen|sr-only|visually-?hidden|screen-reader/i.test(child.attribs.class ?? ""),
  );
  const said = spoken && page.texts.get(spoken);
  if (said && /\d/.test(said) && said.length < 20) return said;
  const last = children.findLast((child) => /^\d{2}\D{0,4}$/.test(page.texts.get(child) ?? ""));
  const apart =
    last &&
    (last.name === "sup" || /fraction|cents?(?:[\s_-]|$)|decimal|penn|pence|centi/i.test(last.attribs.class ?? ""));
  if (!apart) return text;
  const cents = page.texts.get(last)!;
  const at = text.lastIndexOf(cents);
  const head = text.slice(0, at).replace(/[.,\s]+$/, "");
  return /\d$/.test(head) ? `${head}.${text.slice(at)}` : text;
}

interface Context {
  struck: boolean;
  was: boolean;
  named: boolean;
  now: boolean;
  aside: number;
  linked: boolean;
}

function contextOf(element: Element): Context {
  const context: Context = { struck: false, was: false, named: false, now: false, aside: 0, linked: false };
  let depth = 0;
  for (const one of withAncestors(element)) addContext(context, one, depth++);
  return context;
}

function addContext(context: Context, one: Element, depth: number): void {
  const names = namesOf(one);
  const near = (limit: number, rule: RegExp) => depth <= limit && rule.test(names);
  context.named ||= near(3, PRICE);
  context.now ||= near(2, NOW);
  context.was ||= near(1, WAS);
  context.struck ||= depth <= 2 && (STRUCK_TAG.has(one.name) || /line-through/i.test(one.attribs.style ?? ""));
  context.linked ||= depth <= 6 && one.name === "a";
  context.aside += asideOf(one, names, depth);
}

function asideOf(one: Element, names: string, depth: number): number {
  const named = ASIDE.test(names) ? (depth <= 6 ? 1 : 0.6) : 0;
  // What an option costs more, or costs instead.
  const option = depth <= 3 && (one.name === "label" || one.name === "option");
  return named + (ASIDE_TAG.has(one.name) ? 0.8 : one.name === "li" ? 0.3 : 0) + (option ? 1 : 0);
}

function* withAncestors(element: Element): Generator<Element> {
  yield element;
  yield* ancestors(element, 13);
}

const LABEL_POINTS: Readonly<Record<Amount["label"], number>> = {
  price: 0,
  sale: 1,
  mrp: -1,
  member: -2,
  coupon: -2,
  saving: -4,
  instalment: -4,
  unit: -4,
  net: -4,
  other: -4,
};

function points(amount: Amount, context: Context, at: number, heading: number, buttons: readonly number[]): number {
  let sum = amount.mark ? 2 : 0.5;
  if (context.named) sum += 2;
  if (context.now) sum += 1;
  if (context.was) sum -= 2;
  sum += LABEL_POINTS[amount.label];
  if (amount.from) sum -= 1;
  if (amount.range) sum -= 2;
  if (context.linked) sum -= 2;
  sum -= Math.min(context.aside, 3) * 1.5;
  if (heading >= 0) sum += nearness(at - heading);
  const button = buttons.reduce((best, one) => Math.min(best, Math.abs(one - at)), Number.POSITIVE_INFINITY);
  return button < 150 ? sum + 2 * (1 - button / 150) : sum;
}

/** Prices follow their title closely; some stand just before it. */
function nearness(distance: number): number {
  if (distance >= 0) return distance < 60 ? 3 : distance < 200 ? 2 : distance < 500 ? 0.75 : -0.5;
  return distance > -40 ? 1.5 : -1;
}

/** What kind of element a price stands in. Kinds that hold many different amounts are tiles of a list. */
function signature(element: Element): string {
  const parent = element.parent as Element | null;
  return `${element.name}.${element.attribs.class ?? ""}<${parent?.attribs?.class ?? ""}`;
}

function repeated(found: readonly Located[]): Set<string> {
  const kinds = new Map<string, Set<string>>();
  for (const { element, amount } of found) {
    const kind = signature(element);
    const values = kinds.get(kind);
    if (values) values.add(amount.value);
    else kinds.set(kind, new Set([amount.value]));
  }
  return new Set([...kinds].filter(([, values]) => values.size >= 4).map(([kind]) => kind));
}
