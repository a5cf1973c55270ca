import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { type EdgeRequest, edgeRequest, fromViewer, originHeaders, toViewer } from "./request.ts";

const incoming = (headers: Record<string, string>, url = "/a/b?x=1&x=2"): IncomingMessage =>
  ({
    method: "GET",
    url,
    headers,
    socket: { remoteAddress: "127.0.0.1", remotePort: 999 },
  }) as unknown as IncomingMessage;

const made = (headers: Record<string, string>): EdgeRequest => edgeRequest(incoming(headers));

it("says who asks, whatever the asker says", () => {
  const { headers } = made({ "cloudfront-viewer-address": "6.6.6.6:6" });
  expect(headers["cloudfront-viewer-address"]).toBe("127.0.0.1:999");
});

it("keeps the path escaped and the query as it came", () => {
  const request = edgeRequest(incoming({}, "/s%C3%A4ri/a%2Fb?q=a%20b?c"));
  expect(request).toMatchObject({ uri: "/s%C3%A4ri/a%2Fb", query: "q=a%20b?c" });
});

it("forwards only what the policy names, and cookies", () => {
  const request = made({ host: "site", accept: "x", "user-agent": "y", cookie: "a=b", connection: "close" });
  expect(originHeaders(request, new Set(["user-agent"]))).toEqual({ "user-agent": "y", cookie: "a=b" });
});

it("forwards all but the host and what concerns one hop, where the policy says all", () => {
  const request = made({
    host: "site",
    accept: "x",
    connection: "close",
    "transfer-encoding": "chunked",
    expect: "100",
  });
  expect(Object.keys(originHeaders(request, null)).sort()).toEqual(["accept", "cloudfront-viewer-address"]);
});

it("brings cookies and headers through a viewer function unharmed", () => {
  const request = made({ host: "site", cookie: "a=1; b=2" });
  const viewer = toViewer(request);
  expect(viewer.cookies).toEqual({ a: { value: "1" }, b: { value: "2" } });
  viewer.headers["x-forwarded-host"] = { value: "site" };
  const after = fromViewer(request, viewer);
  expect(after.headers).toMatchObject({ "x-forwarded-host": "site", cookie: "a=1; b=2" });
});
