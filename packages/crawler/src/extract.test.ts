import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kurta, ld, offer, product, read, url } from "./extract/test-pages.ts";
import { extract } from "./extract.ts";

describe("extract", () => {
  it("gives links of the site, the canonical address and what robots may do", () => {
    const found = read(`<link rel="canonical" href="/p/floral-kurta-1001"><meta name="robots" content="noindex, follow">
      <a href="/p/2?utm_source=x">b</a><a href="/p/2">b again</a><a href="https://elsewhere.example/">x</a><a href="/cart">cart</a><a href="/c/kurtas" rel="nofollow">no</a><a href="#top">top</a>`);
    expect(found).toMatchObject({
      product: null,
      canonicalUrl: url,
      noindex: true,
      nofollow: false,
      links: ["https://shop.example/p/2"],
    });
  });

  it("does not believe a canonical address of another site, or that every page is the home page", () => {
    expect(read(`<link rel="canonical" href="https://elsewhere.example/p/1">`).canonicalUrl).toBe(url);
    expect(read(`<link rel="canonical" href="https://shop.example/">`).canonicalUrl).toBe(url);
  });

  it("keeps scripts out of titles", () => {
    const block = JSON.stringify({ ...kurta, name: "Kurta <script>alert(1)</script><b>Red</b>", offers: offer(1) });
    const found = product(ld(block.replaceAll("<", "\\u003c")));
    expect(found.name).toBe("Kurta Red");
  });

  it("survives anything", () => {
    const piece = fc.constantFrom(
      "<div itemscope itemtype='http://schema.org/Product'>",
      "<span itemprop='price'>",
      "₹1,299",
      "</div>",
      "<script type='application/ld+json'>",
      '{"@type":"Product","offers":[',
      "{",
      "}",
      "]",
      '"@id":"#a"',
      "</script>",
      "<form data-product_variations='[{'>",
      "<meta property='og:type' content='product'>",
      "<h1>",
      "<!--",
      "&#0;",
      "\0",
    );
    const anything = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map((parts) => parts.join("")),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(anything, (html) => {
        const { product: found } = extract({ url, html });
        return (
          found === null || found.price === null || (Number.isSafeInteger(found.price.amount) && found.price.amount > 0)
        );
      }),
      { numRuns: 600 },
    );
  });

  it("survives depth and length", () => {
    expect(() => read("<div>".repeat(200_000))).not.toThrow();
    expect(() => read(ld("[".repeat(100_000)))).not.toThrow();
    expect(() => read(ld(`{"@type":"Product","name":${'{"name":'.repeat(50_000)}`))).not.toThrow();
    expect(() => read(`<p class="price">${"₹1 ".repeat(100_000)}</p>`)).not.toThrow();
    const cyclic =
      '{"@graph":[{"@id":"#a","@type":"Product","isVariantOf":{"@id":"#b"}},{"@id":"#b","@type":"ProductGroup","hasVariant":[{"@id":"#a"}],"isVariantOf":{"@id":"#b"}}]}';
    expect(() => read(ld(cyclic))).not.toThrow();
  });
});
