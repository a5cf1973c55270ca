import type { Gender } from "./kind.ts";
import type { ShopId } from "./listing.ts";
import type { Size, SizeSystem } from "./sizes.ts";

const LONG: Record<string, string> = {
  XS: "Extra Small",
  S: "Small",
  M: "Medium",
  L: "Large",
  XL: "Extra Large",
  XXL: "2XL",
  "3XL": "3XL",
};

type Wording = (size: Size, gender: Gender) => string;

const plain: Wording = (size) => size.label;

/** How each shop writes a size of each system; the brand's own label where it has no way of its own. */
const WORDS: Record<ShopId, Partial<Record<SizeSystem, Wording>>> = {
  threadmill: { UK: (s) => `UK ${s.label}`, WAIST: plain, AGE: (s) => s.label.replace("Y", " Years") },
  vanika: { UK: (s) => `EU ${s.eu}`, WAIST: (s) => `W${s.label}`, AGE: (s) => s.label.replace("Y", " yrs") },
  bazaar24: { UK: (s) => `UK/India ${s.label}`, WAIST: (s) => `${s.label} in`, AGE: plain },
  nebula: { UK: (s) => `IND-${s.label}`, ALPHA: (s) => LONG[s.label] ?? s.label, ONE: () => "One Size" },
  slowloom: { UK: (s) => `UK${s.label}`, ALPHA: (s) => (s.label === "XXL" ? "2XL" : s.label), ONE: () => "Free size" },
};

/** The size in the shop's words. */
export const rawSize = (size: Size, shop: ShopId, gender: Gender): string =>
  (WORDS[shop][size.system] ?? plain)(size, gender);
