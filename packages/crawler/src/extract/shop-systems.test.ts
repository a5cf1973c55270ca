import { describe, expect, it } from "vitest";
import { inr, product } from "./test-pages.ts";

describe("shop systems", () => {
  const variants = [
    {
      id: 11,
      title: "S / Red",
      option1: "S",
      option2: "Red",
      sku: "VK-S",
      price: 129900,
      compare_at_price: 249900,
      available: false,
      barcode: "8901234567890",
    },
    {
      id: 12,
      title: "M / Red",
      option1: "M",
      option2: "Red",
      sku: "VK-M",
      price: 139900,
      compare_at_price: 249900,
      available: true,
      barcode: null,
    },
  ];
  const shopify = {
    id: 1,
    title: "Floral Kurta",
    handle: "floral-kurta",
    vendor: "Vanya",
    type: "Kurtas",
    options: ["Size", "Color"],
    variants,
    images: ["//cdn.example/a.jpg"],
  };
  const page = "https://shop.example/products/floral-kurta";

  it("reads the JSON of a Shopify theme: whole numbers are paise", () => {
    const html = `<script>Shopify.currency = {"active":"INR","rate":"1.0"};</script><script type="application/json" data-product-json>${JSON.stringify(shopify)}</script>`;
    const found = product(html, { url: page });
    expect(found).toMatchObject({
      name: "Floral Kurta",
      brand: "Vanya",
      price: inr(139900),
      mrp: inr(249900),
      availability: "in_stock",
    });
    expect(found.variants).toMatchObject([
      {
        sku: "VK-S",
        gtin: "8901234567890",
        colour: "Red",
        size: { label: "S" },
        price: inr(129900),
        availability: "out_of_stock",
        url: `${page}?variant=11`,
      },
      { sku: "VK-M", size: { label: "M" }, price: inr(139900), availability: "in_stock" },
    ]);
    expect(product(html, { url: `${page}?variant=11` }).price).toEqual(inr(129900));
  });

  it("reads the payload of products/x.js and of products/x.json: texts are rupees", () => {
    const js = JSON.stringify(shopify);
    expect(product(js, { url: `${page}.js`, defaultCurrency: "INR" })).toMatchObject({
      price: inr(139900),
      name: "Floral Kurta",
    });
    const texts = variants.map((variant) => ({
      ...variant,
      price: (variant.price / 100).toFixed(2),
      compare_at_price: null,
    }));
    const json = JSON.stringify({
      product: { ...shopify, options: [{ name: "Size" }, { name: "Color" }], variants: texts },
    });
    expect(product(json, { url: `${page}.json`, defaultCurrency: "INR" })).toMatchObject({
      price: inr(139900),
      mrp: null,
    });
    expect(product(json, { url: `${page}.json` })).toMatchObject({ price: null, warnings: ["no currency"] });
  });

  it("reads WooCommerce's variations with the words of its selects", () => {
    const variation = (size: string, price: number, stock: boolean) => ({
      attributes: { attribute_pa_size: size, attribute_pa_colour: "rani-pink" },
      display_price: price,
      display_regular_price: 1999,
      is_in_stock: stock,
      sku: `W-${size}`,
      variation_id: price,
      image: { full_src: `/${size}.jpg` },
    });
    const json = JSON.stringify([variation("xxl", 1299, true), variation("s", 1299, false)]).replaceAll('"', "&quot;");
    const html = `<h1>Floral Kurta</h1><p class="price"><del>₹1,999</del> <ins>₹1,299</ins></p>
      <form class="variations_form" data-product_variations="${json}"><select name="attribute_pa_size"><option value="xxl">2XL</option><option value="s">Small</option></select>
      <select name="attribute_pa_colour"><option value="rani-pink">Rani Pink</option></select></form>`;
    const found = product(html, { defaultCurrency: "INR" });
    expect(found).toMatchObject({ price: inr(129900), mrp: inr(199900), availability: "in_stock" });
    expect(found.variants).toMatchObject([
      { size: { label: "XXL", raw: "2XL" }, colour: "Rani Pink", availability: "in_stock", mrp: inr(199900) },
      { size: { label: "S", raw: "Small" }, availability: "out_of_stock" },
    ]);
  });
});
