import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJson } from "./lenient-json.ts";

/** As plain JSON has it: objects of the reader have no prototype. */
const read = (text: string) => JSON.parse(JSON.stringify(readJson(text)));

describe("readJson", () => {
  it("reads all that is JSON as JSON does", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(read(text)).toEqual([JSON.parse(JSON.stringify(JSON.parse(text)))]);
      }),
    );
  });

  it("reads a value cut off anywhere, and never more than was there", () => {
    const text = JSON.stringify({ a: [1, { b: "x" }], c: "₹1,299", d: { e: null } });
    fc.assert(
      fc.property(fc.integer({ min: 3, max: text.length - 1 }), (length) => {
        const [value] = read(text.slice(0, length)) as Record<string, unknown>[];
        return value !== undefined && Object.keys(value).every((key) => "acd".includes(key));
      }),
    );
  });

  it.each<[string, unknown]>([
    ["{a:1,}", { a: 1 }],
    ["{'a':'it\\'s'}", { a: "it's" }],
    ['{"a":"say "hi", now"}', { a: 'say "hi", now' }],
    ['{"a":"line\nbreak"}', { a: "line\nbreak" }],
    ['{"a":undefined,"b":NaN,"c":tRuE}', { a: null, b: null, c: "tRuE" }],
    ['/* x */ {"a": 1 // y\n }', { a: 1 }],
    ['{"a":"\\u20b9\\q"}', { a: "₹q" }],
    ['{"a":[1,2}', { a: [1, 2] }],
    ['var data = {"a":1};', { a: 1 }],
  ])("%s", (text, value) => {
    expect(read(text)).toEqual([value]);
  });

  it("reads several values", () => {
    expect(read('{"a":1}\n{"b":2};[3]')).toEqual([{ a: 1 }, { b: 2 }, [3]]);
  });

  it("gives nothing for nonsense and does not let keys reach prototypes", () => {
    expect(read("hello")).toEqual([]);
    expect(read("")).toEqual([]);
    readJson('{"__proto__":{"polluted":1},}');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it("survives anything", () => {
    const unit = fc.constantFrom(..."{}[]\",':\\/*\n ab1-");
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit, maxLength: 60 }), fc.string({ unit: "binary" })), (text) =>
        Array.isArray(readJson(text)),
      ),
      { numRuns: 1500 },
    );
    for (const text of [
      "[".repeat(1e5),
      '{"a":'.repeat(1e5),
      '"'.repeat(1e5),
      "{a".repeat(1e5),
      `{"a":"${'" '.repeat(1e5)}`,
    ])
      expect(() => readJson(text)).not.toThrow();
  });
});
