import { namesMoney } from "../amounts.ts";
import { parse } from "../url.ts";
import type { PageElement } from "./element.ts";
import { type FieldName, Findings } from "./finding.ts";
import { gtinOf } from "./gtin.ts";
import { landmarks } from "./landmarks.ts";
import type { Page } from "./page.ts";

type Labelled = readonly [field: FieldName, confidence: number, label: RegExp];

/** What pages call a fact, and the field it is; several languages. The surest label of a field counts. */
const LABELS: readonly Labelled[] = [
  [
    "gtin",
    0.7,
    /^(?:gtin|ean|upc|isbn|barcode|isbn-?1[03]|ean-?(?:code|nummer|kód)?|código de barras)(?:\s*-?\d{1,2})?$/i,
  ],
  [
    "mpn",
    0.7,
    /^(?:mpn|manufacturer(?:'s)? (?:part|product)? ?(?:number|code|no\.?|ref\w*)|part (?:number|no\.?)|item model number|herstellernummer|modellnummer|modello|numero modello(?: articolo)?|artikelnummer des herstellers|référence fabricant|producer code|kód výrobcu|kód výrobce|part ?num(?:ber)?|p\/n)$/i,
  ],
  [
    "styleCode",
    0.7,
    /^(?:style (?:code|no\.?|number|id|#)|style|article (?:code|no\.?|number)|design (?:code|no\.?)|model (?:no\.?|number|code)|product style code)$/i,
  ],
  ["sku", 0.68, /^(?:sku|asin|item (?:no\.?|number|code|id|#)|product (?:code|id|no\.?|number|sku)|shop sku)$/i],
  [
    "sku",
    0.62,
    /^(?:prod(?:uct)?\.? ?code|art(?:icle)?[.-]? ?(?:nr\.?|no\.?|number)|artikel-?(?:nr\.?|nummer)|bestell-?(?:nr\.?|nummer)|référence|réf\.?|referencia|ref\.?|codice(?: prodotto| articolo)?|kód(?: produktu| zboží| tovaru)?|šifra(?: izdelka)?|koda izdelka|tootekood|tuotenumero|varenummer|artikul|артикул|код (?:товара|товару)|anzeige|inserat|cikkszám|vare-?nr\.?|tuote(?:koodi|nro)|artikkelnr\.?|nr katalogowy|kod (?:produktu|towaru)|codul produsului|κωδικός(?: προϊόντος)?|(?:stok|ürün) kodu|mã sản phẩm|kode produk|상품코드|型番|商品コード|货号|商品编号|model(?:l)?-?(?:nr|nummer)\.?|cod(?:igo)? ?(?:produs|produto)?|catalogue? (?:no\.?|number)|objektnummer|anzeigennummer|inserat-?nr\.?|anzeigen-?(?:id|nr\.?)|ad id|listing id|ebay item number|numero oggetto ebay|nº de artículo|商品編號|상품번호|品番|商品番号)$/i,
  ],
  [
    "brand",
    0.65,
    /^(?:brand(?: name)?|marke|marque|marca|merk|značka|znamka|blagovna znamka|bränd|kaubamärk|tuotemerkki|märke|mærke|marka|márka|varumärke|varemerke|zīmols|prekės ženklas|thương hiệu|merek|brändi|бренд|торгова марка|торговая марка|ブランド|品牌|العلامة التجارية|브랜드)$/i,
  ],
  [
    "brand",
    0.55,
    /^(?:producător|manufacturer|hersteller|fabricant|fabricante|výrobce|výrobca|proizvajalec|tootja|produttore|maker|make|producent|proizvođač|valmistaja|tillverkare|leverantör|fabrikant|gyártó|ražotājs|gamintojas|üretici|виробник|メーカー|厂商|제조사|производитель)$/i,
  ],
  [
    "colour",
    0.65,
    /^(?:colou?r|colou?r name|shade|farbe|couleur|color principal|colore|kleur|barva|farba|värv|väri|färg|farve|kolor|цвет|culoare|renk|اللون)$/i,
  ],
  ["gender", 0.65, /^(?:gender|department|ideal for|geschlecht|genre|género|genere)$/i],
];

const MAX_LABEL = 40;
const MAX_VALUE = 200;
const MAX_FACTS = 400;

/** Facts written as label and value: definition lists, table rows, "SKU: X". The first of a name counts. */
export function labelledFacts(page: Page): Map<string, string> {
  const facts = new Map<string, string>();
  for (const element of page.visible) {
    if (facts.size > MAX_FACTS) break;
    for (const [label, value] of pairsOf(element)) {
      const key = label.replace(/^[^\p{L}\p{N}]+|[\s:：*?]+$/gu, "");
      const text = value.replace(/^[\s:：]+|[〉】\])]+$/g, "");
      if (key && key.length <= MAX_LABEL && text && text.length <= MAX_VALUE && !facts.has(key)) facts.set(key, text);
    }
  }
  return facts;
}

type Pair = readonly [label: string, value: string];

const NO_PAIRS: readonly Pair[] = [];
const HOLDS_PAIR: ReadonlySet<string> = new Set("li p div span td strong b h2 h3 h4 h5 h6 small label dd".split(" "));

function pairsOf(element: PageElement): readonly Pair[] {
  const { name, text } = element;
  if (name === "dt") {
    const value = nextElement(element);
    return value?.name === "dd" ? [[text ?? "", value.text ?? ""]] : NO_PAIRS;
  }
  if (name === "tr") {
    const cells = element.tags;
    if (cells.length % 2 !== 0 || cells.length > 6) return NO_PAIRS;
    return cells.flatMap((cell, index) => (index % 2 === 0 ? [[cell.text ?? "", cells[index + 1]!.text ?? ""]] : []));
  }
  return text !== undefined && HOLDS_PAIR.has(name) ? pairIn(text, element) : NO_PAIRS;
}

const COLON = /^([^:：]{2,40}?)\s*[:：]\s*(.+)$/;

function pairIn(whole: string, element: PageElement): readonly Pair[] {
  const inner = element.tags;
  if (inner.length > 4) return NO_PAIRS;
  const colon = whole.includes(":") || whole.includes("：") ? COLON.exec(whole) : null;
  // A value that holds another "label: value" is a list of facts, each found by itself.
  if (colon && !/\p{L}\s*[:：]\s/u.test(colon[2]!)) return [[colon[1]!, colon[2]!]];
  if (inner.length !== 2) return NO_PAIRS;
  const [label, value] = [inner[0]!.text, inner[1]!.text];
  return label && value ? [[label, value]] : NO_PAIRS;
}

export function readLabelledFacts(page: Page): Findings {
  const findings = new Findings("visible");
  const attributes: Record<string, string> = {};
  for (const [label, value] of labelledFacts(page)) {
    for (const known of LABELS) if (known[2].test(label)) addFact(known, value, label, findings);
    if (label.length <= 30 && /\p{L}/u.test(label) && Object.keys(attributes).length < 60) attributes[label] = value;
  }
  findings.add("attributes", attributes, 0.5, "facts");
  return findings;
}

function addFact([field, confidence]: Labelled, value: string, label: string, findings: Findings): void {
  if (field === "gtin") findings.add("gtin", gtinOf(value), confidence, label);
  else if (field === "sku" || field === "mpn" || field === "styleCode")
    findings.add(field, codeOf(value), confidence, label);
  else if (value.length <= 60) findings.add(field as "brand", value, confidence, label);
}

/** The code that a text begins with: a word with a digit in it, or all of a short text. Prose is no code. */
export function codeOf(value: string): string | null {
  const whole = value.split(/\s{2,}|[|,;(]/, 1)[0]!.trim();
  const words = whole.split(" ");
  const code = words.length <= 2 ? whole : words[0]!;
  const sound = /\d/.test(code) && code.length >= 2 && code.length <= 40;
  return sound && (words.length <= 2 || /^[\w./-]*\d{4}[\w./-]*$/.test(code)) ? code : null;
}

/** The number in an element that calls itself the product's code, near the title. */
export function readVisibleCode(page: Page): Findings {
  const findings = new Findings("visible");
  const { heading } = landmarks(page);
  const near = page.visible.find(
    ({ at, says, text }) => says.code && text !== undefined && at > heading - 40 && codeIn(text),
  );
  if (near) findings.add("sku", codeIn(near.text!), 0.58, near.name);
  return findings;
}

function codeIn(text: string): string | null {
  if (text.length > 60 || namesMoney(text)) return null;
  return codeOf(
    text.replace(/^[^:：#]{0,40}[:：#]\s*|^(?:sku|réf|ref|art|item|code|cod|kod|kód|model|no|nr|nº)\.?\s+/i, ""),
  );
}

/** The number that a shop puts into a product's address, for pages that show no other. */
export function readAddressId(page: Page): Findings {
  const findings = new Findings("address");
  const path = parse(page.canonical ?? page.url)?.pathname ?? "";
  const asin = /\/(?:dp|gp\/product)\/([A-Z0-9]{10})(?:[/?]|$)/.exec(path)?.[1];
  const last = decode(path.replace(/\/+$/, "").split("/").at(-1) ?? "").replace(/\.(?:html?|php|aspx?|jsp)$/i, "");
  const trailing = /(?:^|[-_/])(?:iid-|p-|item-)?([a-zA-Z]{0,3}\d{5,18}[a-zA-Z]?)$/.exec(last)?.[1];
  const leading = /^(\d{6,14})[-_]/.exec(last)?.[1];
  findings.add("sku", asin ?? trailing ?? leading, 0.45);
  return findings;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function nextElement(element: PageElement): PageElement | null {
  let next = element.next;
  while (next && next.type !== "tag") next = next.next;
  return next as PageElement | null;
}
