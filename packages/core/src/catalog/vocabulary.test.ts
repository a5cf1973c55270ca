import { describe, expect, it } from "vitest";
import * as Attribute from "./attribute.ts";
import * as Brand from "./brand.ts";
import * as Category from "./category.ts";
import * as Colour from "./colour.ts";

describe("categories", () => {
  it.each([
    ["Women Printed Straight Kurta", [], "women-kurtas"],
    ["Kurta with Palazzos & Dupatta for Women", [], "women-kurta-sets"],
    ["Men Solid Kurta Pyjama Set", [], "men-kurta-sets"],
    ["Banarasi Silk Saree with Blouse Piece", [], "women-sarees"],
    ["Women's Shirt Dress", [], "women-casual-dresses"],
    ["Denim Jacket", ["Men", "Jackets"], "men-jackets"],
    ["Rani Pink Bandhani Dupatta", [], "women-dupattas"],
    ["Girls Lehenga Choli", ["Kids", "Girls"], "girls-lehengas"],
    ["Boys Cotton T-Shirt (Pack of 2)", [], "boys-t-shirts"],
    ["Men Sherwani Set", [], "men-sherwanis"],
    ["Embroidered Juttis", ["Women", "Footwear", "Juttis"], "women-ethnic-footwear"],
    ["Air Max Shoes", ["Men", "Footwear", "Sports Shoes"], "men-sports-shoes"],
    ["Jhumka Earrings", [], "women-earrings"],
    ["Sneakers", [], "unisex-sneakers"],
    ["Aurora", ["Women", "Clothing", "Dresses"], "women-casual-dresses"],
    ["Festive Special", ["Women", "Ethnic Wear"], "women-ethnic-wear"],
    ["Mystery Box", [], null],
  ])("%s of %j is %s", (title, breadcrumb, category) => {
    expect(Category.place({ title, breadcrumb }).category).toBe(category);
  });

  it("every category has a parent in the tree, and names are unique below it", () => {
    for (const category of Category.all()) {
      if (category.parent) expect(Category.get(category.parent)?.slug).toBe(category.parent);
    }
    const names = Category.all().map((category) => `${category.parent} ${category.name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(Category.path("women-kurtas").map((category) => category.name)).toEqual([
      "Women",
      "Women’s ethnic wear",
      "Women’s kurtas",
    ]);
    expect(Category.descendants("women-ethnic-wear")).toContain("women-sarees");
  });

  it.each([
    ["Women's Kurta", "women"],
    ["for Men and Women", "unisex"],
    ["Boys & Girls Jeans", "kids"],
    ["Mens Cotton Shirt", "men"],
    ["Menswear", "men"],
    ["Mention of nobody", null],
  ])("%s is for %s", (text, gender) => {
    expect(Category.genderOf(text.toLowerCase().replace(/[^a-z ]/g, ""))).toBe(gender);
  });
});

describe("colours", () => {
  it.each([
    ["Rani Pink", "pink", null],
    ["Mehendi Green", "olive", null],
    ["Wine & Antique Gold", "maroon", "gold"],
    ["Off-White", "cream", null],
    ["Navy Blue", "navy", null],
    ["Sky Blue", "blue", null],
    ["Peacock Blue / Mustard", "teal", "mustard"],
    ["Red, White and Blue", "multicolour", null],
    ["Grey Melange", "grey", null],
    ["Firozi", "turquoise", null],
    ["GAJRI", "peach", null],
  ])("%s is %s and %s", (raw, primary, secondary) => {
    expect(Colour.parse(raw)).toEqual({ primary, secondary });
  });

  it("an unknown name has no family", () => {
    expect(Colour.parse("Zanzibar")).toBeNull();
    expect(Colour.familyOf(undefined)).toBeUndefined();
  });
});

describe("brands", () => {
  it.each([
    ["LEVI'S", "levis", "Levi's"],
    ["Levi Strauss & Co.", "levis", "Levi's"],
    ["FABINDIA", "fabindia", "Fabindia"],
    ["H & M", "h-m", "H&M"],
    ["Biba Apparels Pvt. Ltd.", "biba", "Biba"],
    ["W", "w", "W"],
    ["US Polo Assn", "u-s-polo-assn", "U.S. Polo Assn."],
  ])("%s is %s", (raw, slug, name) => {
    expect(Brand.normalise(raw)?.slug).toBe(slug);
    expect(Brand.normalise(raw)?.name).toBe(name);
  });

  it.each(["", "NA", "N/A", "Unbranded", "Generic", null])("%s is none", (raw) => {
    expect(Brand.normalise(raw)).toBeNull();
  });
});

describe("attributes", () => {
  it("come from the shop's own table first, then from the title", () => {
    const told = { "Fabric Type": "Pure Cotton", "Sleeve Length": "Three-Quarter Sleeves", Colour: "Red" };
    expect(Attribute.extract("Floral Printed Silk V-Neck Kurta", told)).toEqual({
      fabric: "cotton",
      sleeve: "three-quarter",
      pattern: "floral",
      neck: "v",
    });
  });

  it.each([
    ["Round Neck Half Sleeve T-Shirt", { neck: "round", sleeve: "short" }],
    ["Bandhani Georgette Saree", { pattern: "tie-dye", fabric: "georgette" }],
    ["Slim Fit Checked Casual Shirt", { fit: "slim", pattern: "checked" }],
    ["Mini Bag", {}],
  ])("%s says %j", (title, found) => {
    expect(Attribute.extract(title, {})).toEqual(found);
  });
});

describe("the colour in a title", () => {
  it.each<[string, string[], string?]>([
    ["Peter England Men Party Blue Jeans", ["blue"]],
    ["Red Tape Men Black Shoes", ["black"], "Red Tape"],
    ["Red Tape Men Black Shoes", ["black"]],
    ["solid cotton a-line dress - indigo", ["blue"]],
    ["Lee Men Blue & Red Checked Shirt", ["blue", "red"]],
    ["Men Navy Blue Shirt with White Collar", ["navy"]],
    ["Saree with blouse - maroon", ["maroon"]],
    ["Rose Print Stone Washed Denim Jacket", []],
    ["Handloom Kurta", []],
  ])("%s: %j", (title, families, brand) => {
    expect(Colour.inTitle(title, brand)).toEqual(families);
  });
});
