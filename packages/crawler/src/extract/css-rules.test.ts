import { describe, expect, it } from "vitest";
import type { CssRule } from "../product.ts";
import { inr, kurta, ld, offer, product } from "./test-pages.ts";

describe("per-domain rules", () => {
  const html = `<div class="x1">Floral Kurta</div><b data-v="Rs. 1,299/-" class="x2"></b><i class="x3">MRP Rs. 2,499/-</i><u class="x4">nahi hai: out of stock</u>
    <span class="x5">S</span><span class="x5 oos">M</span><img class="x6" src="/a.jpg"><p class="x7">Use code FEST10 to get 10% off</p>`;
  const rules: CssRule[] = [
    { field: "name", selector: ".x1" },
    { field: "price", selector: ".x2", attr: "data-v" },
    { field: "mrp", selector: ".x3" },
    { field: "availability", selector: ".x4" },
    { field: "sizes", selector: ".x5" },
    { field: "images", selector: ".x6", attr: "src" },
    { field: "promotions", selector: ".x7" },
    { field: "brand", selector: "div:has(((" },
    { field: "attributes.weave", selector: ".x1" },
  ];

  it("find what nothing else does; a broken rule finds nothing", () => {
    expect(product(html, { rules })).toMatchObject({
      name: "Floral Kurta",
      price: inr(129900),
      mrp: inr(249900),
      availability: "out_of_stock",
      sizes: [{ label: "S" }, { label: "M" }],
      images: [{ url: "https://shop.example/a.jpg" }],
      promotions: [{ code: "FEST10", kind: "percent", value: 10 }],
      attributes: { weave: "Floral Kurta" },
      brand: null,
    });
  });

  it("give way to structured data", () => {
    const found = product(html + ld({ ...kurta, offers: offer(999) }), { rules });
    expect(found.price).toEqual(inr(99900));
  });
});
