import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createBrotliCompress, createGzip } from "node:zlib";
import type { ResponseHeadersPolicyConfig } from "@aws-sdk/client-cloudfront";

/** What an origin answered. */
export interface OriginResponse {
  status: number;
  headers: Record<string, string | string[]>;
  body: Readable | Buffer;
}

/** As CloudFront: text of known length from 1 kB to 10 MB. What is streamed without a length goes as it is. */
const COMPRESSED = /^(text\/|application\/(json|problem\+json|javascript|xml|manifest\+json|ld\+json)|image\/svg)/;

/** Sends an origin's answer on, with the headers that the behaviour adds. */
export async function send(
  response: ServerResponse,
  answer: OriginResponse,
  options: { head: boolean; accept: string; compress: boolean; policy: ResponseHeadersPolicyConfig | undefined },
): Promise<void> {
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  for (const [name, value] of Object.entries(policyHeaders(options.policy))) {
    if (name !== keptFromOrigin(options.policy) || !response.hasHeader(name)) response.setHeader(name, value);
  }
  if (options.head || answer.status === 304 || answer.status === 204) {
    if (!Buffer.isBuffer(answer.body)) answer.body.destroy();
    response.end();
    return;
  }
  const encoder = options.compress ? encoderFor(response, options.accept) : null;
  if (Buffer.isBuffer(answer.body)) {
    if (encoder) {
      encoder.pipe(response);
      encoder.end(answer.body);
    } else response.end(answer.body);
    return;
  }
  response.flushHeaders();
  if (encoder) await pipeline(answer.body, encoder, response);
  else await pipeline(answer.body, response);
}

function encoderFor(response: ServerResponse, accept: string) {
  const length = Number(response.getHeader("content-length") ?? 0);
  const type = String(response.getHeader("content-type") ?? "");
  if (response.hasHeader("content-encoding") || !COMPRESSED.test(type) || length < 1_000 || length > 10_000_000)
    return null;
  const encoding = /\bbr\b/.test(accept) ? "br" : /\bgzip\b/.test(accept) ? "gzip" : null;
  if (!encoding) return null;
  response.removeHeader("content-length");
  response.setHeader("content-encoding", encoding);
  response.appendHeader("vary", "accept-encoding");
  const etag = response.getHeader("etag");
  if (typeof etag === "string" && !etag.startsWith("W/")) response.setHeader("etag", `W/${etag}`);
  if (encoding === "gzip") return createGzip();
  return createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}

/** A page names its inline script in a policy of its own, which the behaviour's must then not override. */
function keptFromOrigin(policy: ResponseHeadersPolicyConfig | undefined): string | null {
  return policy?.SecurityHeadersConfig?.ContentSecurityPolicy?.Override === false ? "content-security-policy" : null;
}

function policyHeaders(policy: ResponseHeadersPolicyConfig | undefined): Record<string, string> {
  const security = policy?.SecurityHeadersConfig;
  const hsts = security?.StrictTransportSecurity;
  const named: Record<string, string | undefined> = {
    "content-security-policy": security?.ContentSecurityPolicy?.ContentSecurityPolicy,
    "x-content-type-options": security?.ContentTypeOptions && "nosniff",
    "x-frame-options": security?.FrameOptions?.FrameOption,
    "referrer-policy": security?.ReferrerPolicy?.ReferrerPolicy,
    "strict-transport-security":
      hsts && `max-age=${hsts.AccessControlMaxAgeSec}${hsts.IncludeSubdomains ? "; includeSubDomains" : ""}`,
  };
  for (const { Header, Value } of policy?.CustomHeadersConfig?.Items ?? []) named[Header ?? ""] = Value;
  return Object.fromEntries(Object.entries(named).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
