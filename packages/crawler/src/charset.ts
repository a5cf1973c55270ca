/** Where windows-1252 differs from Latin-1; Node's own decoder for it leaves these bytes as control characters. */
const WINDOWS_1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

const PRESCAN_BYTES = 4096;
const BOMS: readonly [string, readonly number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * The encoding of a page: byte order mark, then the Content-Type header, then what the page declares of itself, then
 * UTF-8 where the bytes are valid, else windows-1252. WHATWG names; an unknown label counts as not given.
 */
export function charsetOf(bytes: Uint8Array, contentType?: string | null): string {
  const marked = BOMS.find(([, bom]) => bom.every((byte, index) => bytes[index] === byte))?.[0];
  return marked ?? headerCharset(contentType) ?? declaredCharset(bytes) ?? (isUtf8(bytes) ? "utf-8" : "windows-1252");
}

/** The text of a page. Never throws: bytes that mean nothing become U+FFFD. */
export function decode(bytes: Uint8Array, charset: string): string {
  const name = known(charset) ?? "utf-8";
  return name === "windows-1252" ? decodeWindows1252(bytes) : new TextDecoder(name).decode(bytes);
}

/** The charset parameter of a Content-Type header, by the letter: browsers do not forgive odd quotes either. */
export function headerCharset(contentType: string | null | undefined): string | null {
  for (const [part] of (contentType ?? "").matchAll(/(?:"[^"]*"|"|[^;,"])+/g)) {
    const found = /^\s*charset=(?:"([^"]+)"|([^\s"']+))\s*$/i.exec(part);
    if (found) return known(found[1] ?? found[2]!);
  }
  return null;
}

const MARKUP =
  /<!--[\s\S]*?(?:-->|$)|<(script|style|title|textarea)\b[\s\S]*?(?:<\/\1|$)|<body[\s>]|<\s*meta[\s/](?:"[^"]*"|'[^']*'|[^>"'])*/gi;

/** What the head of a page says: an XML declaration or a meta element outside comments and scripts. */
export function declaredCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, PRESCAN_BYTES)).toString("latin1");
  const xml = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"'>]+)/i.exec(head);
  if (xml) return declared(xml[1]!);
  for (const [markup] of head.matchAll(MARKUP)) {
    if (/^<body/i.test(markup)) return null;
    const label = /^<\s*meta/i.test(markup) ? metaCharset(markup) : null;
    const charset = label === null ? null : declared(label);
    if (charset) return charset;
  }
  return null;
}

function metaCharset(meta: string): string | null {
  const attributes = new Map<string, string>();
  for (const [, name, , double, single, bare] of meta.matchAll(
    /([^\s"'<>/=]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g,
  )) {
    const key = name!.toLowerCase().replace(/[-_]/g, "");
    if (!attributes.has(key)) attributes.set(key, double ?? single ?? bare ?? "");
  }
  const own = attributes.get("charset")?.trim();
  if (own) return own;
  if (!/content-?type/i.test(attributes.get("httpequiv") ?? "")) return null;
  return /charset\s*=\s*["']?([^\s"';]+)/i.exec(attributes.get("content") ?? "")?.[1] ?? null;
}

/** A page that can be read as ASCII far enough to find its declaration is not UTF-16. */
function declared(label: string): string | null {
  const charset = known(label.trim());
  return charset?.startsWith("utf-16") ? "utf-8" : charset;
}

function known(label: string): string | null {
  try {
    const name = new TextDecoder(label.trim()).encoding;
    return name === "iso-8859-1" ? "windows-1252" : name;
  } catch {
    return null;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function decodeWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("latin1")
    .replace(/[\x80-\x9f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80]!);
}
