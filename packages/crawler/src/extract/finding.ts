import type { Availability, CanonicalImage, CanonicalPromotion, PriceContext } from "../product.ts";

/** An amount as a page writes it: decimal in major units; the currency may be told elsewhere. */
export interface FoundPrice {
  amount: string;
  currency: string | null;
}

export interface FoundVariant {
  /** The shop's own id of it, as in an address. */
  id?: string;
  sku?: string;
  gtin?: string;
  mpn?: string;
  colour?: string;
  /** As written. */
  size?: string;
  price?: FoundPrice | null;
  mrp?: FoundPrice | null;
  availability?: Availability;
  url?: string;
  image?: string;
}

export interface FoundSize {
  /** As written. */
  raw: string;
  /** Whether the page lets one choose it; null where it is only named. */
  offered: boolean | null;
}

export interface Fields {
  name: string;
  description: string;
  brand: string;
  sku: string;
  mpn: string;
  gtin: string;
  styleCode: string;
  category: string[];
  colour: string;
  gender: string;
  price: FoundPrice;
  mrp: FoundPrice;
  currency: string;
  priceContext: PriceContext;
  availability: Availability;
  images: CanonicalImage[];
  sizes: FoundSize[];
  variants: FoundVariant[];
  promotions: CanonicalPromotion[];
  attributes: Record<string, string>;
  /** The page shows several products, or something else: what was found elsewhere is not of one product. */
  listing: true;
}

export type FieldName = keyof Fields;

export type Finding = { [F in FieldName]: { field: F; value: Fields[F]; from: string; confidence: number } }[FieldName];

/** Collects what one rule finds. Empty values are not findings. */
export class Findings {
  readonly list: Finding[] = [];
  readonly #from: string;

  constructor(from: string) {
    this.#from = from;
  }

  add<F extends FieldName>(field: F, value: Fields[F] | null | undefined, confidence: number, detail?: string): void {
    if (value === null || value === undefined || value === "") return;
    if (Array.isArray(value) && value.length === 0) return;
    const from = detail ? `${this.#from}:${detail}` : this.#from;
    this.list.push({ field, value, from, confidence } as Finding);
  }
}
