import { type Cloth, type Fold, falls, piece } from "../cloth.ts";
import { by, path, symmetric, to } from "../outline.ts";
import { darker, lighter } from "../paint.ts";
import { button } from "../props.ts";
import type { Drawing, Sitting } from "../sitting.ts";
import { edgingOf } from "../trims.ts";
import { along, type Edging } from "../upper.ts";

export interface LegCut {
  topY: number;
  waist: number;
  hip: number;
  crotchY: number;
  hemY: number;
  /** Inner and outer edge of the hem, from the middle line. */
  inner: number;
  outer: number;
  /** How full the knee is: the outer edge there. */
  knee: number;
}

const leg = (centre: number, cut: LegCut, side: 1 | -1): string => {
  const { topY, waist, hip, crotchY, hemY, inner, outer, knee } = cut;
  const kneeY = (crotchY + hemY) / 2;
  return `${path(
    centre,
    side,
    [0, topY],
    [
      to(waist, topY),
      by(waist + 8, topY + 60, hip, crotchY - 120, hip, crotchY - 40),
      by(hip + (knee - hip) * 0.3, crotchY + 60, knee, kneeY - 60, knee + (outer - knee) * 0.2, kneeY),
      by(knee + (outer - knee) * 0.4, kneeY + 100, outer, hemY - 80, outer, hemY),
      by(outer - 20, hemY + 10, inner + 20, hemY + 10, inner, hemY),
      by(inner, hemY - 160, inner * 0.5 + 4, crotchY + 150, 4, crotchY),
      to(0, crotchY - 10),
    ],
  )}Z`;
};

const hemOf = (centre: number, { inner, outer, hemY }: LegCut, side: 1 | -1): string =>
  path(centre, side, [outer, hemY], [by(outer - 20, hemY + 10, inner + 20, hemY + 10, inner, hemY)]);

/** A pair of legs, the left one lying behind. */
export function legs(
  s: Sitting,
  cloth: Cloth,
  cut: LegCut,
  hem: readonly Edging[],
  extra: (side: 1 | -1) => string = () => "",
): string {
  const c = 450;
  const wide = cut.outer - cut.inner > 150;
  return ([-1, 1] as const)
    .map((side) => {
      const middle = c + side * ((cut.inner + cut.outer) / 2);
      const folds: Fold[] = wide
        ? falls(
            s.rng,
            [c + side * 20, c + side * cut.waist, cut.topY + 40],
            [c + side * cut.inner, c + side * cut.outer, cut.hemY],
            5,
            0.42,
          )
        : [
            {
              from: [c + side * 14, cut.crotchY - 26],
              to: [c + side * cut.hip, cut.crotchY + 34],
              width: 30,
              depth: 0.34,
              bend: 10,
            },
            {
              from: [c + side * 14, cut.crotchY + 6],
              to: [c + side * (cut.hip - 20), cut.crotchY + 96],
              width: 30,
              depth: 0.26,
              bend: 8,
            },
            { from: [middle, cut.crotchY + 60], to: [middle, cut.hemY], width: 46, depth: 0.2, bend: 5 },
            {
              from: [middle - 40, (cut.crotchY + cut.hemY) / 2 - 10],
              to: [middle + 44, (cut.crotchY + cut.hemY) / 2 + 20],
              width: 22,
              depth: 0.2,
              bend: 6,
            },
          ];
      return piece(s.scene, leg(c, cut, side), cloth, {
        folds,
        inside: along(hemOf(c, cut, side), hem),
        over: extra(side),
      });
    })
    .join("");
}

const band = (waist: number, y: number, height: number): string =>
  symmetric(
    450,
    [0, y - height + 6],
    [
      by(waist * 0.5, y - height + 6, waist * 0.8, y - height + 2, waist - 3, y - height),
      to(waist + 2, y + 2),
      by(waist * 0.7, y + 8, waist * 0.4, y + 10, 0, y + 10),
    ],
  );

const SHAPES: Record<string, Partial<LegCut>> = {
  "Skinny Fit": { knee: 136, outer: 123, inner: 46, hip: 167 },
  "Slim Fit": { knee: 154, outer: 141, inner: 44, hip: 174 },
  "Tapered Fit": { knee: 169, outer: 134, inner: 48, hip: 183 },
  "Straight Fit": { knee: 174, outer: 176, inner: 36, hip: 178 },
  "Regular Fit": { knee: 176, outer: 169, inner: 38, hip: 183 },
  "Relaxed Fit": { knee: 194, outer: 189, inner: 36, hip: 189 },
  "Mom Fit": { knee: 187, outer: 152, inner: 48, hip: 194 },
  Bootcut: { knee: 147, outer: 207, inner: 34, hip: 172 },
  "Wide Leg": { knee: 218, outer: 249, inner: 26, hip: 180 },
};

const BASE: LegCut = { topY: 214, waist: 145, hip: 178, crotchY: 450, hemY: 1070, inner: 34, outer: 161, knee: 167 };

const cutOf = (s: Sitting): LegCut => {
  const child = s.garment.kind.gender === "kids";
  return { ...BASE, ...SHAPES[s.garment.features.fit ?? "Regular Fit"], ...(child && { waist: 132, hemY: 960 }) };
};

function fades(s: Sitting, cut: LegCut): (side: 1 | -1) => string {
  const worn = s.garment.features.detail;
  const glow = s.scene.radial([
    [0, "#fff", worn === "Heavy Fade" ? 0.55 : 0.3],
    [1, "#fff", 0],
  ]);
  const middle = (cut.inner + cut.knee) / 2;
  return (side) => {
    const x = 450 + side * middle;
    const thigh = `<ellipse cx="${x}" cy="${cut.crotchY + 130}" rx="46" ry="210" fill="${glow}"/>`;
    const rip = (y: number) =>
      `<path d="M${x - 34} ${y}Q${x} ${y - 8} ${x + 36} ${y + 2}Q${x} ${y + 22} ${x - 34} ${y}Z" fill="${lighter(s.palette.base, 0.75)}"/><path d="M${x - 28} ${y + 1}H${x + 30}M${x - 24} ${y + 6}H${x + 26}" stroke="#fff" stroke-width="2"/>`;
    const patch = `<rect x="${x - 42}" y="${cut.crotchY + 210}" width="84" height="96" rx="8" fill="${darker(s.palette.base, 0.18)}" stroke="#d8a657" stroke-width="3" stroke-dasharray="8 5"/>`;
    if (worn === "Mildly Distressed")
      return thigh + rip(cut.crotchY + 240 + side * 24) + (side === 1 ? rip(cut.crotchY + 120) : "");
    return thigh + (worn === "Patch Knee" ? patch : "");
  };
}

const stitch = (d: string, colour: string) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="2.2" stroke-dasharray="7 4"/>`;

function waistband(s: Sitting, cut: LegCut, thread: string): string {
  const y = cut.topY;
  const loops = [-0.8, -0.38, 0.38, 0.8].map((t) => {
    const x = 450 + t * cut.waist;
    return `<rect x="${x - 7}" y="${y - 44}" width="14" height="56" rx="3" fill="${darker(s.palette.base, 0.1)}" stroke="#000" stroke-opacity=".3"/>`;
  });
  return `${piece(s.scene, band(cut.waist, y, 40), s.plain, { edge: 0.6, over: stitch(`M${450 - cut.waist} ${y - 2}Q450 ${y + 6} ${450 + cut.waist} ${y - 2}`, thread) })}${loops.join("")}${button(450, y - 14, 11, s.garment.kind.silhouette === "jeans" ? "#b48348" : darker(s.palette.base, 0.35))}`;
}

function frontDetails(cut: LegCut, thread: string): string {
  const y = cut.topY;
  const pocket = (side: 1 | -1) =>
    path(
      450,
      side,
      [cut.waist * 0.45, y + 8],
      [by(cut.waist * 0.5, y + 60, cut.waist * 0.8, y + 84, cut.waist + 14, y + 88)],
    );
  const fly = `M450 ${y + 8}V${cut.crotchY - 16}M474 ${y + 8}V${cut.crotchY - 80}Q474 ${cut.crotchY - 36} 452 ${cut.crotchY - 28}`;
  const edge = `<path d="${pocket(1)}${pocket(-1)}" fill="none" stroke="#000" stroke-opacity=".4" stroke-width="3"/>`;
  return (
    edge +
    stitch(pocket(1), thread) +
    stitch(pocket(-1), thread) +
    `<path d="M450 ${y + 8}V${cut.crotchY - 10}" stroke="#000" stroke-opacity=".45" stroke-width="2.4"/>` +
    stitch(fly, thread)
  );
}

export function jeans(s: Sitting): Drawing {
  const cut = cutOf(s);
  const thread = "#c8924c";
  const raw = s.garment.features.detail === "Raw Hem";
  const hem = raw
    ? [{ width: 16, colour: lighter(s.palette.base, 0.6), dash: "3 3" }]
    : [
        { width: 30, colour: darker(s.palette.base, 0.12) },
        { width: 2, colour: thread, dash: "7 4" },
      ];
  const body = legs(s, s.main, cut, hem, fades(s, cut)) + frontDetails(cut, thread) + waistband(s, cut, thread);
  return { body, on: "clips", top: cut.topY, foot: cut.hemY, spread: cut.waist, focus: [470, 330] };
}

export function trousers(s: Sitting): Drawing {
  const cut = cutOf(s);
  const thread = darker(s.palette.base, 0.3);
  const crease = (side: 1 | -1) =>
    `<path d="M${450 + side * 74} ${cut.topY + 60}L${450 + (side * (cut.inner + cut.outer)) / 2} ${cut.hemY}" stroke="#fff" stroke-opacity=".2" stroke-width="5"/><path d="M${454 + side * 74} ${cut.topY + 60}L${454 + (side * (cut.inner + cut.outer)) / 2} ${cut.hemY}" stroke="#000" stroke-opacity=".2" stroke-width="4"/>`;
  const cord = `<path d="M440 ${cut.topY}C430 ${cut.topY + 50} 424 ${cut.topY + 80} 428 ${cut.topY + 120}M460 ${cut.topY}C470 ${cut.topY + 50} 478 ${cut.topY + 80} 470 ${cut.topY + 126}" fill="none" stroke="${lighter(s.palette.base, 0.6)}" stroke-width="6" stroke-linecap="round"/>`;
  const body =
    legs(s, s.main, cut, [{ width: 34, colour: darker(s.palette.base, 0.08) }], crease) +
    frontDetails(cut, thread) +
    waistband(s, cut, thread);
  return {
    body: body + (s.garment.features.detail === "Drawstring" ? cord : ""),
    on: "clips",
    top: cut.topY,
    foot: cut.hemY,
    spread: cut.waist,
    focus: [470, 330],
  };
}

export function palazzo(s: Sitting): Drawing {
  const wide = { "Wide Leg": 268, Flared: 296, Straight: 206 }[s.garment.features.fit ?? ""] ?? 250;
  const cut: LegCut = {
    topY: 196,
    waist: 118,
    hip: 158,
    crotchY: 430,
    hemY: 1064,
    inner: 14,
    outer: wide,
    knee: 160 + (wide - 160) * 0.5,
  };
  const gathers = falls(s.rng, [338, 562, 170], [330, 570, 200], 22, 0.4);
  const top = piece(s.scene, band(cut.waist, cut.topY, 44), s.main, { folds: gathers, edge: 0.6 });
  const cord =
    s.garment.features.detail === "Drawstring Waist"
      ? `<path d="M442 ${cut.topY - 14}C420 ${cut.topY + 50} 428 ${cut.topY + 110} 416 ${cut.topY + 150}M458 ${cut.topY - 14}C474 ${cut.topY + 50} 470 ${cut.topY + 110} 482 ${cut.topY + 158}" fill="none" stroke="${s.palette.ink}" stroke-width="5"/><circle cx="416" cy="${cut.topY + 154}" r="9" fill="${s.palette.accent}"/><circle cx="482" cy="${cut.topY + 162}" r="9" fill="${s.palette.accent}"/>`
      : "";
  const body = legs(s, s.main, cut, edgingOf(s.garment, s.palette, 34)) + top + cord;
  return { body, on: "clips", top: cut.topY, foot: cut.hemY, spread: cut.waist, focus: [440, 330] };
}

export const straightLegs = (hemY: number, spread: number): LegCut => ({
  topY: 620,
  waist: 130,
  hip: 140,
  crotchY: 700,
  hemY,
  inner: 4,
  outer: spread,
  knee: spread * 0.94,
});
