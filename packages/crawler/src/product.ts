/** Integer minor units (paise for INR) with an ISO 4217 code. Never a float. */
export interface Money {
  amount: number;
  currency: string;
}

export type Availability = "in_stock" | "out_of_stock" | "pre_order" | "back_order" | "discontinued" | "unknown";

/** Who can have the price: everybody, members of the shop, or whoever has the coupon. */
export type PriceContext = "public" | "member" | "coupon";

export type SizeSystem = "IN" | "UK" | "US" | "EU" | "ALPHA" | "WAIST" | "AGE" | "CM" | "ONE";

/** `label` is the comparable form ("M", "32", "8-9Y"); `raw` is what the shop wrote and is never lost. */
export interface CanonicalSize {
  system: SizeSystem;
  label: string;
  raw: string;
}

export interface CanonicalImage {
  url: string;
  alt?: string;
}

export interface CanonicalVariant {
  sku?: string;
  gtin?: string;
  mpn?: string;
  colour?: string;
  size?: CanonicalSize | null;
  price: Money | null;
  mrp: Money | null;
  availability: Availability;
  url?: string;
  image?: string;
}

/**
 * `value` is whole per cent when `kind` is "percent" and minor units of the product's currency when it is "flat".
 * Times are ISO 8601 UTC; an end given as a date only is the last second of that day in India.
 */
export interface CanonicalPromotion {
  description: string;
  code?: string;
  kind: "percent" | "flat" | "text";
  value?: number;
  minSpend?: number;
  validFrom?: string;
  validTo?: string;
}

/** Which rule found a field, and how sure it is: 1 is certain, below 0.5 nothing is taken. */
export interface FieldSource {
  from: string;
  confidence: number;
}

/** One shop page or feed group as we understand it. A product without options has one variant. */
export interface CanonicalProduct {
  url: string;
  name: string;
  description: string | null;
  brand: string | null;
  sku: string | null;
  mpn: string | null;
  gtin: string | null;
  styleCode: string | null;
  /** The breadcrumb, widest first, without "Home" and without the product itself. */
  category: string[];
  colour: string | null;
  gender: string | null;
  price: Money | null;
  mrp: Money | null;
  priceContext: PriceContext;
  availability: Availability;
  images: CanonicalImage[];
  sizes: CanonicalSize[];
  variants: CanonicalVariant[];
  promotions: CanonicalPromotion[];
  attributes: Record<string, string>;
  currency: string | null;
  sources: Partial<Record<string, FieldSource>>;
  warnings: string[];
}

/** What one page told. `product` is null when the page does not show one product. */
export interface Extraction {
  product: CanonicalProduct | null;
  /** The decimals in major units that were read, also where no currency makes money of them. */
  amounts: { price: string | null; mrp: string | null };
  /** Addresses on the same site worth a visit, canonical, without doubles. */
  links: string[];
  canonicalUrl: string;
  /** The page asks not to be kept, or its links not to be followed. */
  noindex: boolean;
  nofollow: boolean;
  warnings: string[];
}

/** A per-domain rule, the last resort: data kept with the domain's configuration. */
export interface CssRule {
  field: string;
  selector: string;
  /** The attribute that holds the value; the text when absent. */
  attr?: string;
  /** How the value is read; by the field's own kind when absent. */
  parse?: "text" | "price" | "availability" | "url" | "list" | "json";
}
