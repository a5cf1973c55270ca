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
const MAX_STREAMS = 5_000;

/** Why a PDF may not be kept, for people; null where nothing speaks against it. Packed objects are unpacked, within bounds. */
export function harmOf(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (!text.slice(-2048).includes("%%EOF")) return "This PDF is damaged.";
  const { bare, streams } = partsOf(text);
  const own = forbiddenIn(bare, NAMES) ?? forbiddenIn(text, LONG_NAMES);
  if (own || streams.length > MAX_STREAMS) return own ?? "This PDF is too large to be looked through.";
  let room = MAX_INFLATED;
  for (const { head, body } of streams) {
    const words = unescaped(head);
    if (/\/Subtype\s*\/Image/.test(words)) continue;
    const isPacked = /\/FlateDecode/.test(words);
    const holdsObjects = /\/ObjStm/.test(words);
    if (holdsObjects && (!isPacked || /Decode.*Decode/.test(words))) return "This PDF is packed in an unusual way.";
    if (!isPacked) continue;
    const plain = inflated(body, Math.min(MAX_STREAM, room));
    if (plain === null) return "This PDF unpacks to more than we look through.";
    room -= plain.length;
    const found = holdsObjects ? forbiddenIn(plain, NAMES) : null;
    if (found) return found;
  }
  return null;
}

/** What lies outside of streams, and the streams with the dictionary before each. */
function partsOf(text: string): { bare: string; streams: { head: string; body: string }[] } {
  const bare: string[] = [];
  const streams: { head: string; body: string }[] = [];
  const starts = />>\s*stream\r?\n/g;
  let at = 0;
  for (;;) {
    starts.lastIndex = at;
    const start = starts.exec(text);
    const end = start ? text.indexOf("endstream", starts.lastIndex) : -1;
    if (!start || end < 0) return { bare: [...bare, text.slice(at)].join("\n"), streams };
    const head = text.slice(at, start.index + 2);
    bare.push(head);
    streams.push({ head: head.slice(head.lastIndexOf(" obj") + 1), body: text.slice(starts.lastIndex, end) });
    at = end + "endstream".length;
  }
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
function inflated(body: string, maxOutputLength: number): string | null {
  const packed = Buffer.from(body, "latin1");
  for (const unpack of [inflateSync, inflateRawSync]) {
    try {
      return unpack(packed, { maxOutputLength: Math.max(1, maxOutputLength), finishFlush: 2 }).toString("latin1");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return null;
    }
  }
  return "";
}
