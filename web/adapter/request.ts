import type { APIGatewayProxyEventV2 } from "aws-lambda";

/**
 * The event as a web request. CloudFront is the only caller (OAC) and sets `x-forwarded-host` and
 * `cloudfront-viewer-address` itself, so that a visitor cannot forge them. Where the site's own origin is known, it wins:
 * canonical addresses then never depend on a header.
 */
export function toRequest(
  event: APIGatewayProxyEventV2,
  siteUrl: string | undefined,
): { request: Request; clientAddress: string } {
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers)) if (value !== undefined) headers.append(name, value);
  if (event.cookies?.length) headers.set("cookie", event.cookies.join("; "));
  const host = headers.get("x-forwarded-host") ?? event.requestContext.domainName;
  const query = event.rawQueryString ? `?${event.rawQueryString}` : "";
  const { method, sourceIp } = event.requestContext.http;
  const viewer = headers.get("cloudfront-viewer-address");
  const clientAddress = viewer ? viewer.slice(0, viewer.lastIndexOf(":")) : sourceIp;
  const url = `${siteUrl ?? `https://${host}`}${event.rawPath}${query}`;
  return { request: new Request(url, { method, headers, ...bodyOf(event) }), clientAddress };
}

function bodyOf(event: APIGatewayProxyEventV2): { body?: Buffer<ArrayBuffer> } {
  const { method } = event.requestContext.http;
  if (method === "GET" || method === "HEAD" || event.body === undefined) return {};
  return { body: Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8") };
}
