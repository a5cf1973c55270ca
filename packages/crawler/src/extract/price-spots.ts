import { type Amount, amounts, DIGIT, namesMoney } from "../amounts.ts";
import { resolveCurrency } from "../currency.ts";
import type { PageElement } from "./element.ts";
import { landmarks } from "./landmarks.ts";
import type { Page } from "./page.ts";

/** An amount of money that a visitor sees, where, and how likely it is the price of the page's product. */
export interface PriceSpot {
  amount: Amount;
  currency: string | null;
  score: number;
  /** Crossed out, or said to be what it cost before. */
  struck: boolean;
  /** Named as what it cost before. */
  was: boolean;
  /** A higher one that is struck stands beside it. */
  reduced?: boolean;
  element: PageElement;
  at: number;
}

/** Longer texts are prose. */
const MAX_TEXT = 100;

/** More buttons are those of a list. */
const MOST_BUTTONS = 40;

const ASIDE_TAG = new Set(["header", "footer", "nav", "aside"]);
/** What all of the page is in: its names say nothing of a place in it. */
const WHOLE: ReadonlySet<string> = new Set(["html", "body", "main"]);
const STRUCK_TAG = new Set(["del", "s", "strike"]);

/** Everything on the page that reads as an amount of money, likeliest first. */
export function priceSpots(page: Page): PriceSpot[] {
  const found = locate(page);
  const { heading, buttons } = landmarks(page);
  const places = buttons.slice(0, MOST_BUTTONS).map(({ at }) => at);
  const repeats = repeated(found);
  const spots = found.map(({ amount, element, at }): PriceSpot => {
    const context = contextOf(element);
    const score = points(amount, context, at, heading, places) - (repeats.has(signature(element)) ? 1.5 : 0);
    const struck = context.struck || amount.label === "mrp";
    const { was } = context;
    return { amount, currency: resolveCurrency(amount.mark, page.defaultCurrency), score, was, struck, element, at };
  });
  markReduced(spots);
  return spots.sort((a, b) => b.score - a.score);
}

/** Elements between a price and what it cost before. */
const BESIDE = 8;

/** Notes which prices stand beside a higher one that is struck; what is only named old is struck then. */
function markReduced(spots: readonly PriceSpot[]): void {
  const inOrder = spots.toSorted((a, b) => a.at - b.at);
  let first = 0;
  for (const former of inOrder) {
    if (!former.struck && !former.was) continue;
    while (inOrder[first]!.at < former.at - BESIDE) first++;
    for (let index = first; inOrder[index] && inOrder[index]!.at <= former.at + BESIDE; index++) {
      const spot = inOrder[index]!;
      if (spot.struck || spot.was || !isOpen(spot.amount) || !isReduced(spot, former)) continue;
      former.struck = true;
      if (!spot.reduced) spot.score += 1;
      spot.reduced = true;
    }
  }
}

/** Said to be a price, and one alone. */
export function isOpen(amount: Amount): boolean {
  return (amount.label === "price" || amount.label === "sale") && !amount.range && Number(amount.value) > 0;
}

/** A higher price, struck through, stands right beside. */
function isReduced(spot: PriceSpot, former: PriceSpot): boolean {
  const [high, low] = [Number(former.amount.value), Number(spot.amount.value)];
  return high > low && high < low * 10;
}

interface Located {
  amount: Amount;
  element: PageElement;
  at: number;
}

/**
 * Each amount once, at the innermost element that holds all of it; the words around it in outer elements still say what
 * it is.
 */
function locate(page: Page): Located[] {
  const located: Located[] = [];
  /** What was found within an element so far, by the element. */
  const within = new Map<unknown, Located[]>();
  for (let at = page.visible.length - 1; at >= 0; at--) {
    const element = page.visible[at]!;
    const { text } = element;
    // Far out a text is long and speaks of several prices: nothing more is to be learned there.
    if (text === undefined || text.length > MAX_TEXT || !DIGIT.test(text)) continue;
    if (isTile(element)) continue;
    const inner = within.get(element) ?? [];
    const fresh = isWrapper(element, inner.length > 0)
      ? []
      : readAmounts(element, text).filter((amount) => !informed(amount, inner));
    const all = [...inner, ...fresh.map((amount) => ({ amount, element, at }))];
    if (all.length === 0) continue;
    located.push(...all.slice(inner.length));
    const parent = element.parent as PageElement | null;
    if (parent?.text !== undefined && parent.text.length <= MAX_TEXT) {
      within.set(parent, [...all, ...(within.get(parent) ?? [])]);
    }
  }
  return located;
}

/** Another product's price: deep in what stands aside, and a link to somewhere else. */
function isTile(element: PageElement): boolean {
  const { aside, linked } = contextOf(element);
  return linked && aside >= 3;
}

/** Says no more than the one element in it, where its text was looked through already. */
function isWrapper(element: PageElement, found: boolean): boolean {
  if (!found && element.says.price) return false;
  const { children } = element;
  const only = children.length === 1 ? (children[0] as PageElement) : element.tags[0];
  return only?.text === element.text && only !== undefined;
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
  return same.length > 0 || inner.some((one) => isGlued(amount.value, one.amount.value));
}

/** "$200" and "2 bids" without a blank between read as 2002, "M-212" and "150.00€" as 212150. */
function isGlued(outer: string, inner: string): boolean {
  return outer.length > inner.length && (outer.startsWith(inner) || outer.endsWith(inner));
}

const BARE = /^[\d.,' \u00a0]{1,12}(?:[*]|,-)?$/;

/** Amounts count with a currency, or alone in an element that calls itself a price. */
function readAmounts(element: PageElement, text: string): Amount[] {
  const whole = wholeText(element, text);
  if (namesMoney(whole)) return amounts(whole).filter(({ mark }) => mark && isCurrency(mark.sign));
  const bare = element.says.price && BARE.test(whole);
  return bare ? amounts(whole).filter(({ value }) => Number(value) > 0) : [];
}

/** Single letters ("L", "R", "P") stand for too much else on a page. */
function isCurrency(sign: string): boolean {
  return !/^(?:\p{Script=Latin}|\p{Script=Cyrillic}|ID|Ar|MT|FG|UM|Sl|V[Tt]|SPL|DA|DT|NT|LE)$/u.test(sign);
}

/** A price whose cents are set apart ("87" raised "11") as one number; the text for screen readers where there is one. */
function wholeText(element: PageElement, text: string): string {
  const children = element.tags;
  const spoken = children.find((child) => child.says.spoken);
  const said = spoken?.text;
  if (said && /\d/.test(said) && said.length < 20) return said;
  const last = children.findLast((child) => /^\d{2}\D{0,4}$/.test(child.text ?? ""));
  const apart = last && (last.name === "sup" || last.says.cents || isTail(last.text!, text));
  if (!apart) return text;
  const cents = last.text!;
  const at = text.lastIndexOf(cents);
  const head = text.slice(0, at).replace(/[.,\s]+$/, "");
  return /\d$/.test(head) ? `${head}.${text.slice(at)}` : text;
}

/** Two digits in an element of their own, right after others. */
function isTail(digits: string, text: string): boolean {
  return /^\d\d$/.test(digits) && /\d\d{2}\D*$/.test(text) && text.lastIndexOf(digits) >= text.length - 6;
}

interface Context {
  /** How near a name says that it is a price: 0 for the element itself. */
  named: number;
  struck: boolean;
  was: boolean;
  now: boolean;
  aside: number;
  linked: boolean;
}

function contextOf(element: PageElement): Context {
  const context: Context = {
    named: Number.POSITIVE_INFINITY,
    struck: false,
    was: false,
    now: false,
    aside: 0,
    linked: false,
  };
  let one: PageElement | null = element;
  for (let depth = 0; one?.attribs && depth < 14; depth++) {
    addContext(context, one, depth);
    one = one.parent as PageElement | null;
  }
  return context;
}

function addContext(context: Context, one: PageElement, depth: number): void {
  const { name, says, attribs } = one;
  if (says.price) context.named = Math.min(context.named, depth);
  context.now ||= depth <= 2 && says.now;
  context.was ||= depth <= 1 && says.was;
  context.struck ||= depth <= 2 && (STRUCK_TAG.has(name) || /line-through/i.test(attribs.style ?? ""));
  context.linked ||= depth <= 6 && name === "a";
  if (says.aside && !WHOLE.has(name)) context.aside += depth <= 6 ? 1 : 0.6;
  if (ASIDE_TAG.has(name)) context.aside += 0.8;
  else if (name === "li") context.aside += 0.3;
  // What an option costs more, or costs instead.
  if (depth <= 3 && (name === "label" || name === "option")) context.aside += 1;
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
  sum += NAMED[context.named] ?? 0;
  if (context.now) sum += 1;
  if (context.was) sum -= 2;
  sum += LABEL_POINTS[amount.label];
  if (amount.from) sum -= 1;
  if (amount.range) sum -= 2;
  if (context.linked) sum -= 2;
  sum -= Math.min(context.aside, 3) * 1.75;
  if (heading >= 0) sum += nearness(at - heading);
  const button = buttons.reduce((best, one) => Math.min(best, Math.abs(one - at)), Number.POSITIVE_INFINITY);
  return button < 150 ? sum + 2 * (1 - button / 150) : sum;
}

/** Points for being named a price, by how far up the name stands. */
const NAMED: readonly number[] = [2.25, 2.25, 2, 1.5];

/** Prices follow their title closely; some stand just before it. */
function nearness(distance: number): number {
  if (distance >= 0)
    return distance < 60 ? 3 : distance < 120 ? 2.25 : distance < 200 ? 1.75 : distance < 500 ? 0.75 : -0.5;
  return distance > -40 ? 1.5 : -1;
}

/** What kind of element a price stands in. Kinds that hold many different amounts are tiles of a list. */
function signature(element: PageElement): string {
  const parent = element.parent as PageElement | null;
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
  return new Set([...kinds].filter(([, values]) => values.size >= 3).map(([kind]) => kind));
}
