import { describe, expect, it } from "vitest";
import { inr, product, read } from "./test-pages.ts";

describe("the visible page", () => {
  const visible = (body: string, more = {}) => read(`<title>Floral Kurta | Shop</title><body>${body}`, { ...more });

  it("takes the price by title and button, not those of other products, delivery or savings", () => {
    const { product: found } = visible(`<header>Free delivery above ₹499</header><h1>Floral Kurta</h1>
      <div class="price-box"><span class="mrp">MRP <s>₹2,999</s></span> <span class="now">₹1,499</span> <em>You save ₹1,500 (50%)</em></div>
      <p>EMI from ₹125/month</p><button>Add to bag</button>
      <section class="related"><a href="/x"><span class="price">₹899</span></a><a href="/y"><span class="price">₹799</span></a></section>`);
    expect(found).toMatchObject({
      name: "Floral Kurta",
      price: inr(149900),
      mrp: inr(299900),
      availability: "in_stock",
    });
    expect(found!.sources.price!.from).toMatch(/^visible:/);
  });

  it("gives no price where two are as likely", () => {
    const { product: found } = visible(
      `<h1>Floral Kurta</h1><p>SKU: VK-1</p><p class="price">₹1,499</p><p class="price">₹1,799</p><button>Add to cart</button>`,
    );
    expect(found).toMatchObject({ sku: "VK-1", price: null });
  });

  it("gives no price for a range or a price on request", () => {
    for (const text of ["₹1,299 - ₹2,499", "Price on request"]) {
      expect(
        visible(`<h1>Floral Kurta</h1><p>SKU: VK-1</p><p class="price">${text}</p><button>Add to cart</button>`).product
          ?.price ?? null,
      ).toBeNull();
    }
  });

  const shown = (prices: string) => {
    const { amounts } = visible(`<h1>Floral Kurta</h1><p>SKU: VK-1</p>${prices}<button>Add to cart</button>`);
    return amounts.price;
  };

  it.each([
    ["what is glued to it", `<div class="price"><b>$200</b><a>2 bids</a></div>`, "200"],
    ["a code that touches it", `<div><b>M-212</b> <i class="price">150.00€</i></div>`, "150"],
    ["a starting bid", `<p>Starting price ₹900</p><p class="price">₹1,499</p>`, "1499"],
    ["what is earned back", `<p class="price">₹1,499</p><p class="price">Points ₹15</p>`, "1499"],
    ["the same in another currency", `<p class="price"><b>£12.99</b> <i class="approx">€14.43</i></p>`, "12.99"],
    ["the higher of two that look different", `<p><b class="red">₹999</b> <i class="grey">₹1,299</i></p>`, "999"],
    ["one that is only named old", `<p class="price old-price">₹1,499</p>`, "1499"],
    [
      "one named old beside the new",
      `<p><span class="old-price">₹1,999</span> <span class="x">₹1,499</span></p>`,
      "1499",
    ],
    ["what a set costs", `<p class="price">₹1,499</p><div class="buy-with"><p class="total">₹2,499</p></div>`, "1499"],
    ["the surcharge of an option", `<p class="price">₹1,499</p><label>Without lining (-₹200)</label>`, "1499"],
    ["digits of the country's script", `<p class="price">₹१,४९९</p>`, "1499"],
  ])("takes the price and not %s", (_, prices, price) => {
    expect(shown(prices)).toBe(price);
  });

  it("knows that what can be asked for is for sale, in many languages what can be bought, and a code by its name", () => {
    const state = (body: string) =>
      visible(`<h1>Floral Kurta</h1><p class="price">₹1,499</p>${body}`).product?.availability;
    for (const text of ["Contact seller", "Objednat", "Thêm vào giỏ hàng", "Добавить в корзину", "Kup teraz"])
      expect(state(`<button>${text}</button>`)).toBe("in_stock");
    for (const text of ["Ni na zalogi", "Hết hàng", "Ej i lager", "Esgotado"])
      expect(state(`<p class="stock">${text}</p>`)).toBe("out_of_stock");
    expect(
      visible(`<h1>Floral Kurta</h1><p class="price">₹1,499</p><p class="prd-code">Nr. VK-77</p>`).product?.sku,
    ).toBe("VK-77");
  });

  it("finds the title among other headings", () => {
    const { product: found } = read(
      `<title>Floral Kurta with Belt | Best Price | Shop</title><h1>Shop</h1><h2>Floral Kurta with Belt</h2><p class="price">₹1,499</p><button>Add to cart</button><h2>Floral Kurta</h2>`,
    );
    expect(found?.name).toBe("Floral Kurta with Belt");
  });

  it("joins cents that are set apart", () => {
    const { product: found } = visible(
      `<h1>Floral Kurta</h1><span class="price"><span>$</span><span>87</span><sup>11</sup></span><button>Add to cart</button>`,
    );
    expect(found!.price).toEqual({ amount: 8711, currency: "USD" });
  });

  it("prefers what is seen to a stale OpenGraph price", () => {
    const { product: found } =
      visible(`<meta property="og:type" content="product"><meta property="product:price:amount" content="1099"><meta property="product:price:currency" content="INR">
      <h1>Floral Kurta</h1><p class="product-price">₹1,299</p><button>Add to cart</button>`);
    expect(found!.price).toEqual(inr(129900));
    expect(found!.warnings.join()).toContain("price differs");
  });

  it("reads labelled facts, brand, sizes with what is gone, and breadcrumb", () => {
    const { product: found } =
      visible(`<nav class="breadcrumb"><a>Home</a> / <a>Women</a> / <a>Kurtas</a></nav><a class="brand-name" href="/brand/vanya">Vanya</a><h1>Floral Kurta</h1>
      <p class="price">₹1,499</p><p class="stock">In stock</p><div class="size-selector"><button>S</button><button class="sold-out">M</button></div><button>Buy now</button>
      <table><tr><th>Style Code</th><td>VNY-88</td></tr><tr><th>Fabric</th><td>Cotton</td></tr><tr><th>EAN</th><td>8901234567890</td></tr><tr><td>Colour</td><td>Rani Pink</td></tr></table>`);
    expect(found).toMatchObject({
      brand: "Vanya",
      styleCode: "VNY-88",
      gtin: "8901234567890",
      colour: "Rani Pink",
      category: ["Women", "Kurtas"],
      gender: "women",
    });
    expect(found!.attributes.Fabric).toBe("Cotton");
    expect(found!.variants.map(({ size, availability }) => [size?.label, availability])).toEqual([
      ["S", "in_stock"],
      ["M", "out_of_stock"],
    ]);
  });

  it.each([
    ["<p class='stock'>Out of stock</p><button disabled>Add to cart</button>", "out_of_stock"],
    ["<p class='stock'>Only 2 left</p><button>Add to cart</button>", "in_stock"],
    ["<p>Currently unavailable</p>", "out_of_stock"],
    ["<p class='stock'>Available on backorder</p>", "back_order"],
    ["<p>A kurta you will love.</p>", "unknown"],
  ])("%s is %s", (body, expected) => {
    expect(
      visible(`<meta property="og:type" content="product"><h1>Floral Kurta</h1><p class="price">₹1,499</p>${body}`)
        .product!.availability,
    ).toBe(expected);
  });

  it("ignores what is hidden and what scripts and templates hold", () => {
    const { product: found } =
      visible(`<h1>Floral Kurta</h1><p class="price" style="display:none">₹99</p><template><p class="price">₹98</p></template>
      <script>var x = "₹97"</script><p class="price">₹1,499</p><button>Add to cart</button>`);
    expect(found!.price).toEqual(inr(149900));
  });

  it("drops a price without a currency but tells what it read", () => {
    const html = `<div itemscope itemtype="http://schema.org/Product"><span itemprop="name">Kurta</span><span itemprop="price">1,299</span></div>`;
    expect(read(html)).toMatchObject({
      product: { price: null, warnings: ["no currency"] },
      amounts: { price: "1299" },
    });
    expect(product(html, { defaultCurrency: "INR" }).price).toEqual(inr(129900));
  });
});
