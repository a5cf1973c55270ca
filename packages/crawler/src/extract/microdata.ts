import type { Element } from "domhandler";
import { absolute } from "../url.ts";
import { attribute, elements, textOf } from "./dom.ts";
import type { Page } from "./page.ts";
import { link, type Thing, typeName, type Value } from "./thing.ts";

/** The microdata items of a page that are not the value of another. */
export function readMicrodata(page: Page): Thing[] {
  if (!page.hasMicrodata) return [];
  const byId = new Map<string, Element>();
  const roots: Element[] = [];
  const loose: Element[] = [];
  const insideScope = new WeakSet<Element>();
  for (const element of page.elements) {
    if (element.attribs.id) byId.set(element.attribs.id, element);
    const parent = element.parent;
    const inside = parent !== null && insideScope.has(parent as Element);
    const scope = element.attribs.itemscope !== undefined;
    if (inside || scope) insideScope.add(element);
    if (scope && (!inside || element.attribs.itemprop === undefined)) roots.push(element);
    if (!scope && !inside && element.attribs.itemprop !== undefined) loose.push(element);
  }
  const reader = new Reader(page, byId);
  const found = roots.map((root) => reader.item(root));
  // Properties outside of any item still tell something of the page's one product.
  if (loose.length > 0 && loose.length < 100) found.push(reader.looseItem(loose));
  return link(found);
}

class Reader {
  readonly #page: Page;
  readonly #byId: ReadonlyMap<string, Element>;
  readonly #items = new Map<Element, Thing>();

  constructor(page: Page, byId: ReadonlyMap<string, Element>) {
    this.#page = page;
    this.#byId = byId;
  }

  item(scope: Element): Thing {
    const known = this.#items.get(scope);
    if (known) return known;
    const types = (scope.attribs.itemtype ?? "").split(/\s+/).filter(Boolean).map(typeName);
    const thing: Thing = { types, id: scope.attribs.itemid ?? null, properties: new Map() };
    this.#items.set(scope, thing);
    this.#collect(scope, thing);
    for (const id of (scope.attribs.itemref ?? "").split(/\s+/).filter(Boolean)) {
      const referred = this.#byId.get(id);
      if (!referred) continue;
      this.#add(referred, thing);
      if (referred.attribs.itemscope === undefined) this.#collect(referred, thing);
    }
    return thing;
  }

  looseItem(properties: readonly Element[]): Thing {
    const thing: Thing = { types: [], id: null, properties: new Map() };
    for (const element of properties) this.#add(element, thing);
    return thing;
  }

  #collect(scope: Element, thing: Thing): void {
    const isScope = (element: Element) => element.attribs.itemscope !== undefined;
    for (const element of elements(scope, isScope)) this.#add(element, thing);
  }

  #add(element: Element, thing: Thing): void {
    const names = element.attribs.itemprop;
    if (!names) return;
    const value = element.attribs.itemscope === undefined ? this.#text(element) : this.item(element);
    if (value === null) return;
    for (const name of names.split(/\s+/).filter(Boolean).map(typeName)) {
      const list = thing.properties.get(name);
      if (list) list.push(value);
      else thing.properties.set(name, [value]);
    }
  }

  #text(element: Element): Value | null {
    const content = attribute(element, "content");
    if (content !== null && content !== "") return content;
    const address = {
      a: "href",
      link: "href",
      area: "href",
      img: "src",
      source: "src",
      object: "data",
      video: "src",
      embed: "src",
      iframe: "src",
    }[element.name];
    const target = address === undefined ? null : (attribute(element, address) ?? attribute(element, "data-src"));
    // A link around a brand's name says the name; an address says more for pictures and states.
    if (target && !(element.name === "a" && textOf(element, 200))) return absolute(target, this.#page.base) ?? target;
    const special = { data: "value", meter: "value", time: "datetime" }[element.name];
    return (special && attribute(element, special)) || textOf(element, 5000) || null;
  }
}
