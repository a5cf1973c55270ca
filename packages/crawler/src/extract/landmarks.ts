import type { PageElement } from "./element.ts";
import { meta, type Page } from "./page.ts";
import { BUY } from "./words.ts";

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

/** The element that says most of what the page's titles say: a heading, or what is named a title, before other texts. */
function headingIndex(page: Page): number {
  const titles = [page.title, meta(page, "og:title", "twitter:title") ?? ""]
    .map((title) => new Set(wordsOf(title)))
    .filter(({ size }) => size > 0);
  const titled = page.visible.filter(({ name, says }) => name in HEADINGS || (says.title && !NO_TITLE.has(name)));
  const best = likest(titled, titles) ?? likest(page.visible.filter(isShort), titles);
  return best?.at ?? page.visible.find(({ name }) => name === "h1")?.at ?? -1;
}

/** How much more a heading counts than a text of the same words. */
const HEADINGS: Readonly<Record<string, number>> = { h1: 2, h2: 1.2, h3: 1.1 };
const NO_TITLE: ReadonlySet<string> = new Set(["a", "li", "option", "title", "html", "body", "main"]);

function isShort({ name, text }: PageElement): boolean {
  return text !== undefined && text.length > 8 && !NO_TITLE.has(name);
}

/** The first of the elements whose words agree most with one of the titles; none if hardly. */
function likest(elements: readonly PageElement[], titles: readonly Set<string>[]): PageElement | null {
  let best: PageElement | null = null;
  let most = 0.3;
  for (const element of elements) {
    const words = wordsOf(element.text ?? "");
    for (const title of titles) {
      const shared = words.filter((word) => title.has(word)).length;
      const points = ((2 * shared) / (words.length + title.size)) * (HEADINGS[element.name] ?? 1);
      if (points > most) {
        best = element;
        most = points;
      }
    }
  }
  return best;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
