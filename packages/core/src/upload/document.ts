import { inflateRawSync, inflateSync } from "node:zlib";

/** What a PDF may hold that acts, hides files, or keeps us from looking. */
const FORBIDDEN: [name: string, reason: string][] = [
  ["Encrypt", "This PDF is locked. Save it without a password."],
  ["JavaScript", "This PDF holds a program."],
  ["JS", "This PDF holds a program."],
  ["Launch", "This PDF starts programs."],
  ["EmbeddedFile", "Other files are hidden in this PDF."],
  ["EmbeddedFiles", "Other files are hidden in this PDF."],
  ["Filespec", "Other files are hidden in this PDF."],
  ["RichMedia", "This PDF holds films or sound."],
  ["XFA", "This PDF is a form that acts by itself."],
  ["SubmitForm", "This PDF sends forms."],
  ["ImportData", "This PDF reads other files."],
  ["GoToE", "Other files are hidden in this PDF."],
];
const namesOf = (atLeast: number) => {
  const names = FORBIDDEN.map(([name]) => name).filter((name) => name.length >= atLeast);
  return new RegExp(`/(${names.join("|")})(?![A-Za-z0-9_.-])`);
};
const NAMES = namesOf(1);
/** Long enough not to stand by chance in what is packed: looked for where streams are only pretended, too. */
const LONG_NAMES = namesOf(6);

const MAX_STREAM = 20_000_000;
const MAX_INFLATED = 60_000_000;
/** A page that was scanned in colour has some 30 MB. */
const MAX_IMAGES = 120_000_000;
const MAX_STREAMS = 5_000;

/** Why a PDF may not be kept, for people; null where nothing speaks against it. Packed objects are unpacked, within bounds. */
export function harmOf(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (!text.slice(-2048).includes("%%EOF")) return "This PDF is damaged.";
  const { bare, streams } = partsOf(text);
  const own = forbiddenIn(bare, NAMES) ?? forbiddenIn(text, LONG_NAMES);
  if (own || streams.length > MAX_STREAMS) return own ?? "This PDF is too large to be looked through.";
  const room = { objects: MAX_INFLATED, images: MAX_IMAGES };
  for (const stream of streams) {
    const found = harmIn(stream, room);
    if (found) return found;
  }
  return null;
}

const UNUSUAL = "This PDF is packed in an unusual way.";

/** Takes what it unpacked from the room that is left. */
function harmIn({ head, body }: Stream, room: { objects: number; images: number }): string | null {
  const words = unescaped(head);
  const filters = filtersOf(words);
  const holdsObjects = /\/ObjStm/.test(words);
  if (!filters?.includes("FlateDecode")) return filters && !holdsObjects ? null : UNUSUAL;
  // What calls itself an image may be drawn as a page all the same.
  const of = /\/Subtype\s*\/Image/.test(words) ? "images" : "objects";
  const packed = filters[0] === "ASCII85Decode" ? fromAscii85(body) : Buffer.from(body, "latin1");
  const plain = inflated(packed, of === "images" ? room.images : Math.min(MAX_STREAM, room.objects));
  if (plain === null) return "This PDF unpacks to more than we look through.";
  room[of] -= plain.length;
  return holdsObjects ? forbiddenIn(plain, NAMES) : null;
}

const FILTERS = /^(?:ASCII85Decode )?(?:FlateDecode ?)?(?:DCTDecode|JPXDecode|CCITTFaxDecode|JBIG2Decode)?$/;

/** How a stream is packed, in this order; null for ways that no shop's program takes, which would unpack further than we look. */
function filtersOf(words: string): string[] | null {
  const found = [
    ...words.matchAll(/\/(?:Filter|F)(?![A-Za-z0-9])\s*(\[[^\]]{0,200}\]?|\/[A-Za-z0-9.]+|\d+\s+\d+\s+R)/g),
  ];
  const ways = found.map(([, given = ""]) => given.match(/[A-Za-z0-9.]+/g) ?? []);
  return ways.every((names) => FILTERS.test(names.join(" "))) ? (ways.at(-1) ?? []) : null;
}

function fromAscii85(body: string): Buffer {
  const digits = body.replace(/\s+/g, "").replace(/^<~/, "").replace(/~>?$/, "").replaceAll("z", "!!!!!");
  const missing = (5 - (digits.length % 5)) % 5;
  const bytes = Buffer.alloc(Math.ceil(digits.length / 5) * 4);
  for (let at = 0; at < digits.length; at += 5) {
    const group = digits.slice(at, at + 5).padEnd(5, "u");
    const value = [...group].reduce((sum, digit) => sum * 85 + digit.charCodeAt(0) - 33, 0);
    bytes.writeUInt32BE(Math.max(0, value) % 2 ** 32, (at / 5) * 4);
  }
  return bytes.subarray(0, bytes.length - missing);
}

interface Stream {
  head: string;
  body: string;
}

/** What lies outside of streams, and the streams with the dictionary before each. */
function partsOf(text: string): { bare: string; streams: Stream[] } {
  const bare: string[] = [];
  const streams: Stream[] = [];
  const starts = />>\s*stream\r?\n/g;
  let at = 0;
  for (;;) {
    starts.lastIndex = at;
    const start = starts.exec(text);
    const end = start ? text.indexOf("endstream", starts.lastIndex) : -1;
    if (!start || end < 0) return { bare: [...bare, text.slice(at)].join("\n"), streams };
    const head = text.slice(at, start.index + 2);
    bare.push(head);
    streams.push({ head: dictionaryIn(head), body: text.slice(starts.lastIndex, end) });
    at = end + "endstream".length;
  }
}

/** What stands before a stream, from where its own object begins; a text in it begins none. */
function dictionaryIn(head: string): string {
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of head.matchAll(/\\[\s\S]|[()]|\bobj\b/g)) {
    if (token === "(") depth++;
    else if (token === ")") depth = Math.max(0, depth - 1);
    else if (token === "obj" && depth === 0) start = index;
  }
  return head.slice(start);
}

function forbiddenIn(text: string, names: RegExp): string | null {
  const [, name] = names.exec(unescaped(text)) ?? [];
  return FORBIDDEN.find(([known]) => known === name)?.[1] ?? null;
}

/** A name may be spelt `/J#61vaScript`. */
function unescaped(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Null where it is more than that. What is damaged says nothing. */
function inflated(packed: Buffer, maxOutputLength: number): string | null {
  for (const unpack of [inflateSync, inflateRawSync]) {
    try {
      return unpack(packed, { maxOutputLength: Math.max(1, maxOutputLength), finishFlush: 2 }).toString("latin1");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return null;
    }
  }
  return "";
}
