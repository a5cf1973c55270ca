import { falls, piece } from "../cloth.ts";
import { by, path, to } from "../outline.ts";
import { darker } from "../paint.ts";
import type { Drawing, Sitting } from "../sitting.ts";
import { edgingOf } from "../trims.ts";
import { along, backNeck, necklineOf, neckPath, sleeveOf, sleeves, torso } from "../upper.ts";
import { bandCollar, frameOf, neckDetail, yoke } from "./kurta.ts";

export interface SkirtCut {
  /** Where it leaves the bodice, and half its width there. */
  topY: number;
  top: number;
  hemY: number;
  hem: number;
  folds: number;
}

/** A gathered skirt whose hem waves with its folds. */
export function flaredSkirt(s: Sitting, centre: number, cut: SkirtCut, border: number): string {
  const { topY, top, hemY, hem, folds } = cut;
  const waves = Array.from({ length: folds }, (_, i) => hem - ((i + 1) * hem * 2) / folds);
  const edge: string[] = [];
  let x = hem;
  waves.forEach((next, i) => {
    const low = hemY + 26 - Math.abs(next + x) * 0.035;
    edge.push(`Q${centre + (x + next) / 2} ${low + (i % 2 ? 16 : 22)} ${centre + next} ${low - 6}`);
    x = next;
  });
  const right = path(
    centre,
    1,
    [0, topY - 6],
    [to(top, topY), by(top + 20, topY + 110, hem * 0.82, hemY - 240, hem, hemY)],
  );
  const left = `C${centre - hem * 0.82} ${hemY - 240} ${centre - top - 20} ${topY + 110} ${centre - top} ${topY}Z`;
  const d = right + edge.join("") + left;
  const hemLine = `M${centre + hem} ${hemY}${edge.join("")}`;
  return piece(s.scene, d, s.main, {
    folds: falls(s.rng, [centre - top, centre + top, topY], [centre - hem, centre + hem, hemY], folds + 3, 0.46),
    inside: along(hemLine, edgingOf(s.garment, s.palette, border)),
  });
}

const LENGTH: Record<string, number> = { Mini: 760, "Knee Length": 820, Midi: 930, Tiered: 860, Maxi: 1056 };

interface FlareStyle {
  seamY: number;
  waist: number;
  hemY: number;
  hem: number;
  belt: string;
}

function flared(s: Sitting, style: FlareStyle, sleeveName: string): Drawing {
  const f = frameOf(s);
  const { garment, palette, scene } = s;
  const neckline = necklineOf(garment.features.neck, f);
  const sleeve = sleeveOf(garment.features.sleeve, sleeveName);
  const mandarin = garment.features.neck === "Mandarin Collar";
  const bodice = piece(
    scene,
    torso(f, neckline, sleeve === null, [
      by(f.chest - 6, f.chestY + 40, style.waist + 6, style.seamY - 40, style.waist, style.seamY),
      by(style.waist * 0.6, style.seamY + 10, style.waist * 0.3, style.seamY + 12, 0, style.seamY + 12),
    ]),
    s.main,
    {
      folds: [
        { from: [450 - f.chest + 6, f.chestY + 4], to: [450 - 24, style.seamY - 6], width: 32, depth: 0.26, bend: -12 },
        { from: [450 + f.chest - 6, f.chestY + 4], to: [450 + 30, style.seamY - 6], width: 32, depth: 0.3, bend: 12 },
      ],
      inside: yoke(s, f) + (mandarin ? "" : along(neckPath(f, neckline), edgingOf(garment, palette, 22))),
      over: neckDetail(s, f, garment.features.neck, style.seamY - 20),
    },
  );
  const skirt = flaredSkirt(
    s,
    f.centre,
    { topY: style.seamY, top: style.waist, hemY: style.hemY, hem: style.hem, folds: 9 },
    62,
  );
  return {
    back: backNeck(f, neckline, palette.base),
    body:
      sleeves(scene, f, sleeve, s.main, edgingOf(garment, palette, 26)) +
      skirt +
      bodice +
      style.belt +
      (mandarin ? bandCollar(s, f) : ""),
    on: "form",
    foot: style.hemY,
    spread: style.hem * 0.8,
    focus: [450, 320],
  };
}

export function anarkali(s: Sitting): Drawing {
  const { palette } = s;
  const seamY = 452;
  const band = `<path d="M332 ${seamY - 10}Q450 ${seamY + 14} 568 ${seamY - 10}" fill="none" stroke="${palette.metal}" stroke-width="12" stroke-opacity=".9"/><path d="M332 ${seamY - 10}Q450 ${seamY + 14} 568 ${seamY - 10}" fill="none" stroke="${darker(palette.metal, 0.4)}" stroke-width="5" stroke-dasharray="5 4"/>`;
  return flared(
    s,
    { seamY, waist: 119, hemY: 1046, hem: 318, belt: s.garment.pattern === "solid" ? "" : band },
    "Long Sleeve",
  );
}

export function dress(s: Sitting): Drawing {
  const child = s.garment.kind.gender === "girls";
  const seamY = child ? 440 : 476;
  const waist = child ? 144 : 112;
  const hemY = LENGTH[s.garment.features.length ?? "Midi"] ?? 930;
  const hem = child ? 290 : 190 + (hemY - 760) * 0.28;
  const sash = darker(s.palette.base, 0.22);
  const belt = s.rng.chance(0.55)
    ? `<path d="M${450 - waist - 2} ${seamY - 14}Q450 ${seamY + 8} ${450 + waist + 2} ${seamY - 14}V${seamY + 12}Q450 ${seamY + 32} ${450 - waist - 2} ${seamY + 12}Z" fill="${sash}"/><path d="M${450 - waist} ${seamY - 8}Q450 ${seamY + 14} ${450 + waist} ${seamY - 8}" stroke="#fff" stroke-opacity=".18" stroke-width="3" fill="none"/>`
    : "";
  return flared(s, { seamY, waist, hemY, hem, belt }, "Sleeveless");
}
