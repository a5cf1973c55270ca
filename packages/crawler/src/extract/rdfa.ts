import type { Element } from "domhandler";
import { absolute } from "../url.ts";
import { attribute, textOf } from "./dom.ts";
import type { Page } from "./page.ts";
import { link, type Thing, typeName, type Value } from "./thing.ts";

/** The items of RDFa Lite (vocab, typeof, property, resource) that speak schema.org or GoodRelations. */
export function readRdfa(page: Page): Thing[] {
  if (!page.hasRdfa) return [];
  const owner = new Map<Element, Thing>();
  const roots: Thing[] = [];
  for (const element of page.elements) {
    const above = element.parent ? owner.get(element.parent as Element) : undefined;
    const typed = itemOf(element);
    const own = typed ?? above;
    if (own) owner.set(element, own);
    const names = above ? termsOf(element, typed !== null) : [];
    if (typed && names.length === 0) roots.push(typed);
    if (above) addAll(above, names, typed ?? (names.length > 0 ? textValue(element, page) : null));
  }
  return link(roots);
}

function addAll(thing: Thing, names: readonly string[], value: Value | null): void {
  if (value !== null) for (const name of names) add(thing, name, value);
}

function itemOf(element: Element): Thing | null {
  const type = attribute(element, "typeof");
  if (!type) return null;
  const id = attribute(element, "resource") ?? attribute(element, "about");
  return { types: type.split(/\s+/).map(typeName), id, properties: new Map() };
}

function termsOf(element: Element, isItem: boolean): string[] {
  const written = attribute(element, "property") ?? (isItem ? attribute(element, "rel") : null);
  return (written ?? "").split(/\s+/).filter(isTerm);
}

/** Names of other vocabularies (OpenGraph, Dublin Core) are none of an item's. */
function isTerm(name: string): boolean {
  return /^(?:https?:\/\/schema\.org\/|schema:|gr:|s:|product:)?[a-z]\w*$/i.test(name);
}

function add(thing: Thing, name: string, value: Value): void {
  const key = typeName(name);
  const list = thing.properties.get(key);
  if (list) list.push(value);
  else thing.properties.set(key, [value]);
}

function textValue(element: Element, page: Page): string | null {
  const content = attribute(element, "content");
  if (content) return content;
  const target = attribute(element, "resource") ?? attribute(element, "href") ?? attribute(element, "src");
  if (target && !(element.name === "a" && textOf(element, 200))) return absolute(target, page.base) ?? target;
  return textOf(element, 5000) || null;
}
