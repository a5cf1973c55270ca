import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convertSize, keepSize, parseSize } from "./size.ts";
import { readSizeParts, type SizePart } from "./size-parts.ts";

describe("parseSize", () => {
  it.each([
    ["M", {}, "ALPHA", "M"],
    ["xx-large", {}, "ALPHA", "XXL"],
    ["2XL", {}, "ALPHA", "XXL"],
    ["3X", {}, "ALPHA", "3XL"],
    ["Extra Extra Large", {}, "ALPHA", "XXL"],
    ["S/M", {}, "ALPHA", "S/M"],
    ["Large/X-Large", {}, "ALPHA", "L/XL"],
    ["M (38)", {}, "ALPHA", "M"],
    ["Free Size", { category: "Sarees" }, "ONE", "One size"],
    ["Default Title", {}, "ONE", "One size"],
    ["32", { category: "Men > Jeans" }, "WAIST", "32"],
    ["28W x 32L", { category: "jeans" }, "WAIST", "28/32"],
    ['34"', { category: "trousers" }, "WAIST", "34"],
    ["8", { category: "Sneakers" }, "IN", "8"],
    ["8", { category: "Sneakers", country: "GB" }, "UK", "8"],
    ["42", { category: "Boots" }, "EU", "42"],
    ["UK 8", { category: "shoes" }, "UK", "8"],
    ["UK/IND-8", { category: "shoes" }, "UK", "8"],
    ["EU 41 (UK 7.5)", { category: "shoes" }, "EU", "41"],
    ["US 10", { category: "dresses" }, "US", "10"],
    ["38", { category: "Kurtas" }, "IN", "38"],
    ["34B", { category: "bras" }, "IN", "34B"],
    ["34-DD", { category: "bras" }, "IN", "34DD"],
    ["2-3Y", {}, "AGE", "2-3Y"],
    ["6-12 Months", {}, "AGE", "6-12M"],
    ["8 years", {}, "AGE", "8Y"],
    ["128", { category: "kids t-shirt" }, "CM", "128"],
    ["IT 44", { category: "dress" }, "EU", "40"],
  ])("%s of %j is %s %s", (raw, context, system, label) => {
    expect(parseSize(raw, context)).toEqual({ system, label, raw });
  });

  it.each(["", "   ", "Pack of 2", "Navy Blue", "5.5 m", "See size chart"])("%j says no size", (raw) => {
    expect(parseSize(raw)).toBeNull();
  });

  it("never turns a size into one that fits all, and always keeps what was written", () => {
    expect(keepSize("Pack of 2")).toEqual({ system: "ALPHA", label: "Pack of 2", raw: "Pack of 2" });
    expect(keepSize(" ")).toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (raw) => {
        const size = keepSize(raw, { category: raw });
        return size === null ? raw.trim() === "" || !/\S/.test(raw) : size.raw === raw.replace(/\s+/g, " ").trim();
      }),
      { numRuns: 1000 },
    );
  });
});

describe("convertSize", () => {
  const labels = (
    raw: string,
    to: "UK" | "EU" | "US" | "IN" | "ALPHA" | "WAIST",
    context: { category: string; gender?: string },
  ) => convertSize(parseSize(raw, context)!, to, context).map(({ label }) => label);

  it("is not one to one", () => {
    expect(labels("S", "UK", { category: "dress", gender: "women" })).toEqual(["8", "10"]);
    expect(labels("40", "UK", { category: "shoes", gender: "women" })).toEqual(["6.5", "7"]);
    expect(labels("32", "ALPHA", { category: "jeans", gender: "men" })).toEqual(["M"]);
  });

  it("takes Indian shoes as British ones", () => {
    expect(labels("8", "UK", { category: "shoes", gender: "men" })).toEqual(["8"]);
    expect(labels("8", "EU", { category: "shoes", gender: "men" })).toEqual(["42"]);
    expect(labels("8", "US", { category: "shoes", gender: "women" })).toEqual(["10"]);
  });

  it("reads the same number by the garment", () => {
    expect(labels("38", "ALPHA", { category: "kurta", gender: "women" })).toEqual(["M"]);
    expect(labels("38", "ALPHA", { category: "shirt", gender: "men" })).toEqual(["S"]);
    expect(labels("38", "UK", { category: "heels", gender: "women" })).toEqual(["5"]);
  });

  it("is empty where no chart leads: unknown is not a fit", () => {
    expect(labels("Free Size", "UK", { category: "saree", gender: "women" })).toEqual([]);
    expect(convertSize(keepSize("Pack of 2")!, "UK", { category: "dress" })).toEqual([]);
    expect(labels("34B", "ALPHA", { category: "bra", gender: "women" })).toEqual([]);
  });

  it("leads back to where it came from", () => {
    const context = { category: "shoes", gender: "men" };
    for (const size of ["6", "7", "8", "9", "10", "11"]) {
      const eu = convertSize({ system: "UK", label: size, raw: size }, "EU", context);
      expect(eu.length).toBeGreaterThan(0);
      const back = eu.flatMap((step) => convertSize(step, "UK", context)).map(({ label }) => label);
      expect(back).toContain(size);
    }
  });
});

const data = new URL("../../../../shared/data/", import.meta.url);

describe.skipIf(!existsSync(data))("size strings of others (skipped when ../shared/data is absent)", () => {
  interface Given {
    input: string;
    source_region: string;
    product_type: string;
    sizes: { size_type: string; unit: string; raw: string }[];
  }
  const types: Record<string, string> = {
    "waist-size": "waist",
    "trousers-inseam": "inseam",
    "shorts-inseam": "shorts_inseam",
    "adult-shoe": "shoe",
    "cup-size": "cup",
  };
  const value = (type: string, text: string) => `${type}=${text === "XXL" ? "2XL" : text}`;
  const told = ({ type, value: text }: SizePart) => value(type === "one" ? "letter" : type, text);
  const wanted = ({ size_type, raw }: Given["sizes"][number]) =>
    value(types[size_type] ?? size_type.replaceAll("-", "_"), raw);

  it("reads at least 46 of 47 strings part by part", () => {
    const list = JSON.parse(readFileSync(new URL("size_charts/size_strings.json", data), "utf8")) as Given[];
    const wrong = list.filter(({ input, product_type, source_region, sizes }) => {
      const parts = readSizeParts(input, { category: product_type, country: source_region });
      const regions = parts.filter(({ region }) => region).map(({ region }) => region!.toLowerCase());
      const expected = sizes
        .map(({ unit }) => /^(uk|us|eu|au)-/.exec(unit)?.[1])
        .filter((region, index) => region && sizes[index]!.size_type !== "cup-size");
      return parts.map(told).sort().join() !== sizes.map(wanted).sort().join() || regions.join() !== expected.join();
    });
    expect(wrong.length, JSON.stringify(wrong.map(({ input }) => input))).toBeLessThanOrEqual(1);
  });

  it("understands every size of 27,924 Indian garments", () => {
    const lines = gunzipSync(readFileSync(new URL("catalogue_shoppersstop_fashiondataset/products.jsonl.gz", data)))
      .toString()
      .split("\n");
    const garments = lines
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { category: string; title: string; sizes: string[] | null });
    const odd = garments.flatMap(({ category, title, sizes }) =>
      (sizes ?? []).filter((size) => !parseSize(size, { category: [category, title] })),
    );
    expect([...new Set(odd)]).toEqual([]);
  });
});
