import type { Garment } from "../world/garment.ts";
import type { Pattern } from "../world/kind.ts";
import type { Palette } from "./palette.ts";
import type { Print } from "./print.ts";
import { tiles } from "./print.ts";
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
  geometric: western.geometric,
};

/** The print of the garment, `scale` times its natural size; null for plain cloth. */
export function printOf(scene: Scene, garment: Garment, palette: Palette, scale: number): Print | null {
  if (garment.pattern === "stripes") return western.stripes(palette, garment.id, scale);
  if (garment.pattern === "checks") return western.checks(palette, garment.id, scale);
  const repeat = REPEATS[garment.pattern]?.(palette, garment.id);
  if (!repeat) return null;
  const { width, height, body, angle = 0 } = repeat;
  return tiles(scene, width, height, body, { scale: scale * (repeat.scale ?? 1), angle });
}
