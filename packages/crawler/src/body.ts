import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { brotliDecompress, constants, gunzip, inflate, inflateRaw } from "node:zlib";

export class TooLarge extends Error {}
export class BadEncoding extends Error {}

/** Cut-off streams give what they hold, as browsers do. */
const zlib = (maxOutputLength: number) => ({ maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
const brotli = (maxOutputLength: number) => ({ maxOutputLength, finishFlush: constants.BROTLI_OPERATION_FLUSH });

/**
 * Reads a response body and undoes its content encodings. Throws `TooLarge` as soon as the bytes on the wire or the
 * decoded ones pass `maxBytes`, so that a bomb never unfolds in memory, and `BadEncoding` for what cannot be decoded.
 */
export async function readBody(raw: Readable, contentEncoding: string | undefined, maxBytes: number): Promise<Buffer> {
  const codings = (contentEncoding ?? "")
    .split(",")
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== "" && coding !== "identity");
  if (codings.length > 2) throw new BadEncoding(`content encoded ${codings.length} times`);
  let bytes = await collect(raw, maxBytes);
  for (const coding of codings.toReversed()) bytes = await decoded(bytes, coding, maxBytes);
  return bytes;
}

async function collect(raw: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let seen = 0;
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    seen += chunk.length;
    if (seen > maxBytes) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function decoded(bytes: Buffer, coding: string, maxBytes: number): Promise<Buffer> {
  if (bytes.length === 0) return bytes;
  try {
    if (coding === "gzip" || coding === "x-gzip") return await promisify(gunzip)(bytes, zlib(maxBytes));
    if (coding === "br") return await promisify(brotliDecompress)(bytes, brotli(maxBytes));
    if (coding === "deflate")
      return await promisify(hasZlibHeader(bytes) ? inflate : inflateRaw)(bytes, zlib(maxBytes));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw new TooLarge();
    throw new BadEncoding(`content is not ${coding}`, { cause: error });
  }
  throw new BadEncoding(`content encoding ${coding}`);
}

function hasZlibHeader(bytes: Buffer): boolean {
  return bytes.length > 1 && (bytes[0]! & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}
