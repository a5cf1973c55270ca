import type { Element } from "domhandler";
import { namesOf } from "./dom.ts";
import { meta, type Page } from "./page.ts";

const BUY =
  /^(?:(?:\+ )?add to (?:cart|bag|basket|trolley)|buy(?: it)? now|buy|purchase|order now|pre-?order(?: now)?|go to (?:cart|store)|place bid|make offer|in den (?:warenkorb|einkaufswagen)|ajouter au panier|acheter|añadir (?:al carrito|a la cesta|al carro)|agregar al carr(?:ito|o)|comprar(?: ahora)?|aggiungi al carrello|acquista|in winkel(?:wagen|mand)|do koszyka|dodaj do koszyka|vložit do košíku|do košíku|vložiť do košíka|do košíka|v košarico|dodaj v košarico|lisa ostukorvi|osta|lisää ostoskoriin|lägg i (?:varukorg|kundvagn)|læg i kurv|в корзину|купить|adauga in cos|adaugă în coș|sepete ekle|カートに入れる|加入購物車|立即購買|장바구니|구매하기|أضف)(?!\p{L})/iu;
const BUY_NAME =
  /add-?to-?(?:cart|bag|basket|trolley)|addtocart|addtobag|addtobasket|buy-?now|buybutton|btn-?buy|add_to_(?:cart|bag)|buy-?box-?button/;

/** The button that puts the page's product into the cart. */
export function isBuyButton(element: Element, page: Page): boolean {
  const { name, attribs } = element;
  if (name !== "button" && name !== "input" && name !== "a" && attribs.role !== "button") return false;
  if (BUY_NAME.test(namesOf(element))) return true;
  const text = name === "input" ? (attribs.value ?? "") : (page.texts.get(element) ?? "");
  return BUY.test(text) || BUY.test(attribs["aria-label"] ?? "");
}

/** Where the product's title stands among the visible elements; -1 when nowhere. */
export function headingIndex(page: Page): number {
  const titles = [page.title, meta(page, "og:title", "twitter:title") ?? ""].map(words).filter(Boolean);
  const told = (text: string | undefined) => {
    const heading = words(text ?? "").slice(0, 40);
    return heading.length > 3 && titles.some((title) => title.includes(heading));
  };
  const named = page.headings.find((heading) => told(page.texts.get(heading)));
  if (named) return page.visible.indexOf(named);
  const other = page.visible.findIndex((element) => {
    const text = page.texts.get(element);
    return (
      text !== undefined &&
      text.length > 8 &&
      !/^(?:a|li|option|title)$/.test(element.name) &&
      told(text) &&
      words(text).length > 8
    );
  });
  return other >= 0 ? other : page.headings[0] ? page.visible.indexOf(page.headings[0]) : -1;
}

function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
