import type { Readable } from "node:stream";
import { promisify } from "node:util";
import {
  brotliDecompress,
  brotliDecompressSync,
  constants,
  gunzip,
  gunzipSync,
  inflate,
  inflateRaw,
  inflateRawSync,
  inflateSync,
} from "node:zlib";

export class TooLarge extends Error {
  /** Small on the wire, too large once decompressed. */
  readonly unpacked: boolean;

  constructor(message?: string, unpacked = false) {
    super(message);
    this.unpacked = unpacked;
  }
}
export class BadEncoding extends Error {}

export interface Body {
  bytes: Buffer;
  /** A compressed stream ended before its end; the bytes are what it held, as browsers show it. */
  truncated: boolean;
}

/**
 * Reads a response body and undoes its content encodings. Throws `TooLarge` as soon as the bytes on the wire or the
 * decoded ones pass `maxBytes`, so that a bomb never unfolds in memory, and `BadEncoding` for what cannot be decoded.
 */
export async function readBody(raw: Readable, contentEncoding: string | undefined, maxBytes: number): Promise<Body> {
  const codings = (contentEncoding ?? "")
    .split(",")
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== "" && coding !== "identity");
  if (codings.length > 2) throw new BadEncoding(`content encoded ${codings.length} times`);
  let body: Body = { bytes: await collect(raw, maxBytes), truncated: false };
  for (const coding of codings.toReversed()) {
    const { bytes, truncated } = await decoded(body.bytes, coding, maxBytes);
    body = { bytes, truncated: truncated || body.truncated };
  }
  return body;
}

/** By events: an iterator over a stream costs as much again as the request. */
function collect(raw: Readable, maxBytes: number): Promise<Buffer> {
  return new Promise((done, fail) => {
    const chunks: Buffer[] = [];
    let seen = 0;
    raw.on("data", (chunk: Buffer) => {
      seen += chunk.length;
      if (seen > maxBytes) fail(new TooLarge());
      else chunks.push(chunk);
    });
    raw.once("end", () => done(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    raw.once("error", fail);
    raw.once("close", () => fail(Object.assign(new Error("The body broke off."), { code: "ECONNRESET" })));
  });
}

type Unpack = (bytes: Buffer, maxOutputLength: number, whole: boolean) => Buffer | Promise<Buffer>;

const gunzipAll = promisify(gunzip);
const inflateAll = promisify(inflate);
const inflateRawAll = promisify(inflateRaw);
const brotliAll = promisify(brotliDecompress);
const flush = (whole: boolean) => (whole ? constants.Z_FINISH : constants.Z_SYNC_FLUSH);
const brotliFlush = (whole: boolean) => (whole ? constants.BROTLI_OPERATION_FINISH : constants.BROTLI_OPERATION_FLUSH);

/** To hand so little to another thread costs more than to unpack it here; what it may unpack to is bounded as ever. */
const AT_ONCE_BYTES = 64 * 1024;
const isSmall = (bytes: Buffer): boolean => bytes.length <= AT_ONCE_BYTES;

const UNPACK: Readonly<Record<string, Unpack>> = {
  gzip: (bytes, maxOutputLength, whole) =>
    (isSmall(bytes) ? gunzipSync : gunzipAll)(bytes, { maxOutputLength, finishFlush: flush(whole) }),
  br: (bytes, maxOutputLength, whole) =>
    (isSmall(bytes) ? brotliDecompressSync : brotliAll)(bytes, { maxOutputLength, finishFlush: brotliFlush(whole) }),
  deflate: (bytes, maxOutputLength, whole) => {
    const [now, later] = hasZlibHeader(bytes) ? [inflateSync, inflateAll] : [inflateRawSync, inflateRawAll];
    return (isSmall(bytes) ? now : later)(bytes, { maxOutputLength, finishFlush: flush(whole) });
  },
};

const CUT_OFF = "Z_BUF_ERROR";

async function decoded(bytes: Buffer, coding: string, maxBytes: number): Promise<Body> {
  if (bytes.length === 0) return { bytes, truncated: false };
  const unpack = UNPACK[coding.replace(/^x-/, "")];
  if (!unpack) throw new BadEncoding(`content encoding ${coding}`);
  try {
    return { bytes: await unpack(bytes, maxBytes, true), truncated: false };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== CUT_OFF) throw faultOf(error, coding);
  }
  try {
    return { bytes: await unpack(bytes, maxBytes, false), truncated: true };
  } catch (error) {
    throw faultOf(error, coding);
  }
}

function faultOf(error: unknown, coding: string): Error {
  if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return new TooLarge(undefined, true);
  return new BadEncoding(`content is not ${coding}`, { cause: error });
}

function hasZlibHeader(bytes: Buffer): boolean {
  return bytes.length > 1 && (bytes[0]! & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}
