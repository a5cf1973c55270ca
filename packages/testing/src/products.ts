import type { CanonicalProduct, CanonicalVariant } from "@stylegence/crawler/product";

/** Paise. */
export const inr = (rupees: number) => ({ amount: Math.round(rupees * 100), currency: "INR" });

/** A GTIN-13 with its check digit, from up to twelve digits. */
export function gtinOf(number: number): string {
  const body = `890${String(number).padStart(9, "0")}`;
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** A shop's product as the crawler hands it over: a kurta at ₹1,499 in one colour and size. */
export function aProduct(change: Partial<CanonicalProduct> = {}): CanonicalProduct {
  const price = change.price === undefined ? inr(1499) : change.price;
  const mrp = change.mrp === undefined ? inr(2499) : change.mrp;
  return {
    url: "https://shop-a.example/p/floral-kurta",
    name: "Women Floral Print Straight Cotton Kurta",
    description: "A kurta for every day.",
    brand: "Vanya",
    sku: null,
    mpn: null,
    gtin: null,
    styleCode: null,
    category: ["Women", "Ethnic Wear", "Kurtas"],
    colour: "Rani Pink",
    gender: null,
    price,
    mrp,
    priceContext: "public",
    availability: "in_stock",
    images: [],
    sizes: [],
    variants: [aVariant({ price, mrp })],
    promotions: [],
    attributes: {},
    currency: "INR",
    sources: {},
    warnings: [],
    ...change,
  };
}

export function aVariant(change: Partial<CanonicalVariant> = {}): CanonicalVariant {
  return {
    size: { system: "ALPHA", label: "M", raw: "M" },
    price: inr(1499),
    mrp: inr(2499),
    availability: "in_stock",
    ...change,
  };
}
