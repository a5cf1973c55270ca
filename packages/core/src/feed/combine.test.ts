import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { describe, expect, it } from "vitest";
import { combine } from "./combine.ts";

const size = (label: string) => ({ system: "ALPHA" as const, label, raw: label });
const row = (name: string, label: string, gtin: string) =>
  aProduct({
    name,
    gtin,
    sku: `SKU-${label}`,
    sizes: [size(label)],
    variants: [aVariant({ size: size(label), gtin })],
  });

describe("combine", () => {
  it("leaves a single row as it is", () => {
    const product = row("Kurta", "M", "1");
    expect(combine([product])).toBe(product);
  });

  it("makes the rows of a page its options, and keeps for the product only what all of them share", () => {
    const rows = [row("Block Print Kurta - M", "M", "1"), row("Block Print Kurta - L", "L", "2")];
    const product = combine(rows);
    expect(product).toMatchObject({ name: "Block Print Kurta", gtin: null, sku: null, brand: "Vanya" });
    expect(product.variants.map(({ size, gtin }) => [size?.label, gtin])).toEqual([
      ["M", "1"],
      ["L", "2"],
    ]);
    expect(product.sizes.map(({ label }) => label)).toEqual(["M", "L"]);
  });

  it("keeps the first title where they begin with too little alike", () => {
    expect(combine([row("Red Kurta", "M", "1"), row("Red Sari", "L", "2")]).name).toBe("Red Kurta");
  });

  it("makes an option of a row that has none", () => {
    const bare = aProduct({ variants: [], sizes: [size("S")], price: inr(99), gtin: "3" });
    const { variants } = combine([row("Kurta", "M", "1"), bare]);
    expect(variants[1]).toMatchObject({ size: size("S"), price: inr(99), gtin: "3" });
  });

  it("shows each picture and promotion once", () => {
    const images = [{ url: "https://x.example/a.jpg" }, { url: "https://x.example/b.jpg" }];
    const promotions = [{ description: "10% off", kind: "percent" as const, value: 10 }];
    const product = combine([aProduct({ images, promotions }), aProduct({ images: images.slice(1), promotions })]);
    expect(product.images).toEqual(images);
    expect(product.promotions).toEqual(promotions);
  });
});
