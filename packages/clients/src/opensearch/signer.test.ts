import { createHash, createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { regionOf, signer } from "./signer.ts";

const KEY = "test-key";
const SECRET = "test-secret";
const before = { id: process.env.AWS_ACCESS_KEY_ID, secret: process.env.AWS_SECRET_ACCESS_KEY };

beforeAll(() => {
  process.env.AWS_ACCESS_KEY_ID = KEY;
  process.env.AWS_SECRET_ACCESS_KEY = SECRET;
});
afterAll(() => {
  process.env.AWS_ACCESS_KEY_ID = before.id ?? "";
  process.env.AWS_SECRET_ACCESS_KEY = before.secret ?? "";
});

describe("regionOf", () => {
  it("reads the region of a domain's name", () => {
    expect(regionOf("search-stylegence-abc.ap-south-1.es.amazonaws.com")).toBe("ap-south-1");
    expect(regionOf("vpc-a-b.us-east-1.es.amazonaws.com")).toBe("us-east-1");
    expect(regionOf("search-a.eu-west-1.aos.on.aws")).toBe("eu-west-1");
  });

  it("leaves every other host unsigned", () => {
    for (const host of ["127.0.0.1", "localhost", "es.amazonaws.com.evil.example", "amazonaws.com"]) {
      expect(regionOf(host)).toBeNull();
    }
  });
});

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const sha = (text: string) => createHash("sha256").update(text).digest("hex");

/** The signature by the letter of AWS's description, put together here once more. */
function expected(
  request: { method: string; path: string; query: string; body: string },
  headers: Record<string, string>,
) {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "")?.[1] ?? "";
  const lines = names.split(";").map((name) => `${name}:${headers[name]}\n`);
  const canonical = [request.method, request.path, request.query, lines.join(""), names, sha(request.body)].join("\n");
  const date = headers["x-amz-date"] ?? "";
  const scope = `${date.slice(0, 8)}/ap-south-1/es/aws4_request`;
  const key = ["ap-south-1", "es", "aws4_request"].reduce(
    (parent, part) => hmac(parent, part),
    hmac(`AWS4${SECRET}`, date.slice(0, 8)),
  );
  const signature = hmac(key, ["AWS4-HMAC-SHA256", date, scope, sha(canonical)].join("\n")).toString("hex");
  return `AWS4-HMAC-SHA256 Credential=${KEY}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
}

describe("signer", () => {
  it("signs method, path, query and body as AWS will check them", async () => {
    const body = '{"query":{"match":{"title":"लाल kurta"}}}';
    const url = new URL(
      "https://search-a.ap-south-1.es.amazonaws.com/pr-7-products/_bulk?require_alias=true&filter_path=items.*.status",
    );
    const headers = await signer("ap-south-1")({ method: "POST", url, body });
    expect(headers.host).toBe(url.host);
    expect(headers.authorization).toBe(
      expected(
        {
          method: "POST",
          path: "/pr-7-products/_bulk",
          query: "filter_path=items.%2A.status&require_alias=true",
          body,
        },
        headers,
      ),
    );
  });

  it("signs a request without a body", async () => {
    const url = new URL("https://search-a.ap-south-1.es.amazonaws.com/pr-7-products");
    const headers = await signer("ap-south-1")({ method: "HEAD", url, body: undefined });
    expect(headers.authorization).toBe(
      expected({ method: "HEAD", path: "/pr-7-products", query: "", body: "" }, headers),
    );
  });
});
