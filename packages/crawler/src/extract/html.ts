import { type ChildNode, Document, type ParentNode, Text } from "domhandler";
import { type Handler, Parser } from "htmlparser2";
import { BLOCK, collapse, isHidden, MAX_SHORT } from "./dom.ts";
import { PageElement } from "./element.ts";

/** No page nests deeper by design, and parsing takes time with the square of the depth. */
const MAX_DEPTH = 3000;

class TooDeep extends Error {}

export interface Tree {
  root: Document;
  /** All elements, in document order. */
  elements: readonly PageElement[];
  /** Those that a visitor may see. */
  visible: readonly PageElement[];
  /** Whether any element speaks microdata, or RDFa. */
  hasMicrodata: boolean;
  hasRdfa: boolean;
}

/** The tree of a page, as far as it can be read in bounded time. Never throws. */
export function parseHtml(html: string): Tree {
  const tree = new TreeBuilder();
  try {
    new Parser(tree, { decodeEntities: true }).end(html);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    tree.close();
  }
  return tree;
}

/** Builds the tree, and on the way finds what a visitor sees and reads. Comments are left out. */
class TreeBuilder implements Tree, Partial<Handler> {
  readonly root = new Document([]);
  readonly elements: PageElement[] = [];
  readonly visible: PageElement[] = [];
  hasMicrodata = false;
  hasRdfa = false;
  readonly #open: PageElement[] = [];
  /** What was read so far in each open element; null when it is too long. */
  readonly #words: (string | null)[] = [];
  #parent: ParentNode = this.root;
  #lastText: Text | null = null;
  /** How many open elements are not to be seen, and how many are for browsers without script. */
  #hidden = 0;
  #fallback = 0;

  onopentag(name: string, attributes: Record<string, string>): void {
    if (this.#open.length >= MAX_DEPTH) throw new TooDeep();
    const element = new PageElement(name, attributes);
    this.#append(element);
    this.elements.push(element);
    element.fallback = this.#fallback > 0;
    this.hasMicrodata ||= attributes.itemscope !== undefined || attributes.itemprop !== undefined;
    this.hasRdfa ||= attributes.typeof !== undefined;
    if (name === "noscript") this.#fallback++;
    if (this.#hidden > 0 || isHidden(element)) this.#hidden++;
    else element.at = this.visible.push(element) - 1;
    this.#open.push(element);
    this.#words.push("");
    this.#parent = element;
  }

  onclosetag(): void {
    const element = this.#open.pop();
    if (!element) return;
    const words = this.#words.pop()!;
    this.#lastText = null;
    this.#parent = element.parent!;
    if (element.name === "noscript") this.#fallback--;
    if (element.at < 0) this.#hidden--;
    else if (words !== null) element.text = shortText(words);
    const read = element.at < 0 ? "" : words;
    this.#read(read !== null && BLOCK.has(element.name) ? setApart(read) : read);
  }

  ontext(data: string): void {
    if (this.#lastText) this.#lastText.data += data;
    else {
      const text = new Text(data);
      this.#append(text);
      this.#lastText = text;
    }
    if (this.#hidden === 0) this.#read(collapse(data));
  }

  /** Ends what is still open. */
  close(): void {
    while (this.#open.length > 0) this.onclosetag();
  }

  #append(node: ChildNode): void {
    const { children } = this.#parent;
    const previous = children.at(-1);
    if (previous) {
      node.prev = previous;
      previous.next = node;
    }
    node.parent = this.#parent;
    (children as ChildNode[]).push(node);
    this.#lastText = null;
  }

  #read(words: string | null): void {
    const last = this.#words.length - 1;
    const before = this.#words[last];
    if (before === undefined || before === null || words === "") return;
    const twice = words !== null && before.endsWith(" ") && words.startsWith(" ");
    const all = words === null ? null : before + (twice ? words.slice(1) : words);
    this.#words[last] = all !== null && all.length > MAX_SHORT + 2 ? null : all;
  }
}

function shortText(words: string): string | undefined {
  const text = words.trim();
  return text === "" || text.length > MAX_SHORT ? undefined : text;
}

function setApart(words: string): string {
  if (words === "" || words === " ") return " ";
  return (words.startsWith(" ") ? "" : " ") + words + (words.endsWith(" ") ? "" : " ");
}
