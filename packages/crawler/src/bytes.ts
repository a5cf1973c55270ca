import { pipeline, Readable } from "node:stream";
import { constants, createGunzip } from "node:zlib";
import { TooLarge } from "./body.ts";
import { charsetOf, decode } from "./charset.ts";

export type ByteSource = Uint8Array | AsyncIterable<Uint8Array>;

/** The bytes of a file that may be gzipped, whatever it is called. Throws `TooLarge` beyond `maxBytes` unpacked. */
export async function* plainBytes(source: ByteSource, maxBytes: number): AsyncGenerator<Uint8Array> {
  const chunks = source instanceof Uint8Array ? Readable.from([source]) : Readable.from(source);
  const iterator = chunks[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const first = await beginning(iterator);
  const whole = resumed(first, iterator);
  const zipped = first[0] === 0x1f && first[1] === 0x8b;
  let seen = 0;
  for await (const chunk of zipped ? unzipped(whole) : whole) {
    seen += chunk.length;
    if (seen > maxBytes) throw new TooLarge(`more than ${maxBytes} bytes`, zipped);
    yield chunk;
  }
}

/** So much of a file is looked at before its encoding is decided. */
const SNIFF_BYTES = 64 * 1024;

/** The text of a file by its byte order mark, its declaration or what its beginning is valid in, in pieces. */
export async function* plainText(source: ByteSource, maxBytes: number): AsyncGenerator<string> {
  const held: Uint8Array[] = [];
  let size = 0;
  let decoder: Decoder | null = null;
  for await (const chunk of plainBytes(source, maxBytes)) {
    if (decoder) yield decoder.decode(chunk, { stream: true });
    else {
      held.push(chunk);
      size += chunk.length;
      if (size < SNIFF_BYTES) continue;
      const beginning = Buffer.concat(held.splice(0));
      decoder = decoderFor(beginning);
      yield decoder.decode(beginning, { stream: true });
    }
  }
  const all = Buffer.concat(held);
  yield (decoder ?? decoderFor(all)).decode(all);
}

interface Decoder {
  decode(bytes: Uint8Array, options?: { stream: boolean }): string;
}

/** One byte is one character in windows-1252, so any piece can be read by itself. */
function decoderFor(beginning: Uint8Array): Decoder {
  const encoding = encodingOf(beginning);
  return encoding === "windows-1252" ? { decode: (bytes) => decode(bytes, encoding) } : new TextDecoder(encoding);
}

/** As `charsetOf`, but the bytes may end in the middle of a character. */
function encodingOf(bytes: Uint8Array): string {
  const charset = charsetOf(bytes, null);
  if (charset !== "windows-1252") return charset;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return "utf-8";
  } catch {
    return charset;
  }
}

async function beginning(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let first = new Uint8Array();
  while (first.length < 4) {
    const next = await iterator.next();
    if (next.done) break;
    first = first.length === 0 ? new Uint8Array(next.value) : Buffer.concat([first, next.value]);
  }
  return first;
}

async function* resumed(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (first.length > 0) yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function unzipped(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  // Whoever reads gets the error; the callback only keeps it from being thrown twice.
  pipeline(Readable.from(source), gunzip, () => {});
  return gunzip;
}
