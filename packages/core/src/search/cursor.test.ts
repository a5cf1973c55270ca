import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DomainError } from "../platform/errors.ts";
import { decode, encode, type Position } from "./cursor.ts";
import { plan } from "./query.ts";

const position: fc.Arbitrary<Position> = fc.record({
  after: fc.option(
    fc.array(
      fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string(), fc.constant(null)),
      { maxLength: 4 },
    ),
  ),
  seen: fc.array(fc.nat({ max: 0xffffffff }), { maxLength: 300 }),
});
const fingerprint = plan({ q: "kurta" }).fingerprint;

const refusal = (cursor: string, of = fingerprint) => {
  try {
    decode(cursor, of);
    return null;
  } catch (error) {
    return error;
  }
};

describe("cursor", () => {
  it("comes back as it was given out", () => {
    fc.assert(
      fc.property(position, (given) => {
        // JSON knows no negative zero.
        const expected = JSON.parse(JSON.stringify(given)) as Position;
        expect(decode(encode(given, fingerprint), fingerprint)).toEqual(expected);
      }),
    );
  });

  it("stays short enough for an address, a whole head seen", () => {
    const seen = Array.from({ length: 250 }, (_, at) => at);
    expect(encode({ after: [12.345678, "prd_01JXXXXXXXXXXXXXXXXXXXXXXX"], seen }, fingerprint).length).toBeLessThan(
      2000,
    );
  });

  it("is refused for another query, naming the field", () => {
    const error = refusal(encode({ after: null, seen: [] }, plan({ q: "saree" }).fingerprint));
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ code: "invalid", fields: [{ field: "cursor" }] });
  });

  it("is good whatever the page length, and for the same query spelt otherwise", () => {
    const cursor = encode({ after: null, seen: [7] }, plan({ q: "red  Kurta", limit: 10 }).fingerprint);
    expect(decode(cursor, plan({ q: " RED kurta ", limit: 40 }).fingerprint).seen).toEqual([7]);
  });

  it("of any other make is refused and never throws anything else", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("base64url")),
        ),
        (text) => {
          const error = refusal(text);
          expect(error).toBeInstanceOf(DomainError);
        },
      ),
    );
  });

  it("that was tampered with is refused or still well formed", () => {
    fc.assert(
      fc.property(position, fc.nat(), fc.nat({ max: 255 }), (given, at, value) => {
        const bytes = Buffer.from(encode(given, fingerprint), "base64url");
        bytes[at % bytes.length] = value;
        const error = refusal(bytes.toString("base64url"));
        if (error) expect(error).toBeInstanceOf(DomainError);
      }),
    );
  });
});
