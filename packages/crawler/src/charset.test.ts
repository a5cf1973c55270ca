import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { charsetOf, declaredCharset, decode, headerCharset } from "./charset.ts";

const latin = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));

describe("charsetOf", () => {
  it("goes by mark, header, declaration, content", () => {
    expect(charsetOf(latin("\xef\xbb\xbfx"), "text/html; charset=big5")).toBe("utf-8");
    expect(charsetOf(latin('<meta charset="big5">'), "text/html; charset=shift_jis")).toBe("shift_jis");
    expect(charsetOf(latin('<meta charset="big5">'), "text/html; charset=nonsense")).toBe("big5");
    expect(charsetOf(Buffer.from("₹1,299"), null)).toBe("utf-8");
    expect(charsetOf(latin("caf\xe9"), null)).toBe("windows-1252");
    expect(charsetOf(new Uint8Array(), null)).toBe("utf-8");
  });
});

describe("decode", () => {
  it("reads windows-1252 as browsers do, under all its names", () => {
    expect(decode(latin("\x80\x93ok\x94\xe9"), "iso-8859-1")).toBe("€“ok”é");
    expect(decode(latin("\x80"), "latin1")).toBe("€");
  });

  it("survives any bytes under any label", () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.oneof(fc.string(), fc.constantFrom("gbk", "utf-16le", "iso-2022-jp", "")),
        (bytes, label) => {
          decode(bytes, charsetOf(bytes, `text/html; charset=${label}`));
          return typeof decode(bytes, label) === "string";
        },
      ),
    );
  });
});

const file = new URL("../../../../shared/data/urls/html_encoding_detection_w3lib.json", import.meta.url);

describe.skipIf(!existsSync(file))("w3lib's cases (skipped when ../shared/data is absent)", () => {
  interface Case {
    function: string;
    args: (string | null | { bytes: string })[];
    kwargs: Record<string, unknown>;
    result: unknown;
  }
  const cases = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Case[]) : [];
  // Python's names for what WHATWG calls otherwise. UTF-32 is not in WHATWG's list, and it reads UTF-16 without a mark its own way.
  const name = (python: unknown) => {
    const names: Record<string, string> = {
      cp1252: "windows-1252",
      cp1251: "windows-1251",
      gb18030: "gbk",
      big5hkscs: "big5",
      "iso8859-4": "iso-8859-4",
    };
    return typeof python === "string"
      ? (names[python] ?? python.replace("utf8", "utf-8").replace(/^utf-16-?/, "utf-16"))
      : python;
  };
  const of = (kind: string) =>
    cases.filter(
      (given) =>
        given.function === kind &&
        Object.keys(given.kwargs).length === 0 &&
        !/utf-(?:16|32)/.test(JSON.stringify([given.args, given.result])),
    );
  const argument = (given: Case["args"][number]) =>
    latin(typeof given === "object" && given ? given.bytes : (given ?? ""));
  const wrong = (list: Case[], read: (given: Case) => unknown) =>
    list
      .filter((given) => read(given) !== name(Array.isArray(given.result) ? given.result[1] : given.result))
      .map((given) => [given.args, read(given), given.result]);

  it("reads declarations in pages", () => {
    expect(wrong(of("html_body_declared_encoding"), ({ args }) => declaredCharset(argument(args[0]!)))).toEqual([]);
  });

  it("reads headers", () => {
    expect(wrong(of("http_content_type_encoding"), ({ args }) => headerCharset(args[0] as string))).toEqual([]);
  });

  it("decodes whole pages", () => {
    const text = (given: Case) => {
      const bytes = argument(given.args[1]!);
      return decode(bytes, charsetOf(bytes, given.args[0] as string | null));
    };
    expect(wrong(of("html_to_unicode"), text)).toEqual([]);
  });
});
