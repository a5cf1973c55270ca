import { type AnyNode, type Document, type Element, hasChildren, isTag, isText } from "domhandler";

const SILENT = new Set(["script", "style", "noscript", "template", "svg", "head", "iframe", "object"]);
const BLOCK = new Set(
  "address article aside blockquote br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table td th tr ul".split(
    " ",
  ),
);

/** Every node below `root` in document order, without recursion: pages may nest as deep as they like. */
export function* descendants(root: AnyNode | Document): Generator<AnyNode> {
  let node: AnyNode | null = hasChildren(root) ? root.firstChild : null;
  while (node) {
    yield node;
    node = after(node, root, hasChildren(node) ? node.firstChild : null);
  }
}

/** The elements below `root`; where `skip` says so, nothing below an element is looked at. */
export function* elements(root: AnyNode | Document, skip?: (element: Element) => boolean): Generator<Element> {
  let node: AnyNode | null = hasChildren(root) ? root.firstChild : null;
  while (node) {
    const below = isTag(node) && skip?.(node) ? null : hasChildren(node) ? node.firstChild : null;
    if (isTag(node)) yield node;
    node = after(node, root, below);
  }
}

function after(node: AnyNode, root: AnyNode | Document, child: AnyNode | null): AnyNode | null {
  if (child) return child;
  let at: AnyNode | null = node;
  while (at && at !== root) {
    if (at.next) return at.next;
    at = at.parent as AnyNode | null;
  }
  return null;
}

/** Visible text with single spaces, at most `limit` characters; blocks are set apart. */
export function textOf(root: AnyNode, limit = 5000): string {
  let text = "";
  let node: AnyNode | null = root;
  while (node && text.length < limit * 2) {
    const silent: boolean = isTag(node) && SILENT.has(node.name);
    if (isText(node)) text += node.data;
    else if (isTag(node) && BLOCK.has(node.name)) text += " ";
    if (node === root) {
      node = !silent && hasChildren(node) ? node.firstChild : null;
      continue;
    }
    node = after(node, root, !silent && hasChildren(node) ? node.firstChild : null);
  }
  return squeeze(text).slice(0, limit);
}

/** Longer texts are prose. */
export const MAX_SHORT = 200;

/** The texts of all elements of a list that have at most `MAX_SHORT` characters, from the inside out: each is read once. */
export function shortTexts(visible: readonly Element[]): Map<Element, string> {
  const raw = new Map<Element, string | null>();
  const texts = new Map<Element, string>();
  for (let index = visible.length - 1; index >= 0; index--) {
    const element = visible[index]!;
    const joined = joinedText(element, raw);
    raw.set(element, joined);
    const text = joined === null ? "" : squeeze(joined);
    if (text) texts.set(element, text);
  }
  return texts;
}

function joinedText(element: Element, known: ReadonlyMap<Element, string | null>): string | null {
  let text = "";
  for (const child of element.children) {
    if (isText(child)) text += child.data.length > 400 ? squeeze(child.data) : child.data;
    else if (isTag(child)) {
      const inner = known.get(child);
      if (inner === null) return null;
      text += BLOCK.has(child.name) ? ` ${inner ?? ""} ` : (inner ?? "");
    }
    if (text.length > MAX_SHORT * 3) return null;
  }
  const tidy = text.length > MAX_SHORT ? text.replace(/\s+/g, " ") : text;
  return tidy.length > MAX_SHORT + 2 ? null : tidy;
}

export function squeeze(text: string): string {
  return text.replace(/[\s\u00a0\u200b\u200e\u200f\ufeff]+/g, " ").trim();
}

export function attribute(element: Element, name: string): string | null {
  const value = element.attribs[name];
  return value === undefined ? null : value.trim();
}

/** Class names, id and test ids in lower case: what page authors call a thing. */
export function namesOf(element: Element): string {
  const { class: names = "", id = "", itemprop = "", ...rest } = element.attribs;
  const test =
    rest["data-testid"] ?? rest["data-test"] ?? rest["data-qa"] ?? rest["data-test-id"] ?? rest["data-auto-id"] ?? "";
  return `${names} ${id} ${itemprop} ${test}`.toLowerCase();
}

export function* ancestors(element: AnyNode, limit = 100): Generator<Element> {
  let at = element.parent;
  for (let steps = 0; at && steps < limit; steps++) {
    if (isTag(at)) yield at;
    at = at.parent;
  }
}

export function isHidden(element: Element): boolean {
  if (SILENT.has(element.name) || element.attribs.hidden !== undefined) return true;
  const style = element.attribs.style;
  return style !== undefined && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style);
}
