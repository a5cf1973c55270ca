import type { Element } from "domhandler";
import { type Amount, amounts } from "../amounts.ts";
import { resolveCurrency } from "../currency.ts";
import { ancestors, namesOf, squeeze, textOf } from "./dom.ts";
import { Findings, type FoundPrice } from "./finding.ts";
import { shortest } from "./offer.ts";
import type { Page } from "./page.ts";

export interface PriceSpot {
  amount: Amount;
  currency: string | null;
  /** Higher is likelier the price of the page's product. */
  score: number;
  struck: boolean;
  element: Element;
  at: number;
}

/** Longer texts are prose. */
const MAX_TEXT = 90;

const PRICE_NAME = /price|pric(?![a-z])|prix|preis|precio|prezzo|cena|cijena|hinta|preco|fiyat|amount|money|our-?price/;
const NOW_NAME =
  /current|now|sale|final|special|offer|selling|discounted|actual-?price|main-?price|our-?price|buy|deal|product-?price|price-?value|pdp|priceblock|highlight/;
const WAS_NAME =
  /(?:^|[\s_-])(?:old|was|list|mrp|m-r-p|strike|striked|strikethrough|original|regular|rrp|msrp|compare|crossed|before|previous|uvp|base-?price|price-?old|oldprice|listprice|initial|crossedout)(?:[\s_-]|$)|oldprice|listprice|price--?old|strike|compare/;
const ASIDE_NAME =
  /relat|recommend|similar|carousel|slider|also|upsell|cross-?sell|crosssell|bundle|accessor|recent|viewed|sponsor|mini-?cart|minicart|basket|cart-?(?:total|summary|drawer)|header|footer|navbar|menu|review|comment|shipping|delivery|installment|emi(?:[\s_-]|$)|saving|you-?save|discount-?amount|per-?unit|unit-?price|unitprice|price-?per|grundpreis|filter|facet|tooltip|popover|modal|coupon|gift-?card|warranty|compare-?table|comparison|other-?sellers|tile|teaser|product-?card|product-?item|product-?list|suggest|bestseller|widget/;
const ASIDE_TAG = new Set(["header", "footer", "nav", "aside", "select", "option", "li"]);
const STRUCK_TAG = new Set(["del", "s", "strike"]);

/** Everything on the page that reads as an amount of money, best first. */
export function priceSpots(page: Page): PriceSpot[] {
  const position = new Map(page.visible.map((element, index) => [element, index]));
  const heading = headingAt(page, position);
  const buttons = page.visible.flatMap((element, index) => (isBuyButton(element) ? [index] : []));
  const spots: PriceSpot[] = [];
  const taken = new Set<Element>();
  for (const [index, element] of page.visible.entries()) {
    if (taken.has(element) || element.children.length > 24 || !mayHoldPrice(element)) continue;
    const text = textOf(element, MAX_TEXT + 1);
    if (text.length > MAX_TEXT || !/\d/.test(text)) continue;
    const found = readSpot(element, joinedDigits(element, text), page);
    if (found.length === 0) continue;
    // The outermost short element speaks for those within, unless they tell more by their own names.
    const inner = splitSpots(element, found, page);
    for (const child of inner.elements) taken.add(child);
    for (const { amount, element: spot } of inner.spots) {
      const at = position.get(spot) ?? index;
      const context = contextOf(spot);
      spots.push({
        amount,
        currency: resolveCurrency(amount.mark, page.defaultCurrency),
        struck: context.struck || amount.label === "mrp",
        score: score(amount, context, at, heading, buttons),
        element: spot,
        at,
      });
    }
  }
  return spots.sort((a, b) => b.score - a.score);
}

/** The price near title and buy button, and the struck-through one beside it. Nothing where two are as likely. */
export function readVisiblePrice(spots: readonly PriceSpot[]): Findings {
  const findings = new Findings("visible");
  const open = spots.filter(({ struck, amount }) => !struck && isOpen(amount));
  const [best] = open;
  if (!best || best.score < 3) return findings;
  const rival = open.find(({ amount }) => amount.value !== best.amount.value);
  const margin = best.score - (rival?.score ?? 0);
  const confidence = Math.min(0.8, 0.45 + Math.min(best.score, 10) * 0.02 + Math.min(margin, 4) * 0.05);
  if (margin >= 0.75) findings.add("price", found(best), confidence, describe(best.element));
  const was = spots.find(
    (spot) => spot.struck && spot.amount.label !== "saving" && isAbove(spot, best) && Math.abs(spot.at - best.at) < 60,
  );
  if (was && margin >= 0.75) findings.add("mrp", found(was), confidence - 0.05, describe(was.element));
  return findings;
}

function isOpen(amount: Amount): boolean {
  return (amount.label === "price" || amount.label === "sale") && !amount.range && Number(amount.value) > 0;
}

function isAbove(spot: PriceSpot, best: PriceSpot): boolean {
  const [high, low] = [Number(spot.amount.value), Number(best.amount.value)];
  return high > low && high < low * 20;
}

function found({ amount, currency }: PriceSpot): FoundPrice {
  return { amount: shortest(amount.value), currency };
}

function describe(element: Element): string {
  const name = (element.attribs.class ?? element.attribs.id ?? "").split(/\s+/)[0];
  return `${element.name}${name ? `.${name}` : ""}`;
}

function mayHoldPrice(element: Element): boolean {
  return (
    element.name !== "option" && element.name !== "select" && element.name !== "input" && element.name !== "textarea"
  );
}

/** Amounts count with a currency, or in an element that calls itself a price. */
function readSpot(element: Element, text: string, page: Page): Amount[] {
  const named = PRICE_NAME.test(namesOf(element));
  return amounts(text, { decimalSeparator: null }).filter(
    ({ mark, value }) =>
      (mark !== null && mark.sign.length > 0 && plausibleMark(mark.sign)) ||
      (named && page.defaultCurrency !== "" && Number(value) > 0 && /^\D{0,14}[\d.,' ]+\D{0,14}$/.test(text)),
  );
}

/** One and two letters ("L", "R", "P") stand for too much else in prose. */
function plausibleMark(sign: string): boolean {
  return !/^\p{L}$/u.test(sign) || /^[₹€£¥]$/.test(sign);
}

/** "1 299" with its pennies in a raised element: "87" "11" beside a sign reads as 87.11. */
function joinedDigits(element: Element, text: string): string {
  const hidden = [...element.children].find(
    (child) =>
      child.type === "tag" && /offscreen|sr-only|visually-?hidden/i.test((child as Element).attribs.class ?? ""),
  );
  if (hidden) {
    const whole = textOf(hidden, MAX_TEXT);
    if (/\d/.test(whole)) return whole;
  }
  const parts = [...element.children]
    .flatMap((child) => (child.type === "tag" || child.type === "text" ? [squeeze(textOf(child, 40))] : []))
    .filter(Boolean);
  const raised = [...element.children].some(
    (child) => child.type === "tag" && /^(?:sup|small)$/.test((child as Element).name),
  );
  const fraction = [...element.children].some(
    (child) =>
      child.type === "tag" && /fraction|cents|decimal|penny|pence/i.test((child as Element).attribs.class ?? ""),
  );
  if ((raised || fraction) && parts.length >= 2) {
    const joined = parts.join("");
    const cents = /^(\D{0,5}\d[\d., ]*?)[.,]?(\d{2})(\D{0,6})$/.exec(joined);
    const last = [...parts].reverse().find((part) => /^\d/.test(part));
    if (cents && last !== undefined && /^\d{2}(?!\d)/.test(last))
      return `${cents[1]!.replace(/[.,]$/, "")}.${cents[2]}${cents[3]}`;
  }
  return text;
}

function splitSpots(
  element: Element,
  whole: readonly Amount[],
  page: Page,
): { spots: { amount: Amount; element: Element }[]; elements: Element[] } {
  const inside: Element[] = [];
  const spots: { amount: Amount; element: Element }[] = [];
  const queue = element.children.filter((child) => child.type === "tag") as Element[];
  for (let child = queue.shift(); child; child = queue.shift()) {
    inside.push(child);
    const telling =
      STRUCK_TAG.has(child.name) ||
      WAS_NAME.test(namesOf(child)) ||
      NOW_NAME.test(namesOf(child)) ||
      child.name === "ins";
    const own = telling ? readSpot(child, joinedDigits(child, textOf(child, MAX_TEXT)), page) : [];
    if (own.length > 0) for (const amount of own) spots.push({ amount: labelled(amount, whole), element: child });
    queue.push(...(child.children.filter((inner) => inner.type === "tag") as Element[]));
  }
  const covered = new Set(spots.map(({ amount }) => amount.value));
  for (const amount of whole) if (!covered.has(amount.value)) spots.push({ amount, element });
  return { spots, elements: inside };
}

/** The words around it stood outside of the inner element. */
function labelled(amount: Amount, whole: readonly Amount[]): Amount {
  const same = whole.find(({ value }) => value === amount.value);
  if (!same) return amount;
  const label = amount.label === "price" ? same.label : amount.label;
  return { ...amount, label, range: same.range, from: same.from, mark: amount.mark ?? same.mark };
}

interface Context {
  struck: boolean;
  named: boolean;
  now: boolean;
  aside: number;
  linked: boolean;
  listed: boolean;
}

function contextOf(element: Element): Context {
  const context: Context = { struck: false, named: false, now: false, aside: 0, linked: false, listed: false };
  let depth = 0;
  for (const one of [element, ...ancestors(element, 14)]) {
    const names = namesOf(one);
    if (depth <= 3) {
      context.named ||= PRICE_NAME.test(names);
      context.now ||= depth <= 2 && NOW_NAME.test(names);
      context.struck ||=
        STRUCK_TAG.has(one.name) ||
        (depth <= 1 && WAS_NAME.test(names)) ||
        /line-through/i.test(one.attribs.style ?? "");
    }
    if (ASIDE_NAME.test(names)) context.aside += depth <= 6 ? 1 : 0.6;
    if (ASIDE_TAG.has(one.name)) context.aside += one.name === "li" ? 0.4 : 0.8;
    context.linked ||= one.name === "a";
    depth++;
  }
  return context;
}

function score(amount: Amount, context: Context, at: number, heading: number, buttons: readonly number[]): number {
  let points = amount.mark ? 2 : 0.5;
  if (context.named) points += 2;
  if (context.now) points += 1;
  if (amount.label === "sale") points += 1;
  if (amount.label !== "price" && amount.label !== "sale") points -= 3;
  if (amount.from) points -= 1;
  if (amount.range) points -= 2;
  points -= Math.min(context.aside, 3) * 1.5;
  if (context.linked) points -= 2;
  if (heading >= 0) points += nearness(at - heading);
  const button = buttons.reduce((best, one) => Math.min(best, Math.abs(one - at)), Number.POSITIVE_INFINITY);
  if (button < 150) points += 2 * (1 - button / 150);
  return points;
}

/** Prices follow their title closely; some stand just before it. */
function nearness(distance: number): number {
  if (distance >= 0) return distance < 60 ? 3 : distance < 200 ? 2 : distance < 500 ? 0.75 : -0.5;
  return distance > -40 ? 1.5 : -1;
}

function headingAt(page: Page, position: ReadonlyMap<Element, number>): number {
  const title = words(page.title);
  const named = page.headings.find((heading) => {
    const text = words(textOf(heading, 300));
    return text.length > 3 && title.includes(text.slice(0, 40));
  });
  const heading = named ?? page.headings[0];
  return heading ? (position.get(heading) ?? -1) : -1;
}

function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const BUY =
  /^(?:(?:\+ )?add to (?:cart|bag|basket|trolley)|buy(?: it)? now|buy|add to bag|purchase|order now|pre-?order(?: now)?|go to (?:cart|store)|in den (?:warenkorb|einkaufswagen)|ajouter au panier|añadir (?:al carrito|a la cesta)|agregar al carrito|comprar(?: ahora)?|aggiungi al carrello|acquista|in winkel(?:wagen|mand)|do koszyka|dodaj do koszyka|vložit do košíku|do košíku|vložiť do košíka|do košíka|v košarico|dodaj v košarico|lisa ostukorvi|lisää ostoskoriin|lägg i (?:varukorg|kundvagn)|læg i kurv|в корзину|купить|adauga in cos|adaugă în coș|sepete ekle|カートに入れる|加入購物車|장바구니|구매하기|أضف)/i;

export function isBuyButton(element: Element): boolean {
  const { name, attribs } = element;
  const names = namesOf(element);
  const control = name === "button" || name === "input" || name === "a" || attribs.role === "button";
  if (!control) return false;
  if (/add-?to-?(?:cart|bag|basket)|addtocart|addtobag|addtobasket|buy-?now|buybutton|btn-?buy|add_to_cart/.test(names))
    return true;
  const text = name === "input" ? (attribs.value ?? "") : textOf(element, 60);
  return BUY.test(text) || BUY.test(attribs["aria-label"] ?? "");
}
