import { type Fold, falls, piece } from "../cloth.ts";
import { CHILDS, type Frame, HERS, HIS } from "../frame.ts";
import { by, path, type Stretch } from "../outline.ts";
import { darker } from "../paint.ts";
import { button } from "../props.ts";
import type { Drawing, Sitting } from "../sitting.ts";
import { edgingOf } from "../trims.ts";
import { along, backNeck, necklineOf, neckPath, sleeveOf, sleeves, torso } from "../upper.ts";

export const frameOf = (s: Sitting): Frame =>
  ({ women: HERS, men: HIS, girls: CHILDS, boys: CHILDS, kids: CHILDS })[s.garment.kind.gender];

export interface KurtaCut {
  hemY: number;
  /** Half the width of the hem. */
  hem: number;
  /** How high the side slits begin; null for none. */
  slitY: number | null;
}

/** The cut of a kurta by its kind. */
function cutOf({ garment }: Sitting, f: Frame): KurtaCut {
  if (garment.kind.gender === "men") {
    const short = garment.features.length === "Mid-Thigh Length";
    return { hemY: short ? 850 : 985, hem: f.hip + 26, slitY: short ? 720 : 770 };
  }
  if (garment.kind.id === "a-line-kurta") return { hemY: 1000, hem: 262, slitY: null };
  if (garment.kind.id === "short-kurti") return { hemY: 770, hem: f.hip + 26, slitY: 680 };
  return { hemY: 1010, hem: f.hip + 34, slitY: 760 };
}

const sides = (f: Frame, cut: KurtaCut): Stretch[] => [
  by(f.chest - 5, f.chestY + 50, f.waist + 8, f.waistY - 60, f.waist + 10, f.waistY),
  by(
    f.waist + 14,
    f.waistY + 70,
    f.waist + (cut.hem - f.waist) * 0.3,
    f.hipY - 30,
    f.waist + 10 + (cut.hem - f.waist) * 0.42,
    f.hipY + 40,
  ),
  by(f.waist + 16 + (cut.hem - f.waist) * 0.6, f.hipY + 160, cut.hem - 6, cut.hemY - 110, cut.hem, cut.hemY),
  by(cut.hem * 0.6, cut.hemY + 16, cut.hem * 0.3, cut.hemY + 20, 0, cut.hemY + 20),
];

const hemPath = (f: Frame, cut: KurtaCut): string => {
  const half: [readonly [number, number], Stretch[]] = [
    [0, cut.hemY + 20],
    [by(cut.hem * 0.3, cut.hemY + 20, cut.hem * 0.6, cut.hemY + 16, cut.hem, cut.hemY)],
  ];
  return path(f.centre, 1, ...half) + path(f.centre, -1, ...half);
};

const slits = (f: Frame, cut: KurtaCut): string => {
  if (cut.slitY === null) return "";
  const y = cut.slitY;
  return ([1, -1] as const)
    .map((side) => {
      const x = f.centre + side * (f.hip + 14 + (cut.hem - f.hip) * 0.55);
      const end = f.centre + side * (cut.hem - 22);
      return `<path d="M${x - side * 6} ${y}Q${end - side * 2} ${(y + cut.hemY) / 2} ${end} ${cut.hemY + 20}" fill="none" stroke="#0a0612" stroke-opacity=".4" stroke-width="3"/><path d="M${x - side * 6} ${y}Q${end - side * 2} ${(y + cut.hemY) / 2} ${end} ${cut.hemY + 20}L${end + side * 60} ${cut.hemY + 20}L${x + side * 20} ${y}Z" fill="#0a0612" fill-opacity=".26"/>`;
    })
    .join("");
};

/** Placket, keyhole, collar or yoke at the neck: whatever the neckline asks for. */
export function neckDetail(s: Sitting, f: Frame, neck: string | undefined, placketTo: number): string {
  const { palette, garment } = s;
  const c = f.centre;
  const top = f.neckY + 16;
  const plain = garment.pattern === "solid" || garment.pattern === "stripes" || garment.pattern === "checks";
  const trim = plain ? darker(palette.base, 0.12) : palette.ink;
  if (neck === "Keyhole Neck") {
    const y = f.neckY + 40;
    return `<path d="M${c} ${y - 6}C${c - 26} ${y + 34} ${c - 22} ${y + 72} ${c} ${y + 78}C${c + 22} ${y + 72} ${c + 26} ${y + 34} ${c} ${y - 6}Z" fill="${darker(palette.base, 0.5)}" stroke="${trim}" stroke-width="5"/>${button(c, y - 2, 7, palette.metal)}`;
  }
  const men = garment.kind.gender === "men" || garment.kind.gender === "boys";
  const low = neck === "Henley Neck" || (men && neck === "Round Neck");
  if (neck !== "Mandarin Collar" && !low) return "";
  const start = low ? f.neckY + 38 : top;
  const count = Math.max(3, Math.round((placketTo - start) / 62));
  const buttons = Array.from({ length: count }, (_, i) =>
    button(
      c,
      start + 24 + ((placketTo - start - 40) * i) / Math.max(1, count - 1),
      6.5,
      plain ? darker(palette.base, 0.3) : palette.metal,
    ),
  );
  return `<path d="M${c - 17} ${start}V${placketTo}L${c} ${placketTo + 14}L${c + 17} ${placketTo}V${start}" fill="${palette.base}" fill-opacity=".65" stroke="${trim}" stroke-opacity=".7" stroke-width="2.5"/><path d="M${c + 17} ${start}V${placketTo}" stroke="#0a0612" stroke-opacity=".3" stroke-width="4"/>${buttons.join("")}`;
}

/** The standing band of a mandarin collar, drawn over the torso. */
export function bandCollar(s: Sitting, f: Frame, height = 34): string {
  const half = (side: 1 | -1) =>
    `${path(
      f.centre,
      side,
      [3, f.neckY + 20],
      [
        by(f.neck * 0.55, f.neckY + 16, f.neck * 0.9, f.neckY + 8, f.neck + 3, f.neckY + 2),
        by(f.neck + 1, f.neckY - 12, f.neck - 4, f.neckY - height + 8, f.neck - 8, f.neckY - height),
        by(f.neck * 0.7, f.neckY - height + 16, f.neck * 0.4, f.neckY - height + 32, 7, f.neckY - height + 38),
      ],
    )}Z`;
  return piece(s.scene, half(1), s.plain, { edge: 0.5 }) + piece(s.scene, half(-1), s.plain, { edge: 0.5 });
}

/** An embroidered bib around the neckline, for the richer patterns. */
export function yoke(s: Sitting, f: Frame): string {
  const { palette: p, garment } = s;
  if (!["embroidered", "zari"].includes(garment.pattern)) return "";
  const neckline = necklineOf(garment.features.neck, f);
  const d = neckPath(f, neckline);
  const band = [
    { width: 92, colour: p.metal },
    { width: 84, colour: darker(p.base, 0.25) },
    { width: 70, colour: p.accent, dash: "10 9" },
    { width: 52, colour: darker(p.base, 0.2) },
    { width: 40, colour: p.metal, dash: "4 6" },
    { width: 20, colour: p.metal },
  ];
  return along(d, band);
}

const foldsOf = (s: Sitting, f: Frame, cut: KurtaCut): Fold[] => [
  ...falls(
    s.rng,
    [f.centre - f.waist, f.centre + f.waist, f.waistY + 20],
    [f.centre - cut.hem, f.centre + cut.hem, cut.hemY],
    cut.hem > 220 ? 9 : 6,
    0.42,
  ),
  {
    from: [f.centre - f.chest + 8, f.chestY + 6],
    to: [f.centre - 30, f.waistY - 20],
    width: 34,
    depth: 0.2,
    bend: -14,
  },
  {
    from: [f.centre + f.chest - 8, f.chestY + 6],
    to: [f.centre + 36, f.waistY - 10],
    width: 34,
    depth: 0.24,
    bend: 14,
  },
  { from: [f.centre - f.waist, f.waistY - 10], to: [f.centre + 10, f.waistY + 60], width: 26, depth: 0.16, bend: 10 },
];

/** The kurta alone; `cut` when it is part of a set. */
export function drawKurta(s: Sitting, f: Frame, cut: KurtaCut): string {
  const { garment, scene } = s;
  const neckline = necklineOf(garment.features.neck, f);
  const sleeve = sleeveOf(garment.features.sleeve, "Long Sleeve");
  const hem = edgingOf(garment, s.palette, 44);
  const plainNeck = garment.features.neck === "Mandarin Collar";
  const body = piece(scene, torso(f, neckline, sleeve === null, sides(f, cut)), s.main, {
    folds: foldsOf(s, f, cut),
    inside:
      along(hemPath(f, cut), hem) +
      yoke(s, f) +
      (plainNeck ? "" : along(neckPath(f, neckline), edgingOf(garment, s.palette, 22))),
    over:
      slits(f, cut) + neckDetail(s, f, garment.features.neck, f.neckY + (garment.kind.gender === "women" ? 190 : 250)),
  });
  return [
    sleeves(scene, f, sleeve, s.main, edgingOf(garment, s.palette, 30)),
    body,
    plainNeck ? bandCollar(s, f) : "",
  ].join("");
}

export function kurta(s: Sitting): Drawing {
  const f = frameOf(s);
  const cut = cutOf(s, f);
  const back = backNeck(f, necklineOf(s.garment.features.neck, f), s.palette.base);
  return { back, body: drawKurta(s, f, cut), on: "form", foot: cut.hemY, spread: 190, focus: [450, 330] };
}
