import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { registrableDomain, sameSite } from "./same-site.ts";
import { absolute, canonicalise } from "./url.ts";

describe("canonicalise", () => {
  it.each([
    ["HTTP://Shop.Example:80/a/../b/?b=2&a=1#top", "http://shop.example/b/?a=1&b=2"],
    ["https://shop.example/p?utm_source=x&utm_medium=y&id=7&gclid=q&fbclid=z", "https://shop.example/p?id=7"],
    ["https://shop.example/p?variant=42&_pos=1&_sid=f00&_ss=r", "https://shop.example/p?variant=42"],
    ["https://shop.example/p;jsessionid=A1B2?x=1", "https://shop.example/p?x=1"],
    ["https://user:pass@shop.example/p", "https://shop.example/p"],
    ["https://shop.example./p?", "https://shop.example/p"],
    ["https://shop.example/kurt%61?q=a%20b", "https://shop.example/kurta?q=a+b"],
    ["https://दुकान.example/साड़ी", "https://xn--11b7ah1gn.example/%E0%A4%B8%E0%A4%BE%E0%A4%A1%E0%A4%BC%E0%A5%80"],
    ["https://shop.example/100%?q=50%", "https://shop.example/100%25?q=50%25"],
  ])("%s", (input, expected) => {
    expect(canonicalise(input)).toBe(expected);
  });

  it.each(["mailto:a@b.example", "javascript:alert(1)", "ftp://shop.example/", "not an address", "http://", ""])(
    "%j is no page",
    (input) => {
      expect(canonicalise(input)).toBeNull();
    },
  );

  it("is as quick as right with plain addresses", () => {
    const part = fc.stringMatching(/^[\w~.-]{0,6}$/);
    const path = fc.array(part, { maxLength: 4 }).map((parts) => `/${parts.join("/")}`);
    const host = fc.constantFrom(
      "",
      "",
      "https://shop.example",
      "http://a-b.co.in",
      "https://1.2.3",
      "https://x.0x1f",
      "//y.z",
    );
    const query = fc.constantFrom("", "?", "?b=2&a=1", "?a+b=&utm_source=x&&c", "?~=-#f?x", "#/a b", "#top");
    const bases = fc.constantFrom(
      "https://shop.example/a/b?c",
      "http://shop.example.:8080/",
      "https://shop.example:444/",
    );
    // A blank in front changes no address, but is not plain: it takes the long way.
    fc.assert(
      fc.property(host, path, query, bases, (...[h, p, q, base]) => {
        expect(canonicalise(h + p + q, base)).toBe(canonicalise(` ${h}${p}${q}`, base));
        expect(absolute(h + p + q, base)).toBe(absolute(` ${h}${p}${q}`, base));
      }),
      { numRuns: 2000 },
    );
  });

  it("is idempotent", () => {
    const anything = fc
      .tuple(fc.webPath(), fc.string({ unit: "grapheme" }), fc.webQueryParameters())
      .map(([path, odd, query]) => `https://shop.example${path}/${odd}?${query}&${odd}`);
    fc.assert(
      fc.property(anything, (url) => {
        const once = canonicalise(url);
        return once === null || canonicalise(once) === once;
      }),
      { numRuns: 500 },
    );
  });

  it("does not depend on the order of parameters", () => {
    const parameters = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,4}$/), fc.string()), {
      selector: ([key]) => key,
    });
    fc.assert(
      fc.property(parameters, (pairs) => {
        const address = (list: [string, string][]) => `https://shop.example/p?${new URLSearchParams(list)}`;
        return canonicalise(address(pairs)) === canonicalise(address(pairs.toReversed()));
      }),
    );
  });
});

describe("absolute", () => {
  it("resolves against the page and drops what is no page", () => {
    expect(absolute("../b?x=1", "https://shop.example/a/c/")).toBe("https://shop.example/a/b?x=1");
    expect(absolute("//cdn.example/i.jpg", "https://shop.example/")).toBe("https://cdn.example/i.jpg");
    expect(absolute("javascript:void(0)", "https://shop.example/")).toBeNull();
    expect(absolute("data:image/png;base64,AA", "https://shop.example/")).toBeNull();
  });
});

describe("sameSite", () => {
  it("compares registered domains, and shops under a shared suffix stay apart", () => {
    expect(sameSite("https://www.shop.co.in/a", "https://m.shop.co.in/b")).toBe(true);
    expect(sameSite("https://one.myshopify.com/", "https://two.myshopify.com/")).toBe(false);
    expect(sameSite("http://10.0.0.1/", "http://10.0.0.1/x")).toBe(true);
    expect(sameSite("http://vanika.localhost:4322/", "http://bazaar24.localhost:4322/")).toBe(false);
  });
});

const data = new URL("../../../../shared/data/urls/", import.meta.url);

describe.skipIf(!existsSync(data))("shared cases (skipped when ../shared/data is absent)", () => {
  const load = <T>(name: string) => JSON.parse(readFileSync(new URL(name, data), "utf8")) as T;

  interface Case {
    args: unknown[];
    kwargs: Record<string, unknown>;
    result: string;
  }

  it("canonicalises as w3lib does", () => {
    // Left out: other schemes and relative addresses (no pages for us), options we do not have, hosts that WHATWG refuses.
    const cases = load<Case[]>("canonicalize_w3lib.json").filter(
      ({ args, kwargs, result }) =>
        typeof args[0] === "string" &&
        Object.keys(kwargs).length === 0 &&
        /^https?:\/\/(?!.*@)[!-~]+$/.test(result) &&
        URL.canParse(args[0]),
    );
    expect(cases.length).toBeGreaterThan(50);
    const wrong = cases.filter(({ args, result }) => canonicalise(args[0] as string) !== result);
    expect(wrong.map(({ args, result }) => [args[0], canonicalise(args[0] as string), result])).toEqual([]);
  });

  it("resolves every address as the WHATWG's own tests say", () => {
    interface Given {
      input: string;
      base: string | null;
      href?: string;
      failure?: boolean;
    }
    const given = load<(Given | string)[]>("wpt_urltestdata.json").filter((one) => typeof one !== "string");
    const wrong = given.filter(({ input, base, href, failure }) => {
      const page = failure || !/^https?:/.test(href ?? "") ? null : href;
      return absolute(input, base ?? "about:blank") !== page;
    });
    expect(given.length).toBeGreaterThan(700);
    expect(wrong.map(({ input, base, href }) => [input, base, href, absolute(input, base ?? "about:blank")])).toEqual(
      [],
    );
  });

  it("finds registrable domains as the public suffix list says", () => {
    const list = load<{ input: string | null; registrable_domain: string | null }[]>("public_suffix_cases.json");
    // The list itself has the exception "!city.kobe.jp"; the case file overlooks it.
    const right = list.filter(({ input }) => !input?.endsWith("city.kobe.jp"));
    const wrong = right.filter(
      ({ input, registrable_domain }) => registrableDomain(input ?? "") !== registrable_domain,
    );
    expect(
      wrong.map(({ input, registrable_domain }) => [input, registrableDomain(input ?? ""), registrable_domain]),
    ).toEqual([]);
  });
});
