import { type Fold, falls, piece } from "../cloth.ts";
import { type Frame, HERS } from "../frame.ts";
import { by, path, type Stretch } from "../outline.ts";
import { darker, lighter, mix } from "../paint.ts";
import { button } from "../props.ts";
import type { Drawing, Sitting } from "../sitting.ts";
import { along, backNeck, type Edging, necklineOf, neckPath, sleeveOf, sleeves, torso } from "../upper.ts";
import { graphicOf } from "./graphics.ts";
import { frameOf, neckDetail } from "./kurta.ts";

interface TopCut {
  hemY: number;
  hem: number;
}

const FITS: Record<string, number> = { "Slim Fit": -14, "Regular Fit": 4, Oversized: 40, Cropped: 6 };

/** Long arms hang closer, or they would leave the picture. */
export const longSleeved = ({ garment }: Sitting): boolean =>
  garment.features.sleeve === "Long Sleeve" || ["hoodie", "jacket"].includes(garment.kind.silhouette);

/** The frame of a loose or close garment, and where it ends. */
export function fitted(s: Sitting, hemY: number): { f: Frame; cut: TopCut } {
  const base = frameOf(s);
  const ease = FITS[s.garment.features.fit ?? "Regular Fit"] ?? 4;
  const f = {
    ...base,
    armAngle: base.armAngle + (longSleeved(s) ? 3 : 12),
    chest: base.chest + ease,
    shoulder: base.shoulder + ease * 0.45,
    waist: base.waist + ease,
    hip: base.hip + ease,
    armWidth: base.armWidth + ease * 0.5,
    wristWidth: base.wristWidth + Math.max(0, ease) * 0.5,
  };
  return { f, cut: { hemY, hem: Math.max(f.waist, f.chest - 8) + 2 } };
}

export const sidesOf = (f: Frame, { hemY, hem }: TopCut): Stretch[] => [
  by(
    f.chest - 4,
    f.chestY + 60,
    f.waist + (hem - f.waist) * 0.5 - 2,
    f.waistY - 40,
    f.waist + (hem - f.waist) * 0.6,
    f.waistY,
  ),
  by(hem - 4, f.waistY + 60, hem, hemY - 60, hem, hemY),
  by(hem * 0.6, hemY + 12, hem * 0.3, hemY + 14, 0, hemY + 14),
];

export const hemLine = ({ hemY, hem }: TopCut): string =>
  path(450, 1, [0, hemY + 14], [by(hem * 0.3, hemY + 14, hem * 0.6, hemY + 12, hem, hemY)]) +
  path(450, -1, [0, hemY + 14], [by(hem * 0.3, hemY + 14, hem * 0.6, hemY + 12, hem, hemY)]);

/** The drag lines of a worn knit: from the armpits inwards, and a few above the hem. */
export const drags = (s: Sitting, f: Frame, { hemY, hem }: TopCut): Fold[] => [
  { from: [450 - f.chest + 6, f.chestY + 2], to: [450 - 34, f.chestY + 150], width: 52, depth: 0.22, bend: -20 },
  { from: [450 + f.chest - 6, f.chestY + 2], to: [450 + 40, f.chestY + 140], width: 52, depth: 0.26, bend: 20 },
  { from: [450 - f.chest + 20, f.chestY + 70], to: [450 - 60, hemY - 60], width: 46, depth: 0.17, bend: -14 },
  { from: [450 + hem - 16, hemY - 150], to: [450 + 30, hemY - 40], width: 46, depth: 0.18, bend: 18 },
  { from: [450 - hem + 12, hemY - 110], to: [450 - 10, hemY - 20], width: 42, depth: 0.17, bend: -16 },
  ...falls(s.rng, [450 - hem + 30, 450 + hem - 30, hemY - 180], [450 - hem + 16, 450 + hem - 16, hemY], 3, 0.16),
];

const ribbed = (s: Sitting, width: number): Edging[] => [
  { width, colour: darker(s.palette.base, 0.1) },
  { width: width * 0.94, colour: mix(s.palette.base, "#000000", 0.03), dash: "3 3" },
];

const stitched = (s: Sitting): Edging[] => [
  { width: 40, colour: darker(s.palette.base, 0.05) },
  { width: 36, colour: s.palette.base },
  { width: 2, colour: darker(s.palette.base, 0.3), dash: "6 4" },
];

/** Panels of other colours across the chest, for colour-blocked garments. */
export function blocks(s: Sitting, y1: number, y2: number): string {
  if (s.garment.pattern !== "colourblock") return "";
  const other = s.palette.partner;
  return `<path d="M100 ${y1}H800V${y2}H100Z" fill="${other}"/><path d="M100 ${y2}H800V${y2 + 18}H100Z" fill="${s.palette.accent}"/>`;
}

export function tshirt(s: Sitting): Drawing {
  const { garment, scene } = s;
  const { f, cut } = fitted(s, garment.kind.gender === "women" ? 680 : 740);
  const neckline = necklineOf(garment.features.neck, f);
  const sleeve = sleeveOf(garment.features.sleeve, "Short Sleeve");
  const body = piece(scene, torso(f, neckline, false, sidesOf(f, cut)), s.main, {
    folds: drags(s, f, cut),
    inside:
      blocks(s, 150, f.chestY + 40) +
      graphicOf(s, 450, f.chestY + 96) +
      along(hemLine(cut), stitched(s)) +
      along(neckPath(f, neckline), ribbed(s, 30)),
    over: neckDetail(s, f, garment.features.neck === "Henley Neck" ? "Henley Neck" : undefined, f.neckY + 150),
  });
  const second =
    garment.pack > 1
      ? `<g transform="translate(86 40) rotate(5 450 400)">${sleeves(scene, f, sleeve, s.partner)}${piece(scene, torso(f, neckline, false, sidesOf(f, cut)), { ...s.partner, print: null }, { folds: drags(s, f, cut) })}</g>`
      : "";
  return {
    back: backNeck(f, neckline, s.palette.base),
    body:
      second + sleeves(scene, f, sleeve, garment.pattern === "colourblock" ? s.partner : s.main, stitched(s)) + body,
    on: "hanger",
    wide: longSleeved(s),
    foot: cut.hemY,
    spread: 170,
    focus: [450, f.chestY + 10],
  };
}

/** The turned-down collar of a polo or a shirt. */
export function collar(s: Sitting, f: Frame, fill: string, spread = 70, drop = 62): string {
  const cloth = { ...s.plain, fill };
  const leaf = (side: 1 | -1) =>
    `${path(
      450,
      side,
      [0, f.neckY + 22],
      [
        by(20, f.neckY + 14, f.neck * 0.7, f.neckY - 6, f.neck - 4, f.neckY - 34),
        by(f.neck + 8, f.neckY - 26, f.neck + 14, f.neckY - 12, f.neck + 18, f.neckY + 2),
        by(f.neck + 12, f.neckY + 30, spread + 4, f.neckY + drop - 20, spread, f.neckY + drop),
        by(spread - 26, f.neckY + drop - 6, 24, f.neckY + 44, 0, f.neckY + 22),
      ],
    )}Z`;
  const inner = `<path d="M${450 - f.neck + 4} ${f.neckY - 32}Q450 ${f.neckY - 50} ${450 + f.neck - 4} ${f.neckY - 32}Q450 ${f.neckY + 24} ${450 - f.neck + 4} ${f.neckY - 32}Z" fill="${darker(fill, 0.4)}"/>`;
  return inner + piece(s.scene, leaf(-1), cloth, { edge: 0.6 }) + piece(s.scene, leaf(1), cloth, { edge: 0.6 });
}

export function polo(s: Sitting): Drawing {
  const { garment, scene, palette } = s;
  const { f, cut } = fitted(s, 745);
  const neckline = necklineOf("Collar", f);
  const zip = garment.features.detail === "Zip Placket";
  const placketY = f.neckY + 160;
  const placket = `<path d="M432 ${f.neckY + 14}V${placketY}H468V${f.neckY + 14}Z" fill="${palette.base}" stroke="#000" stroke-opacity=".3" stroke-width="2"/>${zip ? `<path d="M450 ${f.neckY + 20}V${placketY}" stroke="${palette.metal}" stroke-width="6" stroke-dasharray="3 2"/>` : [60, 112].map((d) => button(450, f.neckY + d, 7, lighter(palette.base, 0.6))).join("")}`;
  const pocket =
    garment.features.detail === "Chest Pocket"
      ? `<path d="M506 ${f.chestY - 20}h84v84q-42 18 -84 0Z" fill="none" stroke="#000" stroke-opacity=".35" stroke-width="2.5"/>`
      : "";
  const tip = garment.features.detail === "Tipped Collar" ? mix(palette.accent, palette.base, 0.1) : null;
  const cuff = tip ? [...ribbed(s, 36), { width: 5, colour: tip }] : ribbed(s, 36);
  const body = piece(scene, torso(f, neckline, false, sidesOf(f, cut)), s.main, {
    folds: drags(s, f, cut),
    inside: blocks(s, f.chestY + 30, f.chestY + 170) + along(hemLine(cut), stitched(s)) + placket + pocket,
  });
  const collarTip = tip
    ? along(
        path(450, 1, [2, f.neckY + 26], [by(24, f.neckY + 46, 44, f.neckY + 54, 70, f.neckY + 60)]) +
          path(450, -1, [2, f.neckY + 26], [by(24, f.neckY + 46, 44, f.neckY + 54, 70, f.neckY + 60)]),
        [{ width: 5, colour: tip }],
      )
    : "";
  const second =
    garment.pack > 1
      ? `<g transform="translate(86 40) rotate(5 450 400)">${sleeves(scene, f, sleeveOf(garment.features.sleeve, "Short Sleeve"), s.partner)}${piece(scene, torso(f, neckline, false, sidesOf(f, cut)), s.partner, { folds: drags(s, f, cut) })}${collar(s, f, s.partner.fill)}</g>`
      : "";
  return {
    back: backNeck(f, neckline, palette.base),
    body:
      second +
      sleeves(scene, f, sleeveOf(garment.features.sleeve, "Short Sleeve"), s.main, cuff) +
      body +
      collar(s, f, palette.base) +
      collarTip,
    on: "hanger",
    wide: longSleeved(s),
    foot: cut.hemY,
    spread: 170,
    focus: [450, f.chestY - 60],
  };
}

export function hoodie(s: Sitting): Drawing {
  const { garment, scene, palette } = s;
  const { f, cut } = fitted(s, 730);
  const neckline = necklineOf("Round Neck", f);
  const zip = garment.features.detail === "Zip Front";
  const hood = `M${450 - f.neck - 36} ${f.neckY + 34}C${450 - f.neck - 70} ${f.neckY - 40} ${450 - 60} ${f.neckY - 96} 450 ${f.neckY - 96}C${450 + 60} ${f.neckY - 96} ${450 + f.neck + 70} ${f.neckY - 40} ${450 + f.neck + 36} ${f.neckY + 34}C${450 + 50} ${f.neckY + 76} ${450 - 50} ${f.neckY + 76} ${450 - f.neck - 36} ${f.neckY + 34}Z`;
  const inner = `M${450 - f.neck} ${f.neckY + 14}C${450 - f.neck - 14} ${f.neckY - 40} ${450 - 40} ${f.neckY - 66} 450 ${f.neckY - 66}C${450 + 40} ${f.neckY - 66} ${450 + f.neck + 14} ${f.neckY - 40} ${450 + f.neck} ${f.neckY + 14}C${450 + 40} ${f.neckY + 62} ${450 - 40} ${f.neckY + 62} ${450 - f.neck} ${f.neckY + 14}Z`;
  const pocket = `<path d="M350 ${cut.hemY - 40}L372 ${cut.hemY - 180}H528L550 ${cut.hemY - 40}Z" fill="${palette.base}" stroke="#000" stroke-opacity=".35" stroke-width="3"/><path d="M356 ${cut.hemY - 56}L374 ${cut.hemY - 170}M544 ${cut.hemY - 56}L526 ${cut.hemY - 170}" stroke="#000" stroke-opacity=".3" stroke-width="6"/>`;
  const cord = `<path d="M430 ${f.neckY + 44}C424 ${f.neckY + 110} 428 ${f.neckY + 130} 424 ${f.neckY + 168}M470 ${f.neckY + 44}C478 ${f.neckY + 110} 472 ${f.neckY + 140} 478 ${f.neckY + 178}" fill="none" stroke="${lighter(palette.base, 0.72)}" stroke-width="6" stroke-linecap="round"/>`;
  const zipper = zip
    ? `<path d="M450 ${f.neckY + 50}V${cut.hemY + 10}" stroke="#000" stroke-opacity=".4" stroke-width="12"/><path d="M450 ${f.neckY + 50}V${cut.hemY + 10}" stroke="${palette.metal}" stroke-width="5" stroke-dasharray="3 2"/>`
    : "";
  const body = piece(scene, torso(f, neckline, false, sidesOf(f, cut)), s.main, {
    folds: drags(s, f, cut),
    inside:
      blocks(s, 150, f.chestY + 60) +
      (zip ? "" : graphicOf(s, 450, f.chestY + 60)) +
      pocket +
      along(hemLine(cut), ribbed(s, 88)) +
      zipper,
  });
  return {
    body: `${sleeves(scene, f, sleeveOf("Long Sleeve", "Long Sleeve"), s.main, ribbed(s, 80))}${body}${piece(scene, hood, s.main, { folds: [{ from: [450 - 70, f.neckY - 60], to: [450 - 80, f.neckY + 40], width: 30, depth: 0.3 }] })}<path d="${inner}" fill="${darker(palette.base, 0.48)}"/>${cord}`,
    on: "hanger",
    wide: longSleeved(s),
    foot: cut.hemY,
    spread: 180,
    focus: [450, f.chestY],
  };
}

/** Women's tops: a shaped body with gathers under the bust. */
export function top(s: Sitting): Drawing {
  const { garment, scene, palette } = s;
  const f = { ...HERS, armAngle: 24 };
  const cut = { hemY: 655, hem: 158 };
  const neckline = necklineOf(garment.features.neck, f);
  const sleeve = sleeveOf(garment.features.sleeve, "Short Sleeve");
  const body = piece(scene, torso(f, neckline, sleeve === null, sidesOf(f, cut)), s.main, {
    folds: [...falls(s.rng, [340, 560, 420], [296, 604, 655], 8, 0.4), ...drags(s, f, cut).slice(0, 2)],
    inside:
      along(hemLine(cut), stitched(s)) +
      along(neckPath(f, neckline), [
        { width: 18, colour: darker(palette.base, 0.12) },
        { width: 15, colour: mix(palette.base, "#ffffff", 0.06) },
      ]),
    over: `<path d="M${450 - f.chest} 416Q450 446 ${450 + f.chest} 416" fill="none" stroke="#000" stroke-opacity=".28" stroke-width="3"/>`,
  });
  return {
    back: backNeck(f, neckline, palette.base),
    body: sleeves(scene, f, sleeve, s.main, stitched(s)) + body,
    on: "form",
    foot: cut.hemY,
    spread: 150,
    focus: [450, 330],
  };
}
