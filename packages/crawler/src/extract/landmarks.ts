import type { PageElement } from "./element.ts";
import { meta, type Page } from "./page.ts";

const BUY =
  /^(?:(?:\+ )?add to (?:cart|bag|basket|trolley)|buy(?: it)? now|buy|purchase|order now|pre-?order(?: now)?|go to (?:cart|store)|place bid|make offer|in den (?:warenkorb|einkaufswagen)|ajouter au panier|acheter|añadir (?:al carrito|a la cesta|al carro)|agregar al carr(?:ito|o)|comprar(?: ahora)?|aggiungi al carrello|acquista|in winkel(?:wagen|mand)|do koszyka|dodaj do koszyka|vložit do košíku|do košíku|vložiť do košíka|do košíka|v košarico|dodaj v košarico|lisa ostukorvi|osta|lisää ostoskoriin|lägg i (?:varukorg|kundvagn)|læg i kurv|в корзину|купить|adauga in cos|adaugă în coș|sepete ekle|カートに入れる|加入購物車|立即購買|장바구니|구매하기|أضف)(?!\p{L})/iu;
export interface Landmarks {
  /** Where the product's title stands among the visible elements; -1 when nowhere. */
  heading: number;
  /** The buttons that put the page's product into the cart. */
  buttons: readonly PageElement[];
}

const known = new WeakMap<Page, Landmarks>();

/** What a visitor looks for first, worked out once a page. */
export function landmarks(page: Page): Landmarks {
  const old = known.get(page);
  if (old) return old;
  const found = { heading: headingIndex(page), buttons: page.visible.filter(isBuyButton) };
  known.set(page, found);
  return found;
}

function isBuyButton(element: PageElement): boolean {
  const { name, attribs } = element;
  if (name !== "button" && name !== "input" && name !== "a" && attribs.role !== "button") return false;
  if (element.says.buy) return true;
  const text = name === "input" ? attribs.value : element.text;
  const label = attribs["aria-label"];
  return (text !== undefined && BUY.test(text)) || (label !== undefined && BUY.test(label));
}

function headingIndex(page: Page): number {
  const titles = [page.title, meta(page, "og:title", "twitter:title") ?? ""].map(words).filter(Boolean);
  const told = (text: string | undefined) => {
    const heading = words(text ?? "").slice(0, 40);
    return heading.length > 3 && titles.some((title) => title.includes(heading));
  };
  const headings = page.visible.filter(({ name }) => name === "h1");
  const named = headings.find(({ text }) => told(text));
  if (named) return named.at;
  const other = page.visible.find(
    ({ name, text }) =>
      text !== undefined &&
      text.length > 8 &&
      !/^(?:a|li|option|title)$/.test(name) &&
      told(text) &&
      words(text).length > 8,
  );
  return other?.at ?? headings[0]?.at ?? -1;
}

function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
