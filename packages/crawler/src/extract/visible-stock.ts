import { availabilityIn } from "./availability.ts";
import type { PageElement } from "./element.ts";
import { Findings } from "./finding.ts";
import { landmarks } from "./landmarks.ts";
import type { Page } from "./page.ts";
import { CONTACT } from "./words.ts";

const SOLD =
  /^(?:sold ?out|out of stock|currently (?:unavailable|out of stock)|notify me(?: when available)?|coming soon|épuisé|ausverkauft|agotado|esaurito|vyprodáno|품절|売り切れ)[.!]?$/i;
const SAYS_SOLD: ReadonlySet<string> = new Set("button span div p strong b a h1 h2 h3 h4 h5 h6".split(" "));
/** Whole names that shop systems give a product or its stock line. */
const STATE_NAME = /(?:^|[\s_])(?:(in-?stock)|(out-?of-?stock|sold-?out|soldout|outofstock))(?=[\s_]|$)/;

/** Stock as a visitor reads it: elements that are about stock, then words, then whether it can be bought. */
export function readVisibleAvailability(page: Page): Findings {
  const findings = new Findings("visible");
  for (const element of page.visible.filter((one) => one.says.stock).slice(0, 60)) {
    const text = element.text;
    const said = text === undefined || text.length > 120 ? "unknown" : availabilityIn(text);
    const state = said === "unknown" && element.children.length > 0 && text !== "" ? stateOfName(element, text) : said;
    if (state === "unknown") continue;
    findings.add("availability", state, said === "unknown" ? 0.62 : 0.7, element.name);
    break;
  }
  readLabel(page, findings);
  readButton(page, findings);
  return findings;
}

/** A name counts on a line of stock ("stock in-stock") and on a product as a whole ("product instock"). */
function stateOfName(element: PageElement, text: string | undefined): "in_stock" | "out_of_stock" | "unknown" {
  const names = element.names;
  const found = STATE_NAME.exec(names);
  const whole = text === undefined && /(?:^|\s)(?:product|type-product)(?:\s|$)/.test(names);
  if (!found || (text === undefined && !whole)) return "unknown";
  return found[1] ? "in_stock" : "out_of_stock";
}

/** "Availability: …" without a name that says so. */
function readLabel(page: Page, findings: Findings): void {
  const line = page.visible.find((element) => {
    const text = element.text;
    return (
      text !== undefined &&
      text.length < 100 &&
      /^(?:availability|stock|verfügbarkeit|disponibilité|disponibilidad|disponibilità|dostupnost|dostupnosť|razpoložljivost|saadavus|наличие)\s*:/i.test(
        text,
      )
    );
  });
  if (!line) return;
  const state = availabilityIn(line.text!.replace(/^[^:]*:/, ""));
  if (state !== "unknown") findings.add("availability", state, 0.68, "label");
}

function readButton(page: Page, findings: Findings): void {
  const buttons = landmarks(page).buttons;
  const live = buttons.filter((button) => !isOff(button));
  if (live.length > 0) findings.add("availability", "in_stock", 0.6, "buy button");
  else if (page.visible.some(isContact)) findings.add("availability", "in_stock", 0.5, "contact button");
  const sold = page.visible.find(
    ({ name, text }) => text !== undefined && text.length < 40 && SAYS_SOLD.has(name) && SOLD.test(text),
  );
  if (sold) findings.add("availability", "out_of_stock", live.length > 0 ? 0.5 : 0.65, "words");
}

function isContact({ name, text, attribs }: PageElement): boolean {
  if (name !== "button" && name !== "a" && name !== "input" && attribs.role !== "button") return false;
  const said = name === "input" ? attribs.value : text;
  return said !== undefined && said.length < 40 && CONTACT.test(said);
}

function isOff(button: PageElement): boolean {
  const { disabled, "aria-disabled": ariaDisabled } = button.attribs;
  return (
    disabled !== undefined ||
    ariaDisabled === "true" ||
    /(?:^|[\s_-])(?:disabled|sold-?out)(?:[\s_-]|$)/.test(button.names)
  );
}
