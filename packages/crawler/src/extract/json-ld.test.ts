import { describe, expect, it } from "vitest";
import { inr, kurta, ld, offer, product, read, url } from "./test-pages.ts";

describe("JSON-LD", () => {
  it("reads a product with where each field came from", () => {
    const found = product(
      ld({
        ...kurta,
        sku: "VK-1",
        gtin13: "8901234567890",
        mpn: "M-9",
        color: "Red",
        category: "Women > Kurtas",
        image: ["/a.jpg", { "@type": "ImageObject", url: "/b.jpg" }],
        offers: offer("1,299.00"),
      }),
    );
    expect(found).toMatchObject({
      name: "Floral Kurta",
      brand: "Vanya",
      sku: "VK-1",
      gtin: "8901234567890",
      mpn: "M-9",
      colour: "Red",
      gender: "women",
      category: ["Women", "Kurtas"],
      price: inr(129900),
      mrp: null,
      availability: "in_stock",
      currency: "INR",
      images: [{ url: "https://shop.example/a.jpg" }, { url: "https://shop.example/b.jpg" }],
    });
    expect(found.variants).toHaveLength(1);
    expect(found.sources.price).toEqual({ from: "json-ld:offers", confidence: 0.95 });
  });

  it.each([
    [
      "@graph",
      { "@context": "https://schema.org", "@graph": [{ "@type": "WebPage" }, { ...kurta, offers: offer(1299) }] },
    ],
    ["a list of types", { ...kurta, "@type": ["Product", "ClothingProduct"], offers: offer(1299) }],
    ["a full type address", { ...kurta, "@type": "http://schema.org/Product", offers: offer(1299) }],
    ["offers in a list", { ...kurta, offers: [offer(1299)] }],
    ["capital Offers", { ...kurta, Offers: offer(1299) }],
    [
      "a price specification",
      {
        ...kurta,
        offers: {
          "@type": "Offer",
          priceSpecification: { "@type": "PriceSpecification", price: 1299, priceCurrency: "INR" },
        },
      },
    ],
    ["mainEntity of a page", { "@type": "ItemPage", mainEntity: { ...kurta, offers: offer(1299) } }],
    ["an offer of the product", { "@type": "Offer", price: "1299", priceCurrency: "INR", itemOffered: kurta }],
    ["a sign as currency", { ...kurta, offers: offer("1299", { priceCurrency: "₹" }) }],
    ["a wasteful float", { ...kurta, offers: offer(1299.0000000002) }],
  ])("understands %s", (_, block) => {
    expect(product(ld(block))).toMatchObject({ name: "Floral Kurta", price: inr(129900) });
  });

  it("follows references between blocks", () => {
    const html = ld({ ...kurta, offers: { "@id": "#offer" } }, { "@id": "#offer", ...offer(1299) });
    expect(product(html).price).toEqual(inr(129900));
  });

  it.each([
    [
      "comments and trailing commas",
      '{"@type":"Product",/* x */"name":"Floral Kurta",// y\n"offers":{"@type":"Offer","price":"1299","priceCurrency":"INR",},}',
    ],
    [
      "raw line breaks in strings",
      '{"@type":"Product","description":"soft\ncotton\tkurta","name":"Floral Kurta","offers":{"price":1299,"priceCurrency":"INR"}}',
    ],
    [
      "unescaped quotes",
      '{"@type":"Product","description":"the "Jaipur" print, soft","name":"Floral Kurta","offers":{"price":1299,"priceCurrency":"INR"}}',
    ],
    [
      "an HTML comment around it",
      '<!-- {"@type":"Product","name":"Floral Kurta","offers":{"price":1299,"priceCurrency":"INR"}} -->',
    ],
    [
      "CDATA",
      '//<![CDATA[\n{"@type":"Product","name":"Floral Kurta","offers":{"price":1299,"priceCurrency":"INR"}}\n//]]>',
    ],
    ["a missing end", '{"@type":"Product","name":"Floral Kurta","offers":{"price":1299,"priceCurrency":"INR"'],
    [
      "two values in one block",
      '{"@type":"WebSite"}{"@type":"Product","name":"Floral Kurta","offers":{"price":1299,"priceCurrency":"INR"}};',
    ],
    ["single quotes and bare keys", "{'@type':'Product',name:'Floral Kurta',offers:{price:1299,priceCurrency:'INR'}}"],
  ])("repairs %s", (_, block) => {
    expect(product(ld(block))).toMatchObject({ name: "Floral Kurta", price: inr(129900) });
  });

  it("reads a group's variants, each with its own price, and never the lowest for all", () => {
    const variant = (size: string, price: number, availability = "InStock") => ({
      "@type": "Product",
      name: `Floral Kurta ${size}`,
      sku: `VK-${size}`,
      size,
      color: "Red",
      offers: offer(price, {
        availability: `https://schema.org/${availability}`,
        url: `/p/floral-kurta-1001?variant=${size}`,
      }),
    });
    const group = {
      ...kurta,
      "@type": "ProductGroup",
      productGroupID: "1001",
      offers: { "@type": "AggregateOffer", lowPrice: 999, highPrice: 1499, priceCurrency: "INR" },
      hasVariant: [variant("S", 999, "OutOfStock"), variant("M", 1299), variant("L", 1499)],
    };
    const found = product(ld(group));
    expect(
      found.variants.map(({ size, price, availability, sku }) => [size?.label, price?.amount, availability, sku]),
    ).toEqual([
      ["S", 99900, "out_of_stock", "VK-S"],
      ["M", 129900, "in_stock", "VK-M"],
      ["L", 149900, "in_stock", "VK-L"],
    ]);
    expect(found.sizes.map(({ label }) => label)).toEqual(["S", "M", "L"]);
    expect(found.price).toEqual(inr(129900));
    expect(found.availability).toBe("in_stock");
  });

  it.each([
    ["a range", { "@type": "AggregateOffer", lowPrice: 999, highPrice: 1499, priceCurrency: "INR" }],
    ["zero", offer("0.00")],
    ["words", offer("on request")],
    ["nothing", { "@type": "Offer", priceCurrency: "INR" }],
  ])("takes %s for no price", (_, offers) => {
    expect(product(ld({ ...kurta, sku: "VK-1", offers })).price).toBeNull();
  });

  it("takes an aggregate of one price for the price", () => {
    const offers = {
      "@type": "AggregateOffer",
      lowPrice: "1299.00",
      highPrice: 1299,
      priceCurrency: "INR",
      offerCount: 4,
    };
    expect(product(ld({ ...kurta, offers })).price).toEqual(inr(129900));
  });

  it("keeps list and members' prices apart from the price", () => {
    const priceSpecification = [
      {
        "@type": "UnitPriceSpecification",
        priceType: "https://schema.org/ListPrice",
        price: 2499,
        priceCurrency: "INR",
      },
      { "@type": "UnitPriceSpecification", price: 1299, priceCurrency: "INR" },
      {
        "@type": "UnitPriceSpecification",
        price: 1199,
        priceCurrency: "INR",
        validForMemberTier: { "@type": "MemberProgramTier", name: "Gold" },
      },
    ];
    const found = product(ld({ ...kurta, offers: { "@type": "Offer", priceSpecification } }));
    expect(found).toMatchObject({ price: inr(129900), mrp: inr(249900), priceContext: "public" });
    const members = product(
      ld({ ...kurta, offers: { "@type": "Offer", priceSpecification: priceSpecification.slice(2) } }),
    );
    expect(members).toMatchObject({ price: inr(119900), priceContext: "member" });
  });

  it("flags a price above MRP", () => {
    const found = product(ld({ ...kurta, offers: offer(1299, { mrp: "999" }) }));
    expect(found.warnings).toContain("price above MRP");
  });

  it.each([
    ["LimitedAvailability", "in_stock"],
    ["OnlineOnly", "in_stock"],
    ["SoldOut", "out_of_stock"],
    ["Reserved", "out_of_stock"],
    ["PreSale", "pre_order"],
    ["BackOrder", "back_order"],
    ["Discontinued", "discontinued"],
    ["SomethingNew", "unknown"],
  ])("%s is %s", (state, expected) => {
    const offers = offer(1299, { availability: `https://schema.org/${state}` });
    expect(product(ld({ ...kurta, offers })).availability).toBe(expected);
  });

  it("does not take a missing state for in stock", () => {
    expect(product(ld({ ...kurta, offers: { price: 1299, priceCurrency: "INR" } })).availability).toBe("unknown");
  });

  it("picks the page's product among those it recommends", () => {
    const other = { ...kurta, name: "Silk Saree", url: "https://shop.example/p/silk-saree-7", offers: offer(8999) };
    const own = { ...kurta, url, offers: offer(1299), isRelatedTo: [other] };
    expect(product(ld(other, own))).toMatchObject({ name: "Floral Kurta", price: inr(129900) });
  });

  it("finds no product on a page that lists several", () => {
    const list = ["Kurta A", "Saree B", "Dress C"].map((name, index) => ({
      ...kurta,
      name,
      url: `/p/${index}`,
      offers: offer(999 + index),
    }));
    expect(read(ld(...list)).product).toBeNull();
    expect(
      read(ld({ "@type": "ItemList", itemListElement: list.map((item) => ({ "@type": "ListItem", item })) })).product,
    ).toBeNull();
    expect(read(ld({ "@type": "Event", name: "Sale", offers: offer(10) })).product).toBeNull();
  });

  it("takes the breadcrumb for the category, without home and the product itself", () => {
    const crumbs = ["Home", "Women", "Kurtas", "Floral Kurta"].map((name, index) => ({
      "@type": "ListItem",
      position: index + 1,
      item: { "@id": `/${index}`, name },
    }));
    const html = ld(
      { "@type": "BreadcrumbList", itemListElement: crumbs.toReversed() },
      { ...kurta, offers: offer(1299) },
    );
    expect(product(html).category).toEqual(["Women", "Kurtas"]);
  });
});
