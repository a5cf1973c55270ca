import type { Garment } from "../world/garment.ts";
import { darker, lighter, mix } from "./paint.ts";
import type { Palette } from "./palette.ts";
import type { Edging } from "./upper.ts";

const RICH = new Set(["embroidered", "zari", "bandhani", "paisley", "chikankari"]);

/** What runs along hems, cuffs and necks, as wide as `width`. Garments of the same pattern wear it alike. */
export function edgingOf(garment: Garment, p: Palette, width: number): Edging[] {
  if (garment.kind.line === "western" || garment.kind.category === "girls-dresses") {
    return [
      { width: width * 0.42, colour: darker(p.base, 0.14) },
      { width: width * 0.36, colour: mix(p.base, "#fff8ea", 0.1), dash: "4 4" },
    ];
  }
  if (garment.pattern === "chikankari") {
    const thread = lighter(p.base, 0.85);
    return [
      { width: width * 1.1, colour: mix(p.base, thread, 0.4) },
      { width: width * 0.7, colour: thread, dash: "3 5" },
    ];
  }
  if (RICH.has(garment.pattern)) {
    return [
      { width: width * 1.5, colour: p.metal },
      { width: width * 1.3, colour: mix(p.accent, p.base, 0.35) },
      { width: width, colour: darker(p.metal, 0.05), dash: `${width * 0.18} ${width * 0.12}` },
      { width: width * 0.5, colour: p.metal },
    ];
  }
  if (garment.pattern === "solid" || garment.pattern === "checks" || garment.pattern === "stripes") {
    return [
      { width: width * 0.5, colour: darker(p.base, 0.16) },
      { width: width * 0.42, colour: mix(p.base, "#fff8ea", 0.12), dash: "4 4" },
    ];
  }
  return [
    { width: width * 1.25, colour: p.ink },
    { width: width * 1.05, colour: mix(p.base, p.accent, 0.75) },
    { width: width * 0.62, colour: p.ink, dash: `${width * 0.16} ${width * 0.16}` },
    { width: width * 0.24, colour: p.ink },
  ];
}
