import type { Garment } from "./garment.ts";
import { random } from "./random.ts";
import { PATTERN_WORDS } from "./titles.ts";

const FABRIC_NOTES: [RegExp, string][] = [
  [/silk|chanderi/i, "has a soft sheen and falls in clean lines"],
  [/velvet|brocade|jacquard/i, "has weight and depth, and catches evening light"],
  [/georgette|chiffon|crepe|organza|net/i, "is light, moves when you do and dries quickly"],
  [/denim|twill|corduroy/i, "starts firm and softens with every wash"],
  [/linen|khadi|jute/i, "breathes well and creases with character"],
  [/leather|suede/i, "is finished by hand and ages well"],
  [/fleece|terry|wool/i, "is brushed inside for warmth without bulk"],
  [/mesh|canvas|nylon/i, "is light and takes hard use"],
  [/steel|strap/i, "sits flat on the wrist"],
];

const CARE: [RegExp, string][] = [
  [/silk|chanderi|velvet|brocade|organza|net|wool|tussar|zari/i, "Dry clean only. Store folded in muslin."],
  [/leather|suede/i, "Wipe with a dry cloth. Keep away from water."],
  [/denim/i, "Wash inside out in cold water with similar colours."],
  [/mesh|canvas|strap/i, "Wipe clean with a damp cloth."],
];

const noteOf = (table: [RegExp, string][], fabric: string, otherwise: string) =>
  table.find(([pattern]) => pattern.test(fabric))?.[1] ?? otherwise;

const PATTERN_NOTES: Partial<Record<Garment["pattern"], string>> = {
  "block-print": "Each repeat is stamped by hand, so small shifts in the print are part of it.",
  ikat: "The yarn is tied and dyed before weaving, which gives the motifs their feathered edge.",
  bandhani: "Thousands of knots are tied before dyeing; the dots are never quite alike.",
  leheriya: "The waves come from cloth rolled on the bias and dyed, an old craft of Rajasthan.",
  chikankari: "White shadow work from Lucknow takes several embroiderers a fortnight.",
  zari: "Metallic yarn is woven in, not printed on.",
  embroidered: "The embroidery is backed, so that nothing scratches.",
};

export const careOf = (garment: Garment): string =>
  noteOf(CARE, garment.fabric, "Machine wash cold, dry in shade, warm iron.");

/** What a buyer should know, in two or three paragraphs. */
export function describe(garment: Garment): string[] {
  const { kind, features, fabric, brand } = garment;
  const rng = random("description", garment.id);
  const noun = (kind.nouns[0] as string).toLowerCase();
  const details = Object.values(features).map((f) => f.toLowerCase());
  const pattern = (PATTERN_WORDS[garment.pattern][0] as string).toLowerCase();
  const opening = rng.pick([
    `A ${pattern} ${noun} in ${fabric.toLowerCase()} that works from the first chai of the day to a late dinner.`,
    `This ${noun} is the one you reach for when you want to look put together without thinking about it.`,
    `Made for ${garment.occasion.toLowerCase()} days, this ${noun} in ${fabric.toLowerCase()} keeps its shape and its colour.`,
    `We kept the cut of this ${noun} simple and let the ${fabric.toLowerCase()} speak.`,
  ]);
  const middle = `The ${fabric.toLowerCase()} ${noteOf(FABRIC_NOTES, fabric, "is soft from the first wear and easy to look after")}. Details: ${details.join(", ")}.`;
  const closing = rng.pick([
    `${brand.story} ${garment.pack > 1 ? `The pack holds ${garment.pack}.` : ""}`,
    `${brand.story} Colour may look slightly different on your screen.`,
  ]);
  return [opening, `${middle} ${PATTERN_NOTES[garment.pattern] ?? ""}`.trim(), closing.trim()];
}

/** What a specification table shows. */
export function specification(garment: Garment): Record<string, string> {
  const { features } = garment;
  const rows: [string, string | undefined][] = [
    ["Fabric", garment.fabric],
    ["Pattern", PATTERN_WORDS[garment.pattern][0]],
    ["Neck", features.neck],
    ["Sleeve", features.sleeve],
    ["Fit", features.fit],
    ["Length", features.length],
    ["Detail", features.detail],
    ["Occasion", garment.occasion],
    ["Pack of", garment.pack > 1 ? String(garment.pack) : undefined],
    ["Care", careOf(garment)],
    ["Country of origin", "India"],
  ];
  return Object.fromEntries(rows.filter((row): row is [string, string] => row[1] !== undefined));
}
