import type { Garment } from "../world/garment.ts";
import type { Pattern } from "../world/kind.ts";
import type { Print } from "./cloth.ts";
import type { Palette } from "./palette.ts";
import * as indian from "./prints-indian.ts";
import * as western from "./prints-western.ts";
import type { Scene } from "./scene.ts";

const REPEATS: Partial<Record<Pattern, (palette: Palette, seed: string) => indian.Repeat>> = {
  "block-print": indian.blockPrint,
  paisley: indian.paisley,
  ikat: indian.ikat,
  bandhani: indian.bandhani,
  leheriya: indian.leheriya,
  chikankari: indian.chikankari,
  zari: indian.zari,
  embroidered: indian.embroidered,
  floral: western.floral,
  polka: western.polka,
  stripes: western.stripes,
  checks: western.checks,
  geometric: western.geometric,
};

/** The print of the garment as a paint, `scale` times its natural size; null for plain cloth. */
export function printOf(scene: Scene, garment: Garment, palette: Palette, scale: number): Print | null {
  const repeat = REPEATS[garment.pattern]?.(palette, garment.id);
  if (!repeat) return null;
  const { width, height, body, transform = "" } = repeat;
  const all = `scale(${scale}) ${transform}`;
  const paint = scene.define(
    (id) =>
      `<pattern id="${id}" width="${width}" height="${height}" patternUnits="userSpaceOnUse" patternTransform="${all}">${body}</pattern>`,
  );
  return { paint, transform: all };
}
