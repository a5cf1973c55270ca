import { describe, expect, it } from "vitest";
import { aGroup, aListing, anImage, aPromotion, aVariant } from "../../test/product-draft.ts";
import { build, type Surroundings } from "./document.ts";
import { toItem } from "./item.ts";

const NOW = new Date("2026-11-23T06:00:00.000Z");
const around: Surroundings = {
  now: NOW,
  mediaBaseUrl: "/media",
  nameOf: (id) => id.toUpperCase(),
  vector: null,
  drop: 0,
  dealScore: null,
};
const inr = (rupees: number) => ({ amount: rupees * 100, currency: "INR" });
const size = (system: string, label: string) => ({ system, label, raw: label });

describe("build", () => {
  it("says what the garment is and where it belongs", () => {
    expect(build(aGroup(), around)).toMatchObject({
      rev: 3,
      title: "Floral Print Straight Kurta",
      brand: "Vanya",
      category: "women-kurtas",
      categories: ["women", "women-ethnic-wear", "women-kurtas"],
      colours: ["pink"],
      price: 100_000,
      mrp: 200_000,
      discount: 50,
      currency: "INR",
      availability: "in_stock",
      available: true,
      offers: 1,
      sources: ["shop-a"],
      sourceLabels: ["shop-a|SHOP-A"],
      words: { colour: "pink Rani Pink", attributes: "cotton floral" },
    });
  });

  it("is not there for a group that was merged away or has nothing", () => {
    expect(build(aGroup({ mergedInto: "prd_2" }), around)).toBeNull();
    expect(build(aGroup({}, { listings: [] }), around)).toBeNull();
  });

  it("takes the colour of its title where no option has one", () => {
    const bare = aGroup(
      { title: "Vanya Navy Blue Kurta with White Lace" },
      { variants: [aVariant("v1", { colour: undefined, colourFamily: undefined, size: size("ALPHA", "M") })] },
    );
    const options = expect.arrayContaining(["navy|=M"]);
    expect(build(bare, around)).toMatchObject({ colours: ["navy"], options, words: { colour: "navy" } });
  });

  it("takes its price from what can be bought, and counts each shop once", () => {
    const product = aGroup(
      {},
      {
        listings: [
          aListing("v1", { price: inr(500), availability: "out_of_stock" }),
          aListing("v1", { sourceId: "shop-b", price: inr(900) }),
          aListing("v2", { sourceId: "shop-b", price: inr(950) }),
          aListing("v1", { sourceId: "shop-c", price: inr(1200) }),
        ],
      },
    );
    expect(build(product, around)).toMatchObject({ price: 90_000, offers: 2, sources: ["shop-b", "shop-c"] });
  });

  it("stays findable, without a price, when nothing can be bought", () => {
    const product = aGroup({}, { listings: [aListing("v1", { availability: "out_of_stock" })] });
    const document = build(product, { ...around, drop: 30 });
    expect(document).toMatchObject({ availability: "out_of_stock", available: false, offers: 0, discount: 0, drop: 0 });
    expect(document).toMatchObject({
      sources: ["shop-a"],
      sizes: expect.arrayContaining(["=M", "ALPHA:M"]),
    });
    expect(document?.price).toBeUndefined();
  });

  it("offers only the colours and sizes that can be bought, and which go together", () => {
    const variants = [
      aVariant("v1", { colour: "Wine", colourFamily: "maroon", size: size("ALPHA", "S") }),
      aVariant("v2", { colour: "Wine", colourFamily: "maroon", size: size("ALPHA", "L") }),
      aVariant("v3", { colour: "Black", colourFamily: "black", size: size("ALPHA", "L") }),
    ];
    const listings = [aListing("v1"), aListing("v2", { availability: "out_of_stock" }), aListing("v3")];
    const document = build(aGroup({}, { variants, listings }), around);
    expect(document?.colours).toEqual(["maroon", "black"]);
    expect(document?.options).toEqual(expect.arrayContaining(["maroon|=S", "black|=L"]));
    expect(document?.options).not.toContain("maroon|=L");
    expect(document?.options).not.toContain("black|=S");
  });

  it("converts sizes by the chart of the garment, Indian shoes as British", () => {
    const shoes = { title: "Running Shoes", category: "men-sports-shoes", gender: "men" };
    const variants = [aVariant("v1", { size: size("UK", "8") })];
    const sizes = build(aGroup(shoes, { variants }), around)?.sizes;
    expect(sizes).toEqual(expect.arrayContaining(["=8", "UK:8", "IN:8", "EU:42", "US:9"]));
    const women = { title: "Heels", category: "women-heels", gender: "women" };
    expect(build(aGroup(women, { variants: [aVariant("v1", { size: size("EU", "39") })] }), around)?.sizes).toEqual(
      expect.arrayContaining(["=39", "EU:39", "UK:6"]),
    );
  });

  it("finds a size that no chart knows under its own name only", () => {
    const variants = [aVariant("v1", { size: size("ONE", "One size") })];
    expect(build(aGroup({}, { variants }), around)?.sizes).toEqual(["=ONE SIZE", "ONE:ONE SIZE"]);
  });

  it("measures no discount by an MRP that lies below the price", () => {
    const listings = [aListing("v1", { price: inr(1200), mrp: inr(1000), aboveMrp: true })];
    const document = build(aGroup({}, { listings }), around);
    expect(document).toMatchObject({ price: 120_000, discount: 0 });
    expect(document?.mrp).toBeUndefined();
  });

  it("shows the stored picture rather than the shop's, and never one that failed", () => {
    const stored = anImage("b", {
      status: "stored",
      width: 1200,
      height: 1600,
      dominantColour: "#aa3344",
      renditions: [320, 640, 960].map((width) => ({ width, key: `p/b/${width}.webp` })),
    });
    const images = [anImage("a", { status: "failed" }), anImage("c"), stored];
    expect(build(aGroup({}, { images }), around)?.image).toEqual({
      url: "/media/p/b/640.webp",
      width: 1200,
      height: 1600,
      colour: "#aa3344",
    });
    expect(build(aGroup({}, { images: [anImage("c")] }), around)?.image?.url).toBe("https://shop-a.example/c.jpg");
    expect(build(aGroup({}, { images: images.slice(0, 1) }), around)?.image).toBeUndefined();
  });
});

describe("an offer with an end", () => {
  const promotions = [
    aPromotion({ validTo: "2026-11-23T18:29:59.000Z" }),
    aPromotion({
      promotionId: "ofr_2",
      kind: "flat",
      value: 50_000,
      validFrom: "2026-11-25T00:00:00.000Z",
      validTo: "2026-11-26T00:00:00.000Z",
    }),
  ];
  const document = build(aGroup({}, { promotions }), around);
  const priceAt = (iso: string) => document && toItem(document, iso).price?.amount;

  it("counts in the index while it lasts", () => {
    expect(document).toMatchObject({ price: 80_000, discount: 60 });
  });

  it("counts in no list a moment later, whatever the index still holds, and the next one from its beginning", () => {
    expect(priceAt("2026-11-23T18:29:59.000Z")).toBe(80_000);
    expect(priceAt("2026-11-23T18:29:59.001Z")).toBe(100_000);
    expect(priceAt("2026-11-25T00:00:00.000Z")).toBe(50_000);
    expect(priceAt("2026-11-26T00:00:00.001Z")).toBe(100_000);
  });

  it("needs no steps where nothing changes", () => {
    expect(build(aGroup({}, { promotions: [aPromotion()] }), around)).not.toHaveProperty("steps");
  });
});
