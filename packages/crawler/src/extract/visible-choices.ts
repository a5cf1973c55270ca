import { elements, squeeze, textOf } from "./dom.ts";
import type { PageElement } from "./element.ts";
import { Findings, type FoundSize } from "./finding.ts";
import { saysOf } from "./names.ts";
import type { Page } from "./page.ts";

const GONE =
  /(?:^|[\s_-])(?:na|oos|sold|soldout|disabled|unavailable|inactive|out|outofstock|gone|crossed|strike|not-available|no-stock|unselectable|empty)(?:[\s_-]|$)/;
const GROUPS: ReadonlySet<string> = new Set(["select", "ul", "ol", "div", "fieldset"]);

/** The choice of sizes: a select, radio buttons or a row of buttons that calls itself so, with what is sold out. */
export function readVisibleSizes(page: Page): Findings {
  const findings = new Findings("visible");
  for (const element of page.visible) {
    if (!isSizeChoice(element)) continue;
    const found = choicesOf(element);
    if (found.length === 0) continue;
    findings.add("sizes", found, 0.55, element.name);
    break;
  }
  return findings;
}

/** A size as an element offers it: a control that is not marked as gone can be chosen. */
export function choiceOf(element: PageElement): FoundSize | null {
  const raw = squeeze(textOf(element, 40)).replace(/\s*[-(–].*(?:sold out|out of stock|left|notify).*$/i, "");
  if (!raw || raw.length > 24) return null;
  const wrapper = element.parent as PageElement | null;
  const marked =
    [element, ...(wrapper?.name === "li" ? [wrapper] : [])].some(isGone) ||
    /sold out|out of stock/i.test(textOf(element, 80));
  const control =
    /^(?:button|option|label|a|input)$/.test(element.name) ||
    element.attribs.role === "radio" ||
    element.attribs.role === "option";
  return { raw, offered: marked ? false : control ? true : null };
}

function isGone(element: PageElement): boolean {
  const { disabled, "aria-disabled": ariaDisabled, class: names = "" } = element.attribs;
  return (
    disabled !== undefined ||
    ariaDisabled === "true" ||
    GONE.test(names.toLowerCase()) ||
    /not available|sold out|out of stock/i.test(element.attribs.title ?? "")
  );
}

function isSizeChoice(element: PageElement): boolean {
  if (!GROUPS.has(element.name)) return false;
  const { name = "", "aria-label": label = "", "data-attribute_name": attribute = "" } = element.attribs;
  const more = `${name} ${label} ${attribute}`.toLowerCase();
  return (element.says.sizes || saysOf(more.trim()).sizes) && !/chart|guide|font/.test(`${element.names} ${more}`);
}

function choicesOf(group: PageElement): FoundSize[] {
  const found = new Map<string, FoundSize>();
  const inner = elements(group);
  const controls = inner.filter(({ name }) => name === "option" || name === "button" || name === "label");
  for (const element of controls.length > 0 ? controls : inner.filter(({ name }) => name === "li" || name === "a")) {
    const choice = choiceOf(element);
    if (
      choice &&
      !/select|choose|wählen|choisir|elegir|guide|chart|please|^sizes?$|notify/i.test(choice.raw) &&
      !found.has(choice.raw)
    )
      found.set(choice.raw, choice);
  }
  return [...found.values()].slice(0, 60);
}
