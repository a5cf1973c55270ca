import { once } from "node:events";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type BrotliCompress, constants, createBrotliCompress } from "node:zlib";
import { metaOf, type ResponseMeta } from "./response.ts";

/** Tells Lambda the head of the answer and gives the stream for its body. */
export type Begin = (meta: ResponseMeta) => Writable;

const COMPRESSED = /^(text\/|application\/(xml|json)|image\/svg)/;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
/** Astro writes many small pieces: what comes within this time goes out together. */
const GATHER_MS = 3;

/** Streams a response. CloudFront compresses nothing that has no length, so text is compressed here. */
export async function send(response: Response, request: Request, begin: Begin): Promise<void> {
  const encoder = encoderFor(response, request);
  if (encoder) {
    response.headers.set("content-encoding", "br");
    response.headers.append("vary", "accept-encoding");
    response.headers.delete("content-length");
  }
  const out = begin(metaOf(response));
  if (!response.body || request.method === "HEAD") {
    await response.body?.cancel();
    // Lambda needs one write before the end, also for an answer without a body.
    out.write("");
    out.end();
    return;
  }
  if (encoder) await Promise.all([feed(encoder, response.body), pipeline(encoder, out)]);
  else await pipeline(response.body, out);
}

function encoderFor(response: Response, request: Request): BrotliCompress | null {
  const accepts = /\bbr\b/.test(request.headers.get("accept-encoding") ?? "");
  const isText = COMPRESSED.test(response.headers.get("content-type") ?? "");
  const isPlain = response.body !== null && !response.headers.has("content-encoding");
  return accepts && isText && isPlain && request.method !== "HEAD" ? createBrotliCompress(BROTLI) : null;
}

/** Writes the body into the encoder, and lets it speak whenever the page pauses. */
async function feed(encoder: BrotliCompress, body: ReadableStream<Uint8Array>): Promise<void> {
  let pause: NodeJS.Timeout | undefined;
  try {
    for await (const chunk of body) {
      if (!encoder.write(chunk)) await once(encoder, "drain");
      pause ??= setTimeout(() => {
        pause = undefined;
        encoder.flush();
      }, GATHER_MS);
    }
    encoder.end();
  } catch (error) {
    encoder.destroy(error as Error);
    throw error;
  } finally {
    clearTimeout(pause);
  }
}
