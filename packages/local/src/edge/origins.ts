import http from "node:http";
import type { Origin } from "@aws-sdk/client-cloudfront";
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
  if (kindOf(origin) === "bucket") return (request) => askBucket(emulator, label, request);
  return (request, forwarded) => askApi(emulator, `${origin.DomainName}`, request, forwarded);
}

/** The emulator tells the APIs apart by their host, as AWS does. */
function askApi(emulator: URL, host: string, request: EdgeRequest, forwarded: Set<string> | null) {
  const path = `${request.uri}${request.query ? `?${request.query}` : ""}`;
  const headers = { ...originHeaders(request, forwarded), host, "x-forwarded-for": request.ip };
  return forward(emulator, { method: request.method, path, headers }, request);
}

/** CloudFront's signature for a bucket is not needed here, but a missing key is still "forbidden", not "not found". */
async function askBucket(emulator: URL, bucket: string, request: EdgeRequest): Promise<OriginResponse> {
  const passed = ["if-none-match", "if-modified-since", "range", "accept"];
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => passed.includes(name)));
  const answer = await forward(
    emulator,
    { method: request.method, path: `/${bucket}${request.uri}`, headers },
    request,
  );
  return answer.status === 404 ? { ...answer, status: 403 } : answer;
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
