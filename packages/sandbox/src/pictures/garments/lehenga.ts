import { falls, piece } from "../cloth.ts";
import { by, path, to } from "../outline.ts";
import { darker, mix } from "../paint.ts";
import type { Drawing, Sitting } from "../sitting.ts";
import { edgingOf } from "../trims.ts";
import { along, backNeck, necklineOf, neckPath, sleeveOf, sleeves, torso } from "../upper.ts";
import { flaredSkirt } from "./anarkali.ts";
import { frameOf } from "./kurta.ts";
import { overShoulder } from "./sets.ts";

/** Rows of ornament that grow richer towards the hem. */
function bands(s: Sitting, topY: number, top: number, hemY: number, hem: number): string {
  const { palette: p } = s;
  const row = (t: number, width: number) => {
    const y = topY + (hemY - topY) * t;
    const x = top + (hem - top) * (t * 0.86 + 0.08);
    const d = `M${450 - x} ${y - 4}Q450 ${y + 34} ${450 + x} ${y - 4}`;
    return along(d, [
      { width, colour: p.metal },
      { width: width * 0.8, colour: mix(p.accent, p.base, 0.3) },
      { width: width * 0.56, colour: p.metal, dash: `${width * 0.3} ${width * 0.24}` },
    ]);
  };
  return row(0.5, 16) + row(0.72, 24);
}

export function lehenga(s: Sitting): Drawing {
  const f = frameOf(s);
  const { garment, palette, scene } = s;
  const neckline = necklineOf(garment.features.neck ?? "Round Neck", f);
  const sleeve = sleeveOf(garment.features.sleeve, "Short Sleeve");
  const choliY = 420;
  const rich = edgingOf(garment, palette, 30);
  const choli = piece(
    scene,
    torso(f, neckline, sleeve === null, [
      by(f.chest - 4, f.chestY + 30, f.waist + 14, choliY - 20, f.waist + 8, choliY),
      by(80, choliY + 14, 40, choliY + 16, 0, choliY + 16),
    ]),
    s.main,
    {
      folds: [
        { from: [450 - f.chest + 10, f.chestY], to: [450 - 30, choliY], width: 30, depth: 0.3, bend: -10 },
        { from: [450 + f.chest - 10, f.chestY], to: [450 + 30, choliY], width: 30, depth: 0.34, bend: 10 },
      ],
      inside:
        along(neckPath(f, neckline), rich) +
        along(
          path(450, 1, [0, choliY + 16], [by(40, choliY + 16, 80, choliY + 14, f.waist + 8, choliY)]) +
            path(450, -1, [0, choliY + 16], [by(40, choliY + 16, 80, choliY + 14, f.waist + 8, choliY)]),
          rich,
        ),
    },
  );
  const cut = { topY: 512, top: f.waist + 2, hemY: 1060, hem: 352, folds: 11 };
  const skirt = flaredSkirt(s, 450, cut, 120);
  const waistband = piece(
    scene,
    `${path(450, 1, [0, 494], [to(f.waist + 3, 486), to(f.waist + 3, 516)])}${path(450, -1, [f.waist + 3, 516], [to(f.waist + 3, 486), to(0, 494)]).replace("M", "L")}Z`,
    { ...s.plain, fill: darker(palette.base, 0.2) },
    { inside: along("M300 506H600", [{ width: 14, colour: palette.metal, dash: "6 4" }]), edge: 0.5 },
  );
  const latkan = `<path d="M${450 + f.waist - 16} 512C${450 + f.waist} 560 ${450 + f.waist - 20} 590 ${450 + f.waist - 8} 622M${450 + f.waist - 16} 512C${450 + f.waist + 20} 550 ${450 + f.waist + 6} 600 ${450 + f.waist + 18} 640" fill="none" stroke="${palette.metal}" stroke-width="4"/><circle cx="${450 + f.waist - 8}" cy="628" r="12" fill="${palette.accent}"/><circle cx="${450 + f.waist + 18}" cy="646" r="12" fill="${palette.accent}"/>`;
  return {
    back: backNeck(f, neckline, palette.base),
    body:
      sleeves(scene, f, sleeve, s.main, rich) +
      skirt +
      `<g clip-path="${scene.clip("M60 540H840V1000H60Z")}" opacity=".9">${bands(s, cut.topY, cut.top, cut.hemY, cut.hem)}</g>` +
      waistband +
      latkan +
      choli +
      overShoulder(s, -1),
    on: "form",
    foot: 1078,
    spread: 300,
    focus: [460, 400],
  };
}

/** A long stole hung over a rod: the near half in front of the far one. */
export function dupatta(s: Sitting): Drawing {
  const { scene, rng, palette, garment } = s;
  const top = 178;
  const wide =
    garment.features.detail === "Plain Edge" ? edgingOf(garment, palette, 18) : edgingOf(garment, palette, 40);
  const layer = (x1: number, x2: number, y: number, lean: number) => {
    const d = `M${x1} ${top - 4}Q${(x1 + x2) / 2} ${top - 18} ${x2} ${top - 4}C${x2 + 6} ${y * 0.4} ${x2 + lean} ${y * 0.7} ${x2 + lean} ${y}Q${(x1 + x2) / 2 + lean} ${y + 26} ${x1 + lean} ${y - 6}C${x1 + lean} ${y * 0.7} ${x1 - 4} ${y * 0.4} ${x1} ${top - 4}Z`;
    const end = `M${x2 + lean} ${y}Q${(x1 + x2) / 2 + lean} ${y + 26} ${x1 + lean} ${y - 6}`;
    const sides = `M${x2} ${top}C${x2 + 6} ${y * 0.4} ${x2 + lean} ${y * 0.7} ${x2 + lean} ${y}M${x1} ${top}C${x1 - 4} ${y * 0.4} ${x1 + lean} ${y * 0.7} ${x1 + lean} ${y}`;
    const tassels =
      garment.features.detail === "Tassel Edge"
        ? Array.from(
            { length: 15 },
            (_, i) =>
              `<path d="M${x1 + lean + 6 + ((x2 - x1 - 12) * i) / 14} ${y + 4 + Math.sin((i / 14) * Math.PI) * 10}v40" stroke="${i % 2 ? palette.accent : palette.metal}" stroke-width="6" stroke-linecap="round"/>`,
          ).join("")
        : "";
    return (
      tassels +
      piece(scene, d, s.main, {
        folds: falls(rng, [x1 + 8, x2 - 8, top], [x1 + lean + 8, x2 + lean - 8, y], 9, 0.44),
        inside:
          along(
            sides,
            wide.map((e) => ({ ...e, width: e.width * 0.7 })),
          ) +
          along(
            end,
            wide.map((e) => ({ ...e, width: e.width * 3.2 })),
          ),
      })
    );
  };
  const rodCap = `<path d="M200 ${top - 8}H700" stroke="#fff" stroke-opacity=".18" stroke-width="6"/>`;
  return {
    body: layer(300, 690, 880, 18) + layer(212, 560, 1066, -10) + rodCap,
    on: "rod",
    top,
    foot: 1090,
    spread: 300,
    focus: [380, 860],
  };
}
