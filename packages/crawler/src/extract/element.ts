import { Element, isTag } from "domhandler";
import { type Says, saysOf } from "./names.ts";

/** An element with what rules ask of it again and again, worked out once. */
export class PageElement extends Element {
  /** Its place among the elements that a visitor may see; -1 for what nobody sees. */
  at = -1;
  /** What a visitor reads in it, if that is short: single spaces, blocks set apart. */
  text: string | undefined = undefined;
  /** Stands where only browsers without script look. */
  fallback = false;
  #names: string | undefined = undefined;
  #says: Says | undefined = undefined;

  /** Class names, id, property and test ids in lower case: what page authors call a thing. */
  get names(): string {
    this.#names ??= joinNames(this.attribs);
    return this.#names;
  }

  /** What those names mean. */
  get says(): Says {
    this.#says ??= saysOf(this.names);
    return this.#says;
  }

  /** The elements right below it. */
  get tags(): PageElement[] {
    return this.children.filter((child): child is PageElement => isTag(child));
  }
}

/** What authors put on an element for their tests; the first in this order counts. */
const TEST_IDS = ["data-testid", "data-test", "data-qa", "data-test-id", "data-auto-id"];

function joinNames(attributes: Readonly<Record<string, string>>): string {
  let names = "";
  let id = "";
  let property = "";
  let tested = false;
  for (const name in attributes) {
    if (name === "class") names = attributes[name]!;
    else if (name === "id") id = attributes[name]!;
    else if (name === "itemprop") property = attributes[name]!;
    else if (name.startsWith("data-")) tested = true;
  }
  const test = tested ? TEST_IDS.find((name) => attributes[name] !== undefined) : undefined;
  if (!names && !id && !property && test === undefined) return "";
  return `${names} ${id} ${property} ${test === undefined ? "" : attributes[test]}`.toLowerCase();
}
