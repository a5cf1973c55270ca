/** Deeper than any product; a page that nests deeper means harm. */
const MAX_DEPTH = 100;

/**
 * JSON as shops write it: with comments, trailing commas, bare keys, single quotes, line breaks and unescaped quotes in
 * strings, cut off at the end, or several values one after another. Gives the values it could read, none for nonsense.
 */
export function readJson(text: string): unknown[] {
  const bare = unwrap(text);
  try {
    return [JSON.parse(bare)];
  } catch {
    return new LenientReader(bare.replace(/[^\P{Cc}\n]/gu, " ")).all();
  }
}

/** Without the wrappers that keep old browsers from reading it. */
function unwrap(text: string): string {
  return text
    .replace(/^\uFEFF/, "")
    .replace(/^\s*(?:\/\/\s*)?(?:<!\[CDATA\[|<!--)|(?:\/\/\s*)?(?:\]\]>|-->)\s*$/g, "")
    .trim();
}

const AFTER_KEY = /\s*(?::|$)/y;
const AFTER_VALUE = /\s*(?:[}\]]|\/[/*]|$|,\s*(?:["'][^"']{0,80}["']\s*:|[\w$@-]{1,80}\s*:|[}\]]|\/[/*]|$))/y;
const AFTER_ITEM = /\s*(?:[}\]]|\/[/*]|$|,\s*(?:["'{[\]\-\d]|true|false|null|\/[/*]|$))/y;

class Unreadable extends Error {}

class LenientReader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  all(): unknown[] {
    const values: unknown[] = [];
    try {
      for (;;) {
        // Between values anything goes: a semicolon, a comma, a stray closing bracket, an assignment.
        while (this.#at < this.#text.length && !/[[{]/.test(this.#text[this.#at]!)) this.#at++;
        if (this.#at >= this.#text.length) return values;
        values.push(this.#value(0));
      }
    } catch (error) {
      if (error instanceof Unreadable) return values;
      throw error;
    }
  }

  #value(depth: number, inArray = false): unknown {
    if (depth > MAX_DEPTH) throw new Unreadable();
    this.#skip();
    const char = this.#text[this.#at];
    if (char === undefined) return null;
    if (char === "{") return this.#object(depth);
    if (char === "[") return this.#array(depth);
    if (char === '"' || char === "'" || char === "`") return this.#string(char, inArray ? AFTER_ITEM : AFTER_VALUE);
    return this.#word();
  }

  #object(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = Object.create(null);
    this.#at++;
    for (;;) {
      this.#skip();
      const char = this.#text[this.#at];
      if (char === undefined) return object;
      if (char === "}") {
        this.#at++;
        return object;
      }
      if (char === ",") {
        this.#at++;
        continue;
      }
      if (char === "]") return object;
      const key = this.#key(char);
      this.#skip();
      if (this.#text[this.#at] !== ":") {
        if (this.#at >= this.#text.length) return object;
        if (key === "") throw new Unreadable();
        continue;
      }
      this.#at++;
      object[key] = this.#value(depth + 1);
    }
  }

  #array(depth: number): unknown[] {
    const array: unknown[] = [];
    this.#at++;
    for (;;) {
      this.#skip();
      const char = this.#text[this.#at];
      if (char === undefined) return array;
      if (char === "]") {
        this.#at++;
        return array;
      }
      if (char === ",") this.#at++;
      else if (char === "}") return array;
      else {
        const before = this.#at;
        array.push(this.#value(depth + 1, true));
        if (this.#at === before) throw new Unreadable();
      }
    }
  }

  #key(char: string): string {
    if (char === '"' || char === "'") return this.#string(char, AFTER_KEY);
    const bare = /[\w$@.-]*/y;
    bare.lastIndex = this.#at;
    const [key = ""] = bare.exec(this.#text) ?? [];
    this.#at += key.length;
    return key;
  }

  #string(quote: string, ending: RegExp): string {
    let text = "";
    this.#at++;
    for (; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at]!;
      if (char === "\\") text += this.#escape();
      else if (char === quote && this.#ends(ending)) {
        this.#at++;
        return text;
      } else text += char;
    }
    return text;
  }

  /** A quote ends a string when what follows is the next part of the JSON: else somebody forgot to escape it. */
  #ends(ending: RegExp): boolean {
    ending.lastIndex = this.#at + 1;
    return ending.test(this.#text);
  }

  #escape(): string {
    const char = this.#text[++this.#at];
    if (char === undefined) return "";
    const known = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" }[char];
    if (known) return known;
    const hex = char === "u" ? /^[0-9a-f]{4}/i.exec(this.#text.slice(this.#at + 1, this.#at + 5)) : null;
    if (!hex) return char;
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(hex[0], 16));
  }

  #word(): unknown {
    const bare = /[^\s,\]}:;]+/y;
    bare.lastIndex = this.#at;
    const [word] = bare.exec(this.#text) ?? [];
    if (word === undefined) throw new Unreadable();
    this.#at += word.length;
    if (word === "true") return true;
    if (word === "false") return false;
    if (word === "null" || word === "undefined" || word === "NaN") return null;
    return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(word) ? Number(word) : word;
  }

  #skip(): void {
    const blank = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
    blank.lastIndex = this.#at;
    const found = blank.exec(this.#text);
    if (found) this.#at += found[0].length;
  }
}
