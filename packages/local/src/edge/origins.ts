import http from "node:http";
import type { Readable } from "node:stream";
import type { Origin } from "@aws-sdk/client-cloudfront";
import { GetObjectCommand, type GetObjectCommandOutput, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { emulated } from "../layout.ts";
import type { FunctionUrls } from "./function-urls.ts";
import { type EdgeRequest, originHeaders } from "./request.ts";
import type { OriginResponse } from "./response.ts";

/** Answers one request; `name` is what the line on the screen shows. */
export type Ask = (request: EdgeRequest, forwarded: Set<string> | null) => Promise<OriginResponse>;

/** What stands behind an origin's domain: a bucket, an API or a function's address. */
export type Kind = "bucket" | "api" | "function";

export function kindOf(origin: Origin): Kind {
  if (origin.S3OriginConfig) return "bucket";
  return /\.lambda-url\./.test(origin.DomainName ?? "") ? "function" : "api";
}

/** The first label of an origin's domain: the bucket, the API's id, the function's address. */
export function labelOf(origin: Origin): string {
  return origin.DomainName?.split(".")[0] ?? "";
}

/** How an origin of the distribution is asked on this machine. */
export function asker(origin: Origin, emulator: URL, functions: FunctionUrls): Ask {
  const label = labelOf(origin);
  if (kindOf(origin) === "function") return (request, forwarded) => functions.ask(label, request, forwarded);
  if (kindOf(origin) === "bucket") {
    const client = new S3Client({ ...emulated(emulator.origin), forcePathStyle: true });
    return (request) => askBucket(client, label, request);
  }
  return (request, forwarded) => askApi(emulator, `${origin.DomainName}`, request, forwarded);
}

/** The emulator tells the APIs apart by their host, as AWS does. */
function askApi(emulator: URL, host: string, request: EdgeRequest, forwarded: Set<string> | null) {
  const path = `${request.uri}${request.query ? `?${request.query}` : ""}`;
  const headers = { ...originHeaders(request, forwarded), host, "x-forwarded-for": request.ip };
  return forward(emulator, { method: request.method, path, headers }, request);
}

/** Asked with our own signature, as CloudFront asks with its. A missing key is "forbidden", as where a bucket may not be listed. */
async function askBucket(client: S3Client, Bucket: string, request: EdgeRequest): Promise<OriginResponse> {
  const { range, "if-none-match": IfNoneMatch, "if-modified-since": since } = request.headers;
  const IfModifiedSince = since ? new Date(since) : undefined;
  const Key = decodeURIComponent(request.uri.slice(1));
  try {
    const found = await client.send(new GetObjectCommand({ Bucket, Key, Range: range, IfNoneMatch, IfModifiedSince }));
    return { status: found.ContentRange ? 206 : 200, headers: objectHeaders(found), body: found.Body as Readable };
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const { httpStatusCode: status = 502 } = error.$metadata;
    const headers: Record<string, string> = status === 304 && IfNoneMatch ? { etag: IfNoneMatch } : {};
    return {
      status: status === 404 ? 403 : status,
      headers,
      body: Buffer.from(status === 304 ? "" : "Access denied.\n"),
    };
  }
}

function objectHeaders(found: GetObjectCommandOutput): Record<string, string> {
  const named: Record<string, string | undefined> = {
    "content-type": found.ContentType,
    "content-length": found.ContentLength?.toString(),
    "content-encoding": found.ContentEncoding,
    "content-range": found.ContentRange,
    "cache-control": found.CacheControl,
    "accept-ranges": "bytes",
    etag: found.ETag,
    "last-modified": found.LastModified?.toUTCString(),
  };
  return Object.fromEntries(Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function forward(
  emulator: URL,
  options: { method: string; path: string; headers: Record<string, string> },
  request: EdgeRequest,
): Promise<OriginResponse> {
  return new Promise((done, fail) => {
    const target = { host: emulator.hostname, port: emulator.port, agent, ...options };
    const outgoing = http.request(target, (incoming) =>
      done({ status: incoming.statusCode ?? 502, headers: cleaned(incoming.headers), body: incoming }),
    );
    outgoing.once("error", fail);
    if (request.method === "GET" || request.method === "HEAD") outgoing.end();
    else request.body.pipe(outgoing);
  });
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** The emulator allows every origin everything, on every answer; AWS does neither. */
const DROPPED = /^(access-control-|x-amz|x-amzn|connection$|keep-alive$|transfer-encoding$|date$|server$|alt-svc$)/;

function cleaned(headers: http.IncomingHttpHeaders): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string | string[]] => {
      const [name, value] = entry;
      return value !== undefined && !DROPPED.test(name);
    }),
  );
}
