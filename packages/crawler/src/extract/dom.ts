import { type AnyNode, type Document, type Element, hasChildren, isTag, isText } from "domhandler";
import type { PageElement } from "./element.ts";

const SILENT: ReadonlySet<string> = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "svg",
  "head",
  "iframe",
  "object",
]);
export const BLOCK: ReadonlySet<string> = new Set(
  "address article aside blockquote br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table td th tr ul".split(
    " ",
  ),
);

/** The elements below `root` in document order; where `skip` says so, nothing below an element is looked at. */
export function elements(root: AnyNode | Document, skip?: (element: PageElement) => boolean): PageElement[] {
  const found: PageElement[] = [];
  let node: AnyNode | null = hasChildren(root) ? root.firstChild : null;
  while (node) {
    const tag = isTag(node) ? (node as PageElement) : null;
    if (tag) found.push(tag);
    node = after(node, root, tag && !skip?.(tag) ? tag.firstChild : null);
  }
  return found;
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

const BLANK = /[\s\u200b\u200e\u200f]+/g;
const UNEVEN = /[^\S ]| {2}|[\u200b\u200e\u200f]/;

/** White space of any kind and length as one space. */
export function collapse(text: string): string {
  return UNEVEN.test(text) ? text.replace(BLANK, " ") : text;
}

export function squeeze(text: string): string {
  return collapse(text).trim();
}

export function attribute(element: Element, name: string): string | null {
  const value = element.attribs[name];
  return value === undefined ? null : value.trim();
}

export function isHidden(element: Element): boolean {
  if (SILENT.has(element.name) || element.attribs.hidden !== undefined) return true;
  const style = element.attribs.style;
  return style !== undefined && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style);
}
