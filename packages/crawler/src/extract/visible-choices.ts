import type { Element } from "domhandler";
import { elements, namesOf, squeeze, textOf } from "./dom.ts";
import { Findings, type FoundSize } from "./finding.ts";
import type { Page } from "./page.ts";

const GONE =
  /(?:^|[\s_-])(?:na|oos|sold|soldout|disabled|unavailable|inactive|out|outofstock|gone|crossed|strike|not-available|no-stock|unselectable|empty)(?:[\s_-]|$)/;
const SIZE_NAME =
  /(?:^|[\s_-])(?:sizes?|größe|taille|talla|talle|rozmiar|size-?(?:selector|picker|list|options?|swatch(?:es)?))(?:[\s_-]|$)/;

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
export function choiceOf(element: Element): FoundSize | null {
  const raw = squeeze(textOf(element, 40)).replace(/\s*[-(–].*(?:sold out|out of stock|left|notify).*$/i, "");
  if (!raw || raw.length > 24) return null;
  const wrapper = element.parent as Element | null;
  const marked =
    [element, ...(wrapper?.name === "li" ? [wrapper] : [])].some(isGone) ||
    /sold out|out of stock/i.test(textOf(element, 80));
  const control =
    /^(?:button|option|label|a|input)$/.test(element.name) ||
    element.attribs.role === "radio" ||
    element.attribs.role === "option";
  return { raw, offered: marked ? false : control ? true : null };
}

function isGone(element: Element): boolean {
  const { disabled, "aria-disabled": ariaDisabled, class: names = "" } = element.attribs;
  return (
    disabled !== undefined ||
    ariaDisabled === "true" ||
    GONE.test(names.toLowerCase()) ||
    /not available|sold out|out of stock/i.test(element.attribs.title ?? "")
  );
}

function isSizeChoice(element: Element): boolean {
  if (!/^(?:select|ul|ol|div|fieldset)$/.test(element.name)) return false;
  const { name = "", "aria-label": label = "", "data-attribute_name": attribute = "" } = element.attribs;
  const said = `${namesOf(element)} ${name} ${label} ${attribute}`.toLowerCase();
  return SIZE_NAME.test(said) && !/chart|guide|font/.test(said);
}

function choicesOf(group: Element): FoundSize[] {
  const found = new Map<string, FoundSize>();
  const inner = [...elements(group)];
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
