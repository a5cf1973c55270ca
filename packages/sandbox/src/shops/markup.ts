/** Text that is already HTML. Everything else put into a template is escaped. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

export type Part = Markup | string | number | null | undefined | false | readonly Part[];

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export const escapeText = (text: string): string => text.replace(/[&<>"']/g, (c) => ESCAPES[c] as string);

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (part instanceof Markup) return part.text;
  return typeof part === "object" ? part.map(render).join("") : escapeText(String(part));
}

/** A template of HTML or XML: what is put in is escaped unless it is markup itself. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Markup =>
  new Markup(strings.map((s, i) => s + (i < parts.length ? render(parts[i]) : "")).join(""));

/** Trusts the text to be HTML. */
export const raw = (text: string): Markup => new Markup(text);

/** JSON that may stand inside a script element. */
export const json = (value: unknown): Markup => new Markup(JSON.stringify(value).replace(/</g, "\\u003c"));
