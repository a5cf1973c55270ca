import { describe, expect, it } from "vitest";
import { inr, ld, product } from "./test-pages.ts";

describe("microdata, RDFa and OpenGraph", () => {
  it("reads microdata with nested and referred items", () => {
    const html = `<div itemscope itemtype="http://schema.org/Product" itemref="more">
      <h1 itemprop="name">Floral Kurta</h1>
      <div itemprop="brand" itemscope itemtype="http://schema.org/Brand"><span itemprop="name">Vanya</span></div>
      <div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><meta itemprop="priceCurrency" content="INR">
        <span itemprop="price" content="1299">₹1,299</span><link itemprop="availability" href="http://schema.org/OutOfStock"></div>
      </div><p id="more"><span itemprop="sku">VK-1</span></p>`;
    expect(product(html)).toMatchObject({
      name: "Floral Kurta",
      brand: "Vanya",
      sku: "VK-1",
      price: inr(129900),
      availability: "out_of_stock",
    });
  });

  it("reads RDFa Lite", () => {
    const html = `<div vocab="https://schema.org/" typeof="Product"><h1 property="name">Floral Kurta</h1><span property="brand">Vanya</span>
      <div property="offers" typeof="Offer"><meta property="priceCurrency" content="INR"><span property="price">1299.00</span>
      <link property="availability" href="https://schema.org/PreOrder"></div></div>`;
    expect(product(html)).toMatchObject({
      name: "Floral Kurta",
      brand: "Vanya",
      price: inr(129900),
      availability: "pre_order",
    });
  });

  it("reads OpenGraph's product properties, and fills what JSON-LD leaves open", () => {
    const og = `<meta property="og:type" content="product"><meta property="og:title" content="Floral &amp; Fine Kurta">
      <meta property="product:price:amount" content="2,499.00"><meta property="product:price:currency" content="INR">
      <meta property="product:sale_price:amount" content="1299"><meta property="product:availability" content="in stock">
      <meta property="product:brand" content="Vanya"><meta property="og:image" content="/a.jpg">`;
    expect(product(og)).toMatchObject({
      name: "Floral & Fine Kurta",
      brand: "Vanya",
      price: inr(129900),
      mrp: inr(249900),
      availability: "in_stock",
    });
    const both = product(og + ld({ "@type": "Product", name: "Floral Kurta", offers: { price: "1299" } }));
    expect(both).toMatchObject({ name: "Floral Kurta", price: inr(129900), availability: "in_stock", brand: "Vanya" });
  });
});
