import type { Brand } from "./brands.ts";
import type { Colour } from "./colours.ts";
import type { Features, Kind, Pattern } from "./kind.ts";
import type { Size } from "./sizes.ts";

/** How the listings of one garment can be told to be the same. */
export type Link = "gtin" | "style" | "title" | "chain" | "single";

/** One thing that one can buy in a colour and a size, whoever sells it. */
export interface Garment {
  id: string;
  kind: Kind;
  brand: Brand;
  colours: readonly Colour[];
  pattern: Pattern;
  fabric: string;
  features: Features;
  /** Which features every title names, so that two garments of a brand can be told apart. */
  spoken: readonly (keyof Features)[];
  occasion: string;
  sizes: readonly Size[];
  /** Pieces in the pack. */
  pack: number;
  styleCode: string | null;
  /** By `${colour id}/${size label}`; empty when the brand registers none. */
  gtins: ReadonlyMap<string, string>;
  link: Link;
  /** Garments of one family look alike and are not the same. */
  family: string;
  /** Whole rupees. */
  mrp: number;
  /** What a shop asks on a day without a sale, in whole rupees. */
  usual: number;
}

export const variantKey = (colour: Colour, size: Size): string => `${colour.id}/${size.label}`;
