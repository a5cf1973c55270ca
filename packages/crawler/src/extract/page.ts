import type { Document, Element } from "domhandler";
import { absolute } from "../url.ts";
import { squeeze, textOf } from "./dom.ts";
import type { PageElement } from "./element.ts";
import { parseHtml } from "./html.ts";

/** Beyond this a page holds nothing that a shopper would see. */
const MAX_CHARS = 8_000_000;

export interface Script {
  type: string;
  id: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
}

/** A page read once, for all rules to look at. */
export interface Page {
  url: string;
  /** What relative addresses are relative to. */
  base: string;
  root: Document;
  lang: string | null;
  title: string;
  /** Contents of meta elements by property or name in lower case. */
  metas: ReadonlyMap<string, readonly string[]>;
  canonical: string | null;
  /** Where a meta element sends the visitor, and after how many seconds. */
  refresh: { seconds: number; url: string } | null;
  jsonLd: readonly string[];
  /** Other scripts written into the page. */
  scripts: readonly Script[];
  /** All elements, in document order. */
  elements: readonly PageElement[];
  /** Those that a visitor may see. */
  visible: readonly PageElement[];
  hasMicrodata: boolean;
  hasRdfa: boolean;
  now: Date;
  /** ISO 4217 of the shop where nothing on the page names one. */
  defaultCurrency: string | null;
}

export interface PageInput {
  url: string;
  html: string;
  defaultCurrency?: string | null;
  now?: Date;
}

export function readPage({ url, html, defaultCurrency, now }: PageInput): Page {
  const { root, elements, visible, hasMicrodata, hasRdfa } = parseHtml(html.slice(0, MAX_CHARS));
  const head = new Head();
  // What stands there for browsers without script is not what a visitor gets.
  for (const element of elements) if (!element.fallback) head.read(element);
  const { metas, jsonLd, scripts, found } = head;
  const base = (found.base?.trim() && absolute(found.base, url)) || url;
  return {
    url,
    base,
    root,
    lang: found.lang ?? null,
    title: found.title ?? "",
    metas,
    canonical: found.canonical ? absolute(found.canonical, base) : null,
    refresh: found.refresh ? refreshOf(found.refresh, base) : null,
    jsonLd,
    scripts,
    elements,
    visible,
    hasMicrodata,
    hasRdfa,
    now: now ?? new Date(),
    defaultCurrency: defaultCurrency ?? null,
  };
}

/** "5; url=/new": a time and an address; the time alone only loads the page again. */
function refreshOf(content: string, base: string): Page["refresh"] {
  const written = /^[\t\n\f\r ]*(\d*\.?\d+)[\t\n\f\r ]*[;,][\t\n\f\r ]*url[\t\n\f\r ]*=[\t\n\f\r ]*(.*)$/is.exec(
    content,
  );
  if (!written) return null;
  const quoted = /^(["'])(.*?)\1/s.exec(written[2]!);
  const url = absolute((quoted?.[2] ?? written[2]!).trim(), base);
  return url ? { seconds: Number(written[1]), url } : null;
}

export function meta(page: Page, ...names: string[]): string | null {
  for (const name of names) {
    const content = page.metas.get(name)?.find(Boolean);
    if (content) return content;
  }
  return null;
}

/** Text that may hold entities or markup, as a person reads it. */
export function plainText(text: string, limit = 20_000): string {
  return /[<&]/.test(text) ? textOf(parseHtml(text.slice(0, limit * 5)).root, limit) : squeeze(text).slice(0, limit);
}

/** What elements that nobody sees say of the page. */
class Head {
  readonly metas = new Map<string, string[]>();
  readonly jsonLd: string[] = [];
  readonly scripts: Script[] = [];
  readonly found: { base?: string; canonical?: string; refresh?: string; title?: string; lang?: string } = {};

  read(element: Element): void {
    const { name, attribs } = element;
    if (name === "script") this.#script(element);
    else if (name === "meta") this.#meta(element);
    else if (name === "title") this.found.title ??= squeeze(rawText(element)) || undefined;
    else if (name === "html") this.found.lang ??= attribs.lang?.trim() || undefined;
    // The first base counts, be it empty.
    else if (name === "base") this.found.base ??= attribs.href;
    else if (name === "link" && /\bcanonical\b/i.test(attribs.rel ?? "")) this.found.canonical ??= attribs.href;
  }

  #meta(element: Element): void {
    const content = element.attribs.content;
    if (content === undefined) return;
    if (element.attribs["http-equiv"]?.trim().toLowerCase() === "refresh") this.found.refresh ??= content;
    for (const key of [element.attribs.property, element.attribs.name]) {
      if (!key) continue;
      const name = key.trim().toLowerCase();
      const list = this.metas.get(name);
      if (list) list.push(squeeze(content));
      else this.metas.set(name, [squeeze(content)]);
    }
  }

  #script(element: Element): void {
    const type = (element.attribs.type ?? "").toLowerCase();
    const text = rawText(element);
    if (!text.trim()) return;
    if (type.includes("ld+json")) this.jsonLd.push(text);
    else this.scripts.push({ type, id: element.attribs.id ?? "", attributes: element.attribs, text });
  }
}

function rawText(element: Element): string {
  let text = "";
  for (const node of element.children) if (node.type === "text") text += node.data;
  return text;
}
