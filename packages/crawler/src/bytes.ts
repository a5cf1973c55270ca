import { pipeline, Readable } from "node:stream";
import { constants, createGunzip } from "node:zlib";
import { TooLarge } from "./body.ts";
import { charsetOf } from "./charset.ts";

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
    if (seen > maxBytes) throw new TooLarge(`more than ${maxBytes} bytes`);
    yield chunk;
  }
}

/** The text of a file by its byte order mark or declaration, in pieces. */
export async function* plainText(source: ByteSource, maxBytes: number): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const chunk of plainBytes(source, maxBytes)) {
    decoder ??= new TextDecoder(streamable(charsetOf(chunk, null), chunk));
    const text = decoder.decode(chunk, { stream: true });
    if (text) yield text;
  }
  const rest = decoder?.decode() ?? "";
  if (rest) yield rest;
}

/** A first piece may end inside a character, which makes UTF-8 look broken: only its body counts. */
function streamable(charset: string, chunk: Uint8Array): string {
  return charset === "windows-1252" && charsetOf(chunk.subarray(0, Math.max(0, chunk.length - 4)), null) === "utf-8"
    ? "utf-8"
    : charset;
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
