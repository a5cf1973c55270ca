import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extract } from "./extract.ts";
import { diff, fingerprint } from "./fingerprint.ts";
import type { CanonicalProduct, CanonicalVariant } from "./product.ts";

const inr = (amount: number) => ({ amount, currency: "INR" });
const variant = (label: string, more: Partial<CanonicalVariant> = {}): CanonicalVariant => ({
  size: { system: "ALPHA", label, raw: label },
  price: inr(129900),
  mrp: inr(249900),
  availability: "in_stock",
  ...more,
});
const before: CanonicalProduct = {
  url: "https://shop.example/p/1",
  name: "Floral Kurta",
  description: "Soft",
  brand: "Vanya",
  sku: "1",
  mpn: null,
  gtin: null,
  styleCode: null,
  category: ["Women", "Kurtas"],
  colour: "Red",
  gender: "women",
  price: inr(129900),
  mrp: inr(249900),
  priceContext: "public",
  availability: "in_stock",
  images: [{ url: "https://cdn.example/1.jpg" }],
  sizes: [],
  variants: [variant("S"), variant("M")],
  promotions: [],
  attributes: { Fabric: "Cotton", Fit: "Slim" },
  currency: "INR",
  sources: { price: { from: "json-ld", confidence: 0.95 } },
  warnings: [],
};
const changed = (more: Partial<CanonicalProduct>): CanonicalProduct => ({ ...before, ...more });

describe("fingerprint", () => {
  it("does not see order, or where a field was found", () => {
    const same = changed({
      variants: before.variants.toReversed(),
      attributes: { Fit: "Slim", Fabric: "Cotton" },
      sources: {},
      warnings: ["x"],
    });
    expect(fingerprint(same)).toBe(fingerprint(before));
    expect(diff(before, same)).toEqual([]);
  });

  it.each<[string, Partial<CanonicalProduct>]>([
    ["price", { price: inr(119900) }],
    ["the price of one variant", { variants: [variant("S", { price: inr(99900) }), variant("M")] }],
    ["stock of one variant", { variants: [variant("S", { availability: "out_of_stock" }), variant("M")] }],
    ["a new variant", { variants: [...before.variants, variant("L")] }],
    ["an offer", { promotions: [{ description: "10% off", kind: "percent", value: 10 }] }],
    ["context", { priceContext: "member" }],
    ["name", { name: "Floral Kurti" }],
    ["a picture", { images: [] }],
    ["an attribute", { attributes: { Fabric: "Silk" } }],
  ])("sees %s", (_, more) => {
    expect(fingerprint(changed(more))).not.toBe(fingerprint(before));
    expect(diff(before, changed(more))).not.toEqual([]);
  });

  it("is stable for a page read twice", () => {
    const html = `<script type="application/ld+json">{"@type":"Product","name":"Kurta","offers":{"price":1,"priceCurrency":"INR"}}</script>`;
    const once = extract({ url: "https://shop.example/p", html }).product!;
    expect(fingerprint(extract({ url: "https://shop.example/p", html }).product!)).toBe(fingerprint(once));
    expect(fingerprint(JSON.parse(JSON.stringify(once)))).toBe(fingerprint(once));
  });

  it("is empty in diff exactly when equal, with scores within bounds", () => {
    const amount = fc.constantFrom(null, inr(100), inr(200));
    const state = fc.constantFrom("in_stock" as const, "out_of_stock" as const, "unknown" as const);
    const some = fc.record({
      price: amount,
      mrp: amount,
      availability: state,
      name: fc.constantFrom("a", "b"),
      variants: fc.array(
        fc.record({ price: amount, mrp: amount, availability: state, colour: fc.constantFrom("x", "y") }),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(some, some, (left, right) => {
        const changes = diff(changed(left), changed(right));
        expect(changes.length === 0).toBe(fingerprint(changed(left)) === fingerprint(changed(right)));
        for (const { score, fields, summary } of changes) {
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(1);
          expect(fields.length * summary.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("diff", () => {
  it("tells what changed by kind, for people", () => {
    const after = changed({
      price: inr(99900),
      availability: "out_of_stock",
      description: null,
      variants: [variant("S"), variant("M", { availability: "out_of_stock" })],
    });
    expect(diff(before, after)).toMatchObject([
      { kind: "price", fields: ["price"], summary: "price 1299 INR → 999 INR" },
      {
        kind: "availability",
        fields: ["availability", "variants.M.availability"],
        summary: "availability in_stock → out_of_stock, availability of M in_stock → out_of_stock",
      },
      { kind: "content", fields: ["description"], summary: "description removed" },
    ]);
  });

  it("scores a deep cut above a small one, and gone above a word", () => {
    const score = (more: Partial<CanonicalProduct>) => diff(before, changed(more))[0]!.score;
    expect(score({ price: inr(29900) })).toBeGreaterThan(score({ price: inr(128900) }));
    expect(score({ availability: "out_of_stock" })).toBeGreaterThan(score({ name: "Kurta" }));
    expect(score({ name: "Kurta" })).toBeGreaterThan(score({ sku: "2" }));
  });
});
