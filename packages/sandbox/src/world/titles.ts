import type { Garment } from "./garment.ts";
import type { Gender, Pattern } from "./kind.ts";
import type { ShopId } from "./listing.ts";
import { type Random, random } from "./random.ts";

/** The words for a pattern, the brand's own first. Words of one row mean the same, and no others do. */
export const PATTERN_WORDS: Record<Pattern, readonly string[]> = {
  solid: ["Solid", "Plain"],
  "block-print": ["Block Print", "Block Printed"],
  floral: ["Floral Print", "Floral Printed", "Floral"],
  paisley: ["Paisley Print", "Paisley Printed", "Paisley"],
  stripes: ["Striped", "Stripes"],
  checks: ["Checked", "Checks"],
  ikat: ["Ikat", "Ikat Print"],
  bandhani: ["Bandhani", "Bandhani Print"],
  leheriya: ["Leheriya", "Leheriya Print"],
  embroidered: ["Embroidered", "Embroidery"],
  chikankari: ["Chikankari", "Chikankari Embroidered"],
  zari: ["Zari Woven", "Woven Zari"],
  polka: ["Polka Dot", "Polka Dots"],
  geometric: ["Geometric Print", "Geometric Printed"],
  graphic: ["Graphic Print", "Graphic Printed"],
  colourblock: ["Colourblocked", "Colourblock"],
};

const GENDER_WORDS: Record<Gender, readonly string[]> = {
  women: ["Women", "Women's", "for Women"],
  men: ["Men", "Men's", "for Men"],
  girls: ["", "", ""],
  boys: ["", "", ""],
  kids: ["", "", ""],
};

/** The parts of a title as one shop words them. */
interface Words {
  brand: string;
  colour: string;
  pattern: string;
  fabric: string;
  noun: string;
  features: string[];
  pack: string;
  /** "Women", "Women's" and "for Women". */
  gender: readonly string[];
}

const FORMS: Record<ShopId, readonly ((w: Words) => string)[]> = {
  threadmill: [
    (w) => `${w.pattern} ${w.fabric} ${w.noun} ${w.features.join(" ")} in ${w.colour} ${w.gender[2]} ${w.pack}`,
    (w) => `${w.gender[1]} ${w.noun} - ${w.colour} ${w.pattern} ${w.fabric}, ${w.features.join(", ")} ${w.pack}`,
  ],
  vanika: [
    (w) => `${w.brand} ${w.gender[0]} ${w.colour} ${w.pattern} ${w.features.join(" ")} ${w.fabric} ${w.noun} ${w.pack}`,
    (w) => `${w.brand} ${w.colour} ${w.fabric} ${w.pattern} ${w.noun} ${w.features.join(" ")} ${w.gender[2]} ${w.pack}`,
  ],
  bazaar24: [
    (w) =>
      `${w.brand} ${w.gender[1]} ${w.pattern} ${w.features.join(" ")} ${w.noun} ${w.fabric} (${w.colour}) ${w.pack}`,
    (w) =>
      `${w.brand} ${w.fabric} ${w.features.join(" ")} ${w.pattern} ${w.noun} ${w.gender[2]} | ${w.colour} ${w.pack}`,
  ],
  nebula: [
    (w) => `${w.colour} ${w.pattern} ${w.features.join(" ")} ${w.fabric} ${w.noun} ${w.gender[2]} ${w.pack}`,
    (w) => `${w.gender[1]} ${w.features.join(" ")} ${w.noun} in ${w.colour} ${w.fabric} ${w.pattern} ${w.pack}`,
  ],
  slowloom: [
    (w) =>
      `${w.brand} ${w.noun}, ${w.features.join(", ")} – ${w.colour} ${w.fabric} ${w.pattern} ${w.gender[2]} ${w.pack}`,
    (w) =>
      `${w.colour} ${w.pattern} ${w.fabric} ${w.noun} ${w.gender[2]} by ${w.brand} – ${w.features.join(" ")} ${w.pack}`,
  ],
};

const squeeze = (title: string) =>
  title
    .replace(/\s+/g, " ")
    .replace(/\s+,/g, ",")
    .replace(/[\s,–-]+$/, "")
    .replace(/^[\s,–-]+/, "")
    .trim();

/** The colour as the shop calls it: its own pick among the colour's names. */
export function colourNames(garment: Garment, shop: ShopId): string[] {
  return garment.colours.map((colour) => random("colour-name", shop, garment.id, colour.id).pick(colour.names));
}

function pickFeatures(garment: Garment, rng: Random): string[] {
  const words = garment.spoken.map((name) => garment.features[name] as string);
  return rng.chance(0.5) ? words : words.reverse();
}

/** How one shop titles the garment. With several colours no title names one. */
export function titleOf(garment: Garment, shop: ShopId, colours: readonly string[], tail: string | null): string {
  const rng = random("title", shop, garment.id);
  const title = rng.pick(FORMS[shop])({
    brand: garment.brand.name,
    colour: garment.colours.length === 1 ? (colours[0] as string) : "",
    pattern: garment.kind.patterns.length > 1 ? rng.pick(PATTERN_WORDS[garment.pattern]) : "",
    fabric: garment.fabric,
    noun: rng.pick(garment.kind.nouns),
    features: pickFeatures(garment, rng),
    pack: garment.pack > 1 ? `(Pack of ${garment.pack})` : "",
    gender: GENDER_WORDS[garment.kind.gender],
  });
  const clean = squeeze(
    title
      .replace(/\(\s*\)/, "")
      .replace(/\s+/g, " ")
      .replace(/ in (?=for |$)/, " ")
      .replace(/\|\s*$/, ""),
  );
  return tail ? `${clean} ${tail}` : clean;
}
