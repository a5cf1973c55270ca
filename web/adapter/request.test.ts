import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { toRequest } from "./request.ts";

function anEvent(change: Partial<APIGatewayProxyEventV2> = {}, method = "GET"): APIGatewayProxyEventV2 {
  return {
    rawPath: "/p/prd_1",
    rawQueryString: "",
    headers: {},
    requestContext: { domainName: "abc.lambda-url.on.aws", http: { method, sourceIp: "198.51.100.7" } },
    ...change,
  } as APIGatewayProxyEventV2;
}

describe("toRequest", () => {
  it("takes the site's own origin for the address, whatever the headers say", () => {
    const event = anEvent({ rawQueryString: "size=ALPHA%3AM&b=1", headers: { "x-forwarded-host": "evil.example" } });
    const { request } = toRequest(event, "https://stylegence.com");
    expect(request.url).toBe("https://stylegence.com/p/prd_1?size=ALPHA%3AM&b=1");
  });

  it("takes the visitor's host where the origin is not known", () => {
    const headers = { "x-forwarded-host": "d1.cloudfront.net" };
    expect(toRequest(anEvent({ headers }), undefined).request.url).toBe("https://d1.cloudfront.net/p/prd_1");
    expect(toRequest(anEvent(), undefined).request.url).toBe("https://abc.lambda-url.on.aws/p/prd_1");
  });

  it.each([
    ["203.0.113.9:443", "203.0.113.9"],
    ["2001:db8::1:443", "2001:db8::1"],
  ])("reads the visitor's address from %s", (viewer, expected) => {
    const event = anEvent({ headers: { "cloudfront-viewer-address": viewer } });
    expect(toRequest(event, undefined).clientAddress).toBe(expected);
  });

  it("joins cookies, and decodes a body", async () => {
    const event = anEvent({ cookies: ["a=1", "b=2"], body: "aGVsbG8=", isBase64Encoded: true }, "POST");
    const { request, clientAddress } = toRequest(event, undefined);
    expect(request.headers.get("cookie")).toBe("a=1; b=2");
    expect(clientAddress).toBe("198.51.100.7");
    expect(await request.text()).toBe("hello");
  });
});
