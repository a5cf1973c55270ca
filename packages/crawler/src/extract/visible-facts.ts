import type { Element } from "domhandler";
import { absolute } from "../url.ts";
import { availabilityIn } from "./availability.ts";
import { attribute, elements, namesOf, squeeze, textOf } from "./dom.ts";
import { type FieldName, Findings } from "./finding.ts";
import { gtinOf } from "./gtin.ts";
import { isBuyButton } from "./landmarks.ts";
import type { Page } from "./page.ts";

/** What a page calls a fact, and the field it is. Several languages; the first that matches counts. */
const LABELS: readonly [FieldName, RegExp][] = [
  ["gtin", /^(?:gtin|ean|upc|isbn|barcode|isbn-?1[03]|ean-?(?:code|nummer|kód)?|código de barras)(?:\s*\d{1,2})?$/i],
  [
    "mpn",
    /^(?:mpn|manufacturer(?:'s)? (?:part|product)? ?(?:number|code|no\.?)|part (?:number|no\.?)|item model number|herstellernummer|modellnummer|numero modello articolo|artikelnummer des herstellers|référence fabricant|producer code|part num(?:ber)?)$/i,
  ],
  [
    "styleCode",
    /^(?:style (?:code|no\.?|number|id|#)|style|article (?:code|no\.?|number)|design (?:code|no\.?)|model (?:no\.?|number|code)|product style code)$/i,
  ],
  [
    "sku",
    /^(?:sku|asin|item (?:no\.?|number|code|id|#)|product (?:code|id|no\.?|number|sku)|prod(?:uct)?\.? ?code|art(?:icle)?[.-]? ?(?:nr\.?|no\.?|number)|artikel-?(?:nr\.?|nummer)|référence|réf\.?|referencia|ref\.?|codice(?: prodotto| articolo)?|kód(?: produktu| zboží)?|šifra(?: izdelka)?|koda izdelka|tootekood|tuotenumero|varenummer|artikul|артикул|код товара|cod(?:igo)? ?(?:produs|produto)?|catalogue? (?:no\.?|number)|objektnummer|anzeigennummer|inserat-?nr\.?|ad id|listing id|ebay item number|numero oggetto ebay|shop sku|nº de artículo|上架編號|商品編號|상품번호)$/i,
  ],
  [
    "brand",
    /^(?:brand(?: name)?|marke|marque|marca|merk|značka|znamka|blagovna znamka|bränd|kaubamärk|tuotemerkki|märke|mærke|marka|бренд|торговая марка|producător|manufacturer|hersteller|fabricant|fabricante|výrobce|výrobca|proizvajalec|tootja|produttore|brand\/maker|maker|make|ブランド|品牌|العلامة التجارية|브랜드)$/i,
  ],
  [
    "colour",
    /^(?:colou?r|colou?r name|shade|farbe|couleur|color principal|colore|kleur|barva|farba|värv|väri|färg|farve|kolor|цвет|culoare|renk|رنگ|اللون)$/i,
  ],
  ["gender", /^(?:gender|department|ideal for|geschlecht|genre|género|genere)$/i],
];

const MAX_LABEL = 40;
const MAX_VALUE = 120;

/** Facts written as label and value: definition lists, two-cell table rows, "SKU: X" in one element. */
export function labelledFacts(page: Page): Map<string, string> {
  const facts = new Map<string, string>();
  const note = (label: string, value: string) => {
    const key = label.replace(/[\s:：*]+$/, "").trim();
    if (key && key.length <= MAX_LABEL && value && value.length <= MAX_VALUE * 4 && !facts.has(key))
      facts.set(key, value);
  };
  for (const element of page.visible) {
    if (facts.size > 400) break;
    const pair = pairOf(element);
    if (pair) note(...pair);
  }
  return facts;
}

function pairOf(element: Element): [string, string] | null {
  if (element.name === "dt") {
    const value = nextElement(element);
    return value?.name === "dd" ? [textOf(element, MAX_LABEL + 5), textOf(value, MAX_VALUE * 4)] : null;
  }
  if (element.name === "tr") {
    const cells = tags(element);
    return cells.length === 2 ? [textOf(cells[0]!, MAX_LABEL + 5), textOf(cells[1]!, MAX_VALUE * 4)] : null;
  }
  if (!/^(?:li|p|div|span|td|strong|b|h2|h3|h4|small|label)$/.test(element.name)) return null;
  const inner = tags(element);
  if (inner.length > 4) return null;
  const text = textOf(element, MAX_LABEL + MAX_VALUE + 2);
  if (text.length > MAX_LABEL + MAX_VALUE) return null;
  const colon = /^([^:：]{2,40}?)\s*[:：]\s*(.+)$/.exec(text);
  if (colon) return [colon[1]!, colon[2]!];
  return inner.length === 2 ? [textOf(inner[0]!, MAX_LABEL + 5), textOf(inner[1]!, MAX_VALUE * 4)] : null;
}

export function readLabelledFacts(page: Page): Findings {
  const findings = new Findings("visible");
  const attributes: Record<string, string> = {};
  for (const [label, value] of labelledFacts(page)) {
    const field = LABELS.find(([, rule]) => rule.test(label))?.[0];
    if (field === "gtin") findings.add("gtin", gtinOf(value), 0.7, label);
    else if (field === "sku" || field === "mpn" || field === "styleCode")
      findings.add(field, code(value), field === "sku" ? 0.62 : 0.7, label);
    else if (field && value.length <= 60) findings.add(field as "brand", value, 0.65, label);
    if (label.length <= 30 && value.length <= 200 && Object.keys(attributes).length < 60) attributes[label] = value;
  }
  findings.add("attributes", attributes, 0.5, "facts");
  return findings;
}

/** One word with a digit in it, or two at most: not prose. */
function code(value: string): string | null {
  const first = value.split(/\s{2,}|[|,;]/, 1)[0]!.trim();
  return first.length <= 40 && /\d/.test(first) && first.split(" ").length <= 2 ? first : null;
}

/** Stock as a visitor reads it: in elements that are about stock, by the buy button, in short sentences. */
export function readVisibleAvailability(page: Page): Findings {
  const findings = new Findings("visible");
  const named = page.visible.filter((element) =>
    /stock|availab|verfuegbar|disponib|dostupn|skladem|inventory|delivery-?status|out-of|sold-?out/.test(
      namesOf(element),
    ),
  );
  for (const element of named.slice(0, 40)) {
    const text = textOf(element, 120);
    const state = text.length <= 110 ? availabilityIn(text) : "unknown";
    const fromName = text ? "unknown" : namedState(element);
    const found = state === "unknown" ? fromName : state;
    if (found !== "unknown") {
      findings.add("availability", found, 0.7, element.name);
      return findings;
    }
  }
  const buy = page.visible.find((element) => isBuyButton(element, page));
  if (buy) {
    const off =
      buy.attribs.disabled !== undefined ||
      /\bdisabled|sold-?out\b/.test(namesOf(buy)) ||
      buy.attribs["aria-disabled"] === "true";
    if (!off) findings.add("availability", "in_stock", 0.6, "buy button");
  }
  const sold = page.visible.find(
    (element) =>
      /^(?:button|span|div|p|strong|a)$/.test(element.name) &&
      /^(?:sold out|out of stock|currently unavailable|notify me)[.!]?$/i.test(textOf(element, 40)),
  );
  if (sold) findings.add("availability", "out_of_stock", buy ? 0.5 : 0.65, "words");
  return findings;
}

function namedState(element: Element): "in_stock" | "out_of_stock" | "unknown" {
  const names = namesOf(element);
  if (/out-?of-?stock|sold-?out|unavailable/.test(names)) return "out_of_stock";
  return /\bin-?stock\b/.test(names) ? "in_stock" : "unknown";
}

export function readVisibleName(page: Page): Findings {
  const findings = new Findings("visible");
  const heading = page.headings.map((element) => textOf(element, 300)).find((text) => text.length > 2);
  findings.add("name", heading, 0.6, "h1");
  const title = page.title.split(/\s+[|–—·-]\s+/)[0]!;
  findings.add("name", title, 0.3, "title");
  return findings;
}

export function readVisibleBrand(page: Page): Findings {
  const findings = new Findings("visible");
  for (const element of page.visible) {
    if (!/(?:^|[\s_-])brand(?:[\s_-]|$)|brand-?(?:name|link|title|logo)|manufacturer|byline/.test(namesOf(element)))
      continue;
    const text = textOf(element, 80) || attribute(element, "alt") || logoName(element);
    const name = text
      ?.replace(/^(?:brand|by|visit the|marke|marque|marca|značka)\s*[:：]?\s+/i, "")
      .replace(/\s+store$/i, "");
    if (name && name.length <= 50 && name.split(" ").length <= 6 && !/[:|]|\d{4}/.test(name)) {
      findings.add("brand", name, 0.55, `.${element.attribs.class?.split(/\s+/)[0] ?? element.attribs.id ?? ""}`);
      break;
    }
  }
  return findings;
}

function logoName(element: Element): string | null {
  for (const inner of elements(element)) if (inner.name === "img") return attribute(inner, "alt");
  return null;
}

export function readBreadcrumb(page: Page): Findings {
  const findings = new Findings("visible");
  const list = page.visible.find(
    (element) =>
      /bread-?crumb/.test(`${namesOf(element)} ${(element.attribs["aria-label"] ?? "").toLowerCase()}`) &&
      textOf(element, 400).length > 3,
  );
  if (!list) return findings;
  const links = [...elements(list)].filter(({ name }) => name === "a").map((link) => textOf(link, 80));
  const parts = links.length > 0 ? links : textOf(list, 400).split(/\s*[>/»›|→]\s*/);
  findings.add("category", parts.map(squeeze).filter(Boolean), 0.6, "breadcrumb");
  return findings;
}

/** The choice of sizes: a select, radio buttons or a row of buttons that calls itself so. */
export function readVisibleSizes(page: Page): Findings {
  const findings = new Findings("visible");
  const group = page.visible.find((element) => isSizeChoice(element) && choices(element).length > 0);
  if (group) findings.add("sizes", choices(group), 0.55, group.name);
  return findings;
}

function isSizeChoice(element: Element): boolean {
  const label =
    `${namesOf(element)} ${element.attribs.name ?? ""} ${element.attribs["aria-label"] ?? ""} ${element.attribs["data-attribute_name"] ?? ""}`.toLowerCase();
  if (
    !/(?:^|[\s_-])(?:sizes?|größe|taille|talla|size-?(?:selector|picker|list|options?|swatch(?:es)?))(?:[\s_-]|$)/.test(
      label,
    )
  )
    return false;
  return !/chart|guide|font/.test(label) && /^(?:select|ul|ol|div|fieldset)$/.test(element.name);
}

function choices(group: Element): string[] {
  const found: string[] = [];
  for (const element of elements(group)) {
    const option =
      element.name === "option" || element.name === "li" || element.name === "button" || element.name === "label";
    if (!option) continue;
    const text = squeeze(textOf(element, 40)).replace(/\s*[-(].*(?:sold out|out of stock|left).*$/i, "");
    if (text && text.length <= 20 && !/select|choose|wählen|guide|chart|please|size$/i.test(text)) found.push(text);
  }
  return [...new Set(found)].slice(0, 60);
}

/** Pictures that are large and near the heading, where nothing structured names one. */
export function readVisibleImages(page: Page): Findings {
  const findings = new Findings("visible");
  const found = page.visible.flatMap((element) => {
    if (element.name !== "img" || !/product|gallery|main|zoom|hero|pdp|large|primary/.test(namesOf(element))) return [];
    const source = attribute(element, "data-zoom-image") ?? attribute(element, "data-src") ?? attribute(element, "src");
    const url = source && !source.startsWith("data:") ? absolute(source, page.base) : null;
    const alt = attribute(element, "alt");
    return url ? [{ url, ...(alt && { alt }) }] : [];
  });
  const unique = found.filter(({ url }, index) => found.findIndex((other) => other.url === url) === index);
  findings.add("images", unique.slice(0, 12), 0.5, "img");
  return findings;
}

function nextElement(element: Element): Element | null {
  let next = element.next;
  while (next && next.type !== "tag") next = next.next;
  return next as Element | null;
}

function tags(element: Element): Element[] {
  return element.children.filter((child) => child.type === "tag") as Element[];
}
