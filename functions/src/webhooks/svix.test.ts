import { existsSync, readFileSync } from "node:fs";
import { Webhook } from "svix";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isSigned, type SvixHeaders } from "./svix.ts";

const secretOf = (text: string) => `whsec_${Buffer.from(text).toString("base64")}`;
const SECRET = secretOf("our own secret, for tests alone");
const OLD = secretOf("the secret before that one");
const NOW = new Date("2026-11-23T10:00:00Z");

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

function signed(payload: string, secret = SECRET, at = NOW): SvixHeaders {
  return {
    "svix-id": "msg_1",
    "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
    "svix-signature": new Webhook(secret).sign("msg_1", at, payload),
  };
}

const shifted = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

describe("a delivery", () => {
  it("fits its secret, and either of two while one is replaced", () => {
    expect(isSigned("{}", signed("{}"), SECRET)).toBe(true);
    expect(isSigned("{}", signed("{}", OLD), SECRET)).toBe(false);
    expect(isSigned("{}", signed("{}", OLD), `${SECRET}, ${OLD}`)).toBe(true);
    expect(isSigned("{}", signed("{}"), `${OLD},${SECRET},`)).toBe(true);
  });

  it.each([
    ["300 s old", -300, true],
    ["301 s old", -301, false],
    ["300 s ahead", 300, true],
    ["301 s ahead", 301, false],
  ])("that is %s passes: %s", (_, seconds, passes) => {
    expect(isSigned("{}", signed("{}", SECRET, shifted(seconds)), SECRET)).toBe(passes);
  });

  it.each(["", " ", ",", "whsec_", "no secret at all"])("fits no secret that is none: %j", (secret) => {
    expect(isSigned("{}", signed("{}"), secret)).toBe(false);
  });

  // Escapes, spaces, slashes, 1.0 and big numbers: what a parser and a printer would not give back as it was.
  it.each([
    '{"a":"\\u00e9"}',
    '{ "a" : 1 }',
    '{"url":"https:\\/\\/x"}',
    '{"n":1.0}',
    '{"n":12345678901234567890}',
    '{"a":"é"}',
  ])("is verified by its very bytes: %s", (payload) => {
    const headers = signed(payload);
    expect(isSigned(payload, headers, SECRET)).toBe(true);
    const again = JSON.stringify(JSON.parse(payload));
    if (again !== payload) expect(isSigned(again, headers, SECRET)).toBe(false);
  });
});

interface Vectors {
  verify_cases: {
    name: string;
    headers: Record<string, string>;
    now: number;
    accept: boolean;
    secret: string;
    body: string;
  }[];
  clerk: { secret: string; bodies: string[]; id: string; timestamp: number; signatures: string[] };
}

const file = new URL("../../../../shared/data/webhooks/standard_webhooks.json", import.meta.url);

describe.skipIf(!existsSync(file))("published vectors (skipped when ../shared/data is absent)", () => {
  const vectors = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Vectors) : undefined;

  it("are taken and refused as they say", () => {
    for (const { name, headers, now, accept, secret, body } of vectors!.verify_cases) {
      vi.setSystemTime(now * 1000);
      const part = (of: string) => headers[`svix-${of}`] ?? headers[`webhook-${of}`] ?? "";
      const given = { "svix-id": part("id"), "svix-timestamp": part("timestamp"), "svix-signature": part("signature") };
      expect([name, isSigned(body, given, secret)]).toEqual([name, accept]);
    }
  });

  it("of Clerk's own tests are taken, also behind a signature that does not fit", () => {
    const { secret, bodies, id, timestamp, signatures } = vectors!.clerk;
    vi.setSystemTime(timestamp * 1000);
    bodies.forEach((body, at) => {
      const headers = { "svix-id": id, "svix-timestamp": String(timestamp), "svix-signature": signatures[at]! };
      expect(isSigned(body, headers, secret)).toBe(true);
      expect(isSigned(body, { ...headers, "svix-signature": `v1,invalid ${signatures[at]}` }, secret)).toBe(true);
      expect(isSigned(body, { ...headers, "svix-signature": "v1,invalid_signature_here" }, secret)).toBe(false);
    });
  });
});
