import type { Line } from "./brands.ts";
import type { SizeRun } from "./sizes.ts";

export type Gender = "women" | "men" | "girls" | "boys" | "kids";

export type Pattern =
  | "solid"
  | "block-print"
  | "floral"
  | "paisley"
  | "stripes"
  | "checks"
  | "ikat"
  | "bandhani"
  | "leheriya"
  | "embroidered"
  | "chikankari"
  | "zari"
  | "polka"
  | "geometric"
  | "graphic"
  | "colourblock";

export type Silhouette =
  | "kurta"
  | "anarkali"
  | "kurta-set"
  | "salwar-suit"
  | "saree"
  | "lehenga"
  | "dupatta"
  | "palazzo"
  | "tshirt"
  | "polo"
  | "hoodie"
  | "top"
  | "shirt"
  | "dress"
  | "jeans"
  | "trousers"
  | "skirt"
  | "jacket"
  | "blazer"
  | "nehru-jacket"
  | "sherwani"
  | "dhoti"
  | "sneaker"
  | "heel"
  | "jutti"
  | "loafer"
  | "handbag"
  | "watch";

/** What sets one garment of a kind apart from the next; each is a word that a title may carry. */
export interface Features {
  neck?: string;
  sleeve?: string;
  fit?: string;
  length?: string;
  detail?: string;
}

export interface Kind {
  id: string;
  /** What it is called, the brand's word first. */
  nouns: readonly string[];
  category: string;
  gender: Gender;
  line: Line;
  run: SizeRun;
  silhouette: Silhouette;
  /** Lowest and highest MRP in rupees for a brand of tier 1. */
  mrp: readonly [number, number];
  /** How many of them the world aims at. */
  count: number;
  colours: readonly string[];
  patterns: readonly Pattern[];
  fabrics: readonly string[];
  features: { readonly [K in keyof Features]?: readonly string[] };
  occasions: readonly string[];
}
