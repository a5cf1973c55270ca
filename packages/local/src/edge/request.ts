import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { ViewerRequest } from "./viewer-function.ts";

/** A request on its way from the viewer to an origin. */
export interface EdgeRequest {
  method: string;
  /** Path without the query, still escaped. */
  uri: string;
  /** Without "?". */
  query: string;
  headers: Record<string, string>;
  ip: string;
  body: IncomingMessage;
}

export function edgeRequest(incoming: IncomingMessage): EdgeRequest {
  const [uri = "/", query = ""] = split(incoming.url ?? "/");
  const ip = incoming.socket.remoteAddress ?? "127.0.0.1";
  const headers = flat(incoming.headers);
  // CloudFront sets it itself, whatever the viewer sent.
  headers["cloudfront-viewer-address"] = `${ip}:${incoming.socket.remotePort}`;
  return { method: incoming.method ?? "GET", uri, query, headers, ip, body: incoming };
}

function split(url: string): [string, string] {
  const at = url.indexOf("?");
  return at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
}

function flat(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}

/** As a CloudFront function sees it: cookies apart, values by name. */
export function toViewer({ method, uri, query, headers }: EdgeRequest): ViewerRequest {
  const { cookie, ...others } = headers;
  const pairs = (cookie ?? "")
    .split("; ")
    .filter(Boolean)
    .map((pair) => pair.split("=") as [string, string?]);
  const values = (entries: Iterable<[string, string?]>) =>
    Object.fromEntries([...entries].map(([name, value]) => [name, { value: value ?? "" }]));
  return {
    method,
    uri,
    querystring: values(new URLSearchParams(query)),
    headers: values(Object.entries(others)),
    cookies: values(pairs),
  };
}

/** Takes over what a function changed: path and headers. */
export function fromViewer(request: EdgeRequest, changed: ViewerRequest): EdgeRequest {
  const headers = Object.fromEntries(Object.entries(changed.headers).map(([name, { value }]) => [name, value]));
  if (request.headers.cookie) headers.cookie = request.headers.cookie;
  return { ...request, uri: changed.uri, headers };
}

const HOP_BY_HOP = /^(connection|keep-alive|transfer-encoding|upgrade|te|trailer|proxy-.*|expect)$/;

/** The headers that reach the origin: never the viewer's Host, nor what concerns one hop only. */
export function originHeaders(request: EdgeRequest, forwarded: Set<string> | null): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).filter(
      ([name]) =>
        name !== "host" && !HOP_BY_HOP.test(name) && (forwarded === null || forwarded.has(name) || name === "cookie"),
    ),
  );
}
