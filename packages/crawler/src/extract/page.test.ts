import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { canonicalise } from "../url.ts";
import { meta, readPage } from "./page.ts";

const url = "https://shop.example/p/1";
const read = (html: string) => readPage({ url, html });

describe("readPage", () => {
  it("reads what elements in the head say, the first of each", () => {
    const page =
      read(`<html lang="en-IN"><title> Floral \n Kurta </title><title>Icon</title><base href="/shop/"><base href="/x/">
      <link rel="canonical" href="kurta"><meta property="og:title" content="A"><meta property="OG:Title" content="B"><meta name="description" content=" x  y ">`);
    expect(page).toMatchObject({
      lang: "en-IN",
      title: "Floral Kurta",
      base: "https://shop.example/shop/",
      canonical: "https://shop.example/shop/kurta",
    });
    expect(page.metas.get("og:title")).toEqual(["A", "B"]);
    expect(meta(page, "none", "description")).toBe("x y");
  });

  it("sees what a visitor sees", () => {
    const page =
      read(`<body style="-webkit-backface-visibility: hidden"><p id="a">1</p><p id="b" hidden>2</p><div style="color:red; display : none"><p id="c">3</p></div>
      <template><p id="d">4</p></template><noscript><p id="e">5</p></noscript><p id="f">6<script>7</script></p>`);
    expect(page.visible.flatMap(({ attribs }) => attribs.id ?? [])).toEqual(["a", "f"]);
    expect(page.visible.at(-1)!.text).toBe("6");
  });

  it("knows the short texts of elements, blocks set apart", () => {
    const page = read(`<div id="x"><p>Rs.</p><p>1,299</p><b>a</b><b>b</b></div><p id="y">${"word ".repeat(100)}</p>`);
    const [x, y] = ["x", "y"].map((id) => page.visible.find(({ attribs }) => attribs.id === id)!);
    expect(x!.text).toBe("Rs. 1,299 ab");
    expect(y!.text).toBeUndefined();
  });

  it("sets JSON-LD apart from other scripts", () => {
    const page = read(
      `<script type="application/ld+json; charset=utf-8">{"a":1}</script><script id="s">var b</script><script src="/x.js"></script>`,
    );
    expect(page.jsonLd).toEqual(['{"a":1}']);
    expect(page.scripts).toMatchObject([{ id: "s", text: "var b" }]);
  });
});

const file = new URL("../../../../../shared/data/urls/html_base_meta_refresh_entities_w3lib.json", import.meta.url);

describe.skipIf(!existsSync(file))(
  "addresses in the head as w3lib reads them (skipped when ../shared/data is absent)",
  () => {
    interface Case {
      function: string;
      args: unknown[];
      kwargs: Record<string, unknown>;
      result?: string;
    }

    const DECIDED = /content="junk" content|http-equiv="content-type" http-equiv|newpage"$/;

    it("finds where every page sends its visitors", () => {
      const cases = (
        JSON.parse(readFileSync(file, "utf8")) as (Omit<Case, "result"> & { result?: [number, string] })[]
      ).filter(
        ({ function: name, args, kwargs, result }) =>
          name === "get_meta_refresh" &&
          result &&
          args.every((arg) => typeof arg === "string") &&
          Object.keys(kwargs).length === 0 &&
          // Decided as browsers do (docs/decisions/0006): the first attribute of a name counts, what is cut off does not.
          !DECIDED.test(args[0] as string) &&
          args[2] !== "utf-16",
      );
      const wrong = cases.filter(({ args, result }) => {
        const { refresh } = readPage({ url: (args[1] as string | undefined) ?? url, html: args[0] as string });
        return (
          (refresh?.seconds ?? null) !== result![0] ||
          (refresh?.url ?? null) !== (result![1] && canonicalise(result![1]) && new URL(result![1]).href)
        );
      });
      expect(cases.length).toBeGreaterThan(20);
      expect(wrong.map(({ args, result }) => [args, result])).toEqual([]);
    });

    it("finds every base", () => {
      const cases = (JSON.parse(readFileSync(file, "utf8")) as Case[]).filter(
        // Left out: bytes, which we decode before, and UTF-16 in addresses, which WHATWG does not have.
        ({ function: name, args, kwargs, result }) =>
          name === "get_base_url" &&
          result !== undefined &&
          typeof args[0] === "string" &&
          Object.keys(kwargs).length === 0 &&
          args[2] !== "utf-16" &&
          typeof args[1] !== "object",
      );
      const wrong = cases.filter(({ args, result }) => {
        const here = (args[1] as string | undefined) ?? url;
        return canonicalise(readPage({ url: here, html: args[0] as string }).base) !== canonicalise(result || here);
      });
      expect(cases.length).toBeGreaterThan(40);
      expect(wrong.map(({ args }) => args)).toEqual([]);
    });
  },
);
