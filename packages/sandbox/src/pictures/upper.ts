import { type Cloth, type Fold, piece } from "./cloth.ts";
import type { Frame } from "./frame.ts";
import { by, path, type Stretch, symmetric, to } from "./outline.ts";
import { darker } from "./paint.ts";
import type { Scene } from "./scene.ts";

export interface Neckline {
  start: readonly [number, number];
  stretches: readonly Stretch[];
  /** Where it meets the shoulder. */
  end: readonly [number, number];
}

type Cut = (f: Frame) => Neckline;

const round =
  (depth: number): Cut =>
  ({ neck, neckY }) => ({
    start: [0, neckY + depth],
    stretches: [by(neck * 0.6, neckY + depth, neck * 0.98, neckY + depth * 0.55, neck, neckY)],
    end: [neck, neckY],
  });

const NECKS: Record<string, Cut> = {
  "Round Neck": round(46),
  "Henley Neck": round(40),
  "Keyhole Neck": round(40),
  "Mandarin Collar": round(16),
  Collar: round(14),
  "V-Neck": ({ neck, neckY }) => ({
    start: [0, neckY + 118],
    stretches: [by(neck * 0.3, neckY + 84, neck * 0.8, neckY + 40, neck + 2, neckY)],
    end: [neck + 2, neckY],
  }),
  "Boat Neck": ({ neck, neckY }) => ({
    start: [0, neckY + 26],
    stretches: [by(neck * 0.9, neckY + 28, neck * 1.4, neckY + 20, neck * 1.6, neckY + 8)],
    end: [neck * 1.6, neckY + 8],
  }),
  "Square Neck": ({ neck, neckY }) => ({
    start: [0, neckY + 86],
    stretches: [to(neck * 0.98, neckY + 84), to(neck * 1.12, neckY + 2)],
    end: [neck * 1.12, neckY + 2],
  }),
  "Sweetheart Neck": ({ neck, neckY }) => ({
    start: [0, neckY + 106],
    stretches: [by(14, neckY + 74, neck * 0.9, neckY + 70, neck * 1.06, neckY + 84), to(neck * 1.16, neckY + 3)],
    end: [neck * 1.16, neckY + 3],
  }),
};

export const necklineOf = (name: string | undefined, frame: Frame): Neckline =>
  (NECKS[name ?? "Round Neck"] ?? (NECKS["Round Neck"] as Cut))(frame);

/** The neckline as an open path from shoulder to shoulder, for bands and stitches along it. */
export function neckPath(frame: Frame, neckline: Neckline): string {
  return `${path(frame.centre, 1, neckline.start, neckline.stretches)}${path(frame.centre, -1, neckline.start, neckline.stretches)}`;
}

/** The inside of the back, seen through the neckline. */
export function backNeck(frame: Frame, neckline: Neckline, fill: string): string {
  const [x, y] = neckline.end;
  const low = neckline.start[1] + 12;
  const d = symmetric(
    frame.centre,
    [0, y - 14],
    [by(x * 0.5, y - 14, x * 0.9, y - 8, x + 4, y), to(x + 2, y + 20), by(x, low, x * 0.4, low, 0, low)],
  );
  return `<path d="${d}" fill="${darker(fill, 0.42)}"/><path d="${path(frame.centre, 1, [0, y - 4], [by(x * 0.5, y - 4, x * 0.8, y + 2, x, y + 8)])}${path(frame.centre, -1, [0, y - 4], [by(x * 0.5, y - 4, x * 0.8, y + 2, x, y + 8)])}" fill="none" stroke="#000" stroke-opacity=".25" stroke-width="2"/>`;
}

/** The front from the neckline down: shoulder, armhole, and then the stretches given from the armpit to the middle of the hem. */
export function torso(frame: Frame, neckline: Neckline, sleeveless: boolean, below: readonly Stretch[]): string {
  const { shoulder, shoulderY, chest, chestY } = frame;
  const edge = sleeveless ? shoulder - 20 : shoulder;
  const armhole = sleeveless
    ? by(edge - 10, shoulderY + 60, chest - 36, chestY - 18, chest, chestY - 4)
    : by(shoulder + 6, shoulderY + 50, chest - 8, chestY - 60, chest, chestY);
  return symmetric(frame.centre, neckline.start, [
    ...neckline.stretches,
    by(neckline.end[0] + 20, neckline.end[1] + 8, edge - 22, shoulderY - 8, edge, shoulderY),
    armhole,
    ...below,
  ]);
}

export interface SleeveCut {
  /** The share of the arm that it covers. */
  length: number;
  /** The cuff's width, as a share of the wrist's. */
  flare: number;
  puff: boolean;
}

const SLEEVES: Record<string, SleeveCut> = {
  "Short Sleeve": { length: 0.38, flare: 1.3, puff: false },
  "Three-Quarter Sleeve": { length: 0.74, flare: 1.12, puff: false },
  "Long Sleeve": { length: 1, flare: 1, puff: false },
  "Bell Sleeve": { length: 0.72, flare: 2.1, puff: false },
  "Puff Sleeve": { length: 0.34, flare: 1.3, puff: true },
};

/** Null for sleeveless. */
export const sleeveOf = (name: string | undefined, otherwise: string): SleeveCut | null =>
  SLEEVES[name ?? otherwise] ?? null;

interface SleeveShape {
  d: string;
  /** The edge at the cuff. */
  cuff: string;
  folds: Fold[];
}

function sleeveShape(frame: Frame, cut: SleeveCut, side: 1 | -1): SleeveShape {
  const { centre, shoulder, shoulderY, chest, chestY, arm, armWidth, wristWidth } = frame;
  const angle = ((frame.armAngle + (cut.puff ? 8 : 0)) * Math.PI) / 180;
  const [dx, dy] = [Math.sin(angle), Math.cos(angle)];
  const end = arm * cut.length;
  const half = (wristWidth * cut.flare) / 2;
  const middle: [number, number] = [shoulder - armWidth * 0.18 + dx * end, shoulderY + 20 + dy * end];
  const outer: [number, number] = [middle[0] + dy * half, middle[1] - dx * half];
  const inner: [number, number] = [middle[0] - dy * half, middle[1] + dx * half];
  const swell = cut.puff ? 46 : 0;
  const start: [number, number] = [shoulder - 26, shoulderY - 9];
  const stretches = [
    by(
      shoulder + 4 + swell * 0.5,
      shoulderY - 6 - swell * 0.5,
      shoulder + 20 + swell,
      shoulderY + 22,
      shoulder + 26 + dx * 60 + swell,
      shoulderY + 84,
    ),
    by(
      shoulder + 32 + dx * 90 + swell,
      shoulderY + 84 + (outer[1] - shoulderY - 84) * 0.4,
      outer[0] - dx * 30 + swell * 0.4,
      outer[1] - dy * 40,
      ...outer,
    ),
    by(
      outer[0] - dy * half * 0.7,
      outer[1] + dx * half * 0.7 + 9,
      inner[0] + dy * half * 0.7,
      inner[1] - dx * half * 0.7 + 9,
      ...inner,
    ),
    by(inner[0] - dx * end * 0.2, inner[1] - dy * end * 0.3, chest + 4, chestY + 40, chest - 14, chestY - 6),
  ];
  const at = (x: number, y: number): [number, number] => [centre + side * x, y];
  const long = cut.length > 0.5;
  return {
    d: `${path(centre, side, start, stretches)}Z`,
    cuff: path(centre, side, outer, [stretches[2] as Stretch]),
    folds: [
      { from: at(chest - 6, chestY - 40), to: at(shoulder + 40, shoulderY + 92), width: 26, depth: 0.34, bend: 8 },
      { from: at(chest + 2, chestY - 10), to: at(middle[0], middle[1] - 20), width: 30, depth: 0.3, bend: -10 * side },
      ...(long
        ? [
            {
              from: at(shoulder + 30, shoulderY + 120),
              to: at(middle[0] + 6, middle[1] + 8),
              width: 22,
              depth: 0.22,
              bend: 12 * side,
            },
          ]
        : []),
    ],
  };
}

export interface Edging {
  width: number;
  colour: string;
  dash?: string;
}

/** Bands and lines along an edge. The outline clips them, so a band of 20 shows 10. */
export const along = (d: string, edging: readonly Edging[]): string =>
  edging
    .map(
      (e) =>
        `<path d="${d}" fill="none" stroke="${e.colour}" stroke-width="${e.width}"${e.dash ? ` stroke-dasharray="${e.dash}"` : ""}/>`,
    )
    .join("");

/** Both sleeves, to be drawn before the torso. */
export function sleeves(
  scene: Scene,
  frame: Frame,
  cut: SleeveCut | null,
  cloth: Cloth,
  cuffs: readonly Edging[] = [],
): string {
  if (!cut) return "";
  return ([1, -1] as const)
    .map((side) => {
      const { d, cuff, folds } = sleeveShape(frame, cut, side);
      return piece(scene, d, cloth, { folds, turn: -side * frame.armAngle, inside: along(cuff, cuffs) });
    })
    .join("");
}
