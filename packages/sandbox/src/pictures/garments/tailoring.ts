import { falls, piece } from "../cloth.ts";
import { HIS } from "../frame.ts";
import { by, path, type Stretch } from "../outline.ts";
import { darker, lighter, mix } from "../paint.ts";
import { button } from "../props.ts";
import type { Drawing, Sitting } from "../sitting.ts";
import { edgingOf } from "../trims.ts";
import { along, backNeck, necklineOf, sleeveOf, sleeves, torso } from "../upper.ts";
import { collar } from "./knits.ts";
import { bandCollar } from "./kurta.ts";
import { legs, straightLegs } from "./legs.ts";

const slim = (s: Sitting): number => (s.garment.features.fit === "Slim Fit" ? -10 : 4);

const seam = (d: string, opacity = 0.35): string =>
  `<path d="${d}" fill="none" stroke="#000" stroke-opacity="${opacity}" stroke-width="3"/>`;

const square = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3" fill="${fill}" stroke="#000" stroke-opacity=".4" stroke-width="2"/>`;

export function nehruJacket(s: Sitting): Drawing {
  const f = HIS;
  const { garment, scene, palette } = s;
  const ease = slim(s);
  const neckline = necklineOf("Mandarin Collar", f);
  const hemY = 730;
  const hem = f.hip + ease + 2;
  const shirtFill = palette.base === "#f4f1ea" ? "#d9d2c3" : "#f3eee3";
  const shirt = { ...s.plain, fill: shirtFill, print: null, sheen: 0.2 };
  const body = torso(f, neckline, true, [
    by(f.chest - 2, f.chestY + 70, f.waist + ease, f.waistY - 40, f.waist + ease + 2, f.waistY),
    by(f.waist + ease + 4, f.waistY + 70, hem, hemY - 80, hem, hemY),
    by(hem * 0.8, hemY + 14, 60, hemY + 16, 20, hemY + 18),
    by(12, hemY + 10, 4, hemY - 20, 0, hemY - 34),
  ]);
  const kind = garment.features.detail;
  const metal = kind === "Contrast Buttons" ? palette.metal : darker(palette.base, 0.35);
  const buttons = Array.from({ length: 5 }, (_, i) => button(450, f.neckY + 66 + i * 108, 11, metal)).join("");
  const fillOf = mix(palette.base, "#000000", 0.08);
  const flap = (x: number, y: number) =>
    kind === "Flap Pockets"
      ? `<path d="M${x} ${y}h104v34q-52 16 -104 0Z" fill="${fillOf}" stroke="#000" stroke-opacity=".4" stroke-width="2"/>`
      : square(x, y, 104, 17, fillOf);
  const pockets =
    flap(316, 590) +
    flap(480, 590) +
    square(512, f.chestY - 6, 80, 15, fillOf) +
    `<path d="M524 ${f.chestY - 6}l14 -24l14 16l16 -18l12 26Z" fill="${palette.accent}"/>`;
  const jacket = piece(scene, body, s.main, {
    folds: [
      ...falls(s.rng, [330, 570, f.waistY], [310, 590, hemY], 4, 0.2),
      { from: [450 - f.chest + 8, f.chestY], to: [430, f.waistY], width: 36, depth: 0.24, bend: -16 },
      { from: [450 + f.chest - 8, f.chestY], to: [474, f.waistY], width: 36, depth: 0.28, bend: 16 },
    ],
    inside:
      pockets +
      seam(`M450 ${f.neckY + 14}V${hemY}`, 0.5) +
      `<path d="M454 ${f.neckY + 14}V${hemY - 20}" stroke="#fff" stroke-opacity=".16" stroke-width="2"/>`,
    over: buttons,
  });
  const under =
    sleeves(scene, f, sleeveOf("Long Sleeve", "Long Sleeve"), shirt, [{ width: 50, colour: darker(shirtFill, 0.06) }]) +
    piece(
      scene,
      torso(f, neckline, false, [
        by(f.chest, f.chestY + 90, f.waist, f.waistY, f.hip, 800),
        by(f.hip - 10, 900, f.hip + 4, 930, f.hip + 8, 960),
        by(90, 976, 40, 978, 0, 978),
      ]),
      shirt,
      { folds: falls(s.rng, [320, 580, 740], [290, 610, 960], 6, 0.3) },
    );
  return {
    back: backNeck(f, neckline, shirtFill),
    body: under + jacket + bandCollar({ ...s, plain: s.main }, f, 36),
    on: "form",
    foot: 960,
    spread: 180,
    focus: [450, f.chestY],
  };
}

export function sherwani(s: Sitting): Drawing {
  const f = HIS;
  const { garment, scene, palette } = s;
  const ease = slim(s);
  const neckline = necklineOf("Mandarin Collar", f);
  const hemY = 950;
  const hem = f.hip + 46;
  const rich =
    garment.features.detail === "Zardozi Work"
      ? edgingOf({ ...garment, pattern: "embroidered" }, palette, 40)
      : edgingOf(garment, palette, 30);
  const edge = [by(hem * 0.6, hemY + 14, 60, hemY + 18, 26, hemY + 18), by(16, hemY - 60, 6, 760, 0, 700)];
  const sides: Stretch[] = [
    by(f.chest - 2, f.chestY + 70, f.waist + ease - 4, f.waistY - 40, f.waist + ease - 2, f.waistY),
    by(f.waist + ease + 8, f.waistY + 90, hem - 12, hemY - 160, hem, hemY),
    ...edge,
  ];
  const opening = `${path(450, 1, [hem, hemY], edge) + path(450, -1, [hem, hemY], edge)}M450 ${f.neckY + 14}V700`;
  const work = garment.features.detail === "Self Design" ? "" : yokeWork(s);
  const body = piece(scene, torso(f, neckline, false, sides), s.main, {
    folds: [
      ...falls(s.rng, [310, 590, f.waistY + 20], [450 - hem, 450 + hem, hemY], 8, 0.36),
      { from: [450 - f.chest + 8, f.chestY], to: [426, f.waistY], width: 36, depth: 0.26, bend: -16 },
      { from: [450 + f.chest - 8, f.chestY], to: [476, f.waistY], width: 36, depth: 0.3, bend: 16 },
    ],
    inside:
      work +
      along(
        opening,
        rich.map((e) => ({ ...e, width: e.width * 1.1 })),
      ),
    over:
      Array.from({ length: 8 }, (_, i) => button(450, f.neckY + 58 + i * 62, 9, palette.metal)).join("") +
      `<path d="M524 ${f.chestY - 40}l14 -26l16 18l18 -20l12 30Z" fill="${palette.accent}"/>${square(516, f.chestY - 42, 78, 12, darker(palette.base, 0.2))}`,
  });
  const churidar = { ...s.partner, fill: mix(palette.partner, "#f5ead4", 0.4), sheen: 0.4 };
  return {
    back: backNeck(f, neckline, palette.base),
    body:
      legs(s, churidar, straightLegs(1078, 104), []) +
      sleeves(
        scene,
        f,
        sleeveOf("Long Sleeve", "Long Sleeve"),
        s.main,
        rich.map((e) => ({ ...e, width: e.width * 1.6 })),
      ) +
      body +
      bandCollar({ ...s, plain: { ...s.main, fill: mix(palette.base, palette.metal, 0.3) } }, f, 40),
    on: "form",
    foot: 1080,
    spread: 190,
    focus: [450, f.chestY - 20],
  };
}

function yokeWork({ palette: p }: Sitting): string {
  const motif = (x: number, y: number, turn: number) =>
    `<g transform="translate(${x} ${y}) rotate(${turn})" fill="none" stroke="${p.metal}" stroke-width="4"><path d="M0 60C-40 40 -40 -20 0 -60C40 -20 40 40 0 60Z"/><path d="M0 40C-20 26 -20 -10 0 -36C20 -10 20 26 0 40Z"/><circle r="8" fill="${p.accent}"/></g>`;
  return motif(360, 300, 18) + motif(540, 300, -18) + motif(392, 430, 10) + motif(508, 430, -10);
}

export function blazer(s: Sitting): Drawing {
  const f = { ...HIS, armAngle: 13 };
  const { garment, scene, palette } = s;
  const ease = slim(s);
  const neckline = necklineOf("V-Neck", { ...f, neck: f.neck + 4 });
  const hemY = 800;
  const hem = f.hip + ease + 10;
  const body = torso(
    f,
    { ...neckline, start: [0, 560], stretches: [by(18, 470, f.neck, 300, f.neck + 6, f.neckY)] },
    false,
    [
      by(f.chest - 2, f.chestY + 60, f.waist + ease - 10, f.waistY - 40, f.waist + ease - 8, f.waistY),
      by(f.waist + ease, f.waistY + 90, hem, hemY - 100, hem, hemY),
      by(hem * 0.7, hemY + 16, 90, hemY + 20, 54, hemY + 6),
      by(26, hemY - 12, 8, 680, 0, 600),
    ],
  );
  const peak = garment.features.detail === "Peak Lapel";
  const lapel = (side: 1 | -1) => {
    const x = (v: number) => 450 + side * v;
    const point = peak ? `L${x(134)} 268L${x(118)} 316` : `L${x(112)} 300L${x(84)} 306L${x(122)} 330`;
    return `M${x(f.neck - 4)} ${f.neckY - 30}C${x(f.neck + 16)} ${f.neckY - 10} ${x(f.neck + 30)} ${f.neckY + 20} ${x(f.neck + 44)} ${f.neckY + 70}${point}C${x(96)} 430 ${x(40)} 520 ${x(0)} 566C${x(14)} 470 ${x(40)} 320 ${x(f.neck - 4)} ${f.neckY - 30}Z`;
  };
  const shirtFill = "#f2efe8";
  const shirt = `<path d="M${450 - f.neck - 8} ${f.neckY - 6}L450 600L${450 + f.neck + 8} ${f.neckY - 6}Q450 ${f.neckY + 30} ${450 - f.neck - 8} ${f.neckY - 6}Z" fill="${shirtFill}"/><path d="M450 ${f.neckY + 40}V590" stroke="#000" stroke-opacity=".18" stroke-width="3"/>${[250, 320, 390, 460].map((y) => button(450, y, 5, "#d9d4c8")).join("")}`;
  const patch = garment.features.detail === "Patch Pockets";
  const pocket = (x: number) =>
    patch
      ? `<path d="M${x} 610h108v104q-54 22 -108 0Z" fill="${mix(palette.base, "#000000", 0.05)}" fill-opacity=".6" stroke="#000" stroke-opacity=".35" stroke-width="2.4"/>`
      : `<path d="M${x} 620h108v26q-54 10 -108 0Z" fill="${mix(palette.base, "#000000", 0.12)}" stroke="#000" stroke-opacity=".35" stroke-width="2"/>`;
  const jacket = piece(scene, body, s.main, {
    folds: [
      { from: [450 - f.chest + 8, f.chestY], to: [420, 560], width: 38, depth: 0.24, bend: -16 },
      { from: [450 + f.chest - 8, f.chestY], to: [482, 560], width: 38, depth: 0.28, bend: 16 },
      ...falls(s.rng, [330, 570, 620], [300, 600, hemY], 3, 0.16),
    ],
    inside:
      pocket(300) +
      pocket(492) +
      `<path d="M528 ${f.chestY + 10}l76 -10v15l-76 10Z" fill="${mix(palette.base, "#000000", 0.14)}"/><path d="M540 ${f.chestY + 6}l12 -26l18 16l18 -22l10 24Z" fill="${lighter(palette.accent, 0.2)}"/>`,
    over: button(456, 588, 12, darker(palette.base, 0.4)) + button(462, 666, 12, darker(palette.base, 0.4)),
  });
  const leaf = (side: 1 | -1) => piece(scene, lapel(side), s.main, { turn: side * -14, edge: 0.7 });
  const cuffs = [{ width: 3, colour: darker(palette.base, 0.3) }];
  return {
    body:
      sleeves(scene, f, sleeveOf("Long Sleeve", "Long Sleeve"), s.main, cuffs) +
      shirt +
      collar({ ...s, plain: { ...s.plain, weave: null } }, { ...f, neck: f.neck - 2 }, shirtFill, 52, 66) +
      jacket +
      leaf(-1) +
      leaf(1),
    on: "hanger",
    wide: true,
    foot: hemY,
    spread: 180,
    focus: [450, 380],
  };
}

/** A dhoti tied at the waist: a fan of pleats between two draped legs. */
export function dhoti(s: Sitting): Drawing {
  const { scene, rng, palette, garment } = s;
  const broad = { "Thin Border": 26, "Broad Border": 80, "Temple Border": 60 }[garment.features.detail ?? ""] ?? 40;
  const border = [
    { width: broad, colour: palette.metal },
    { width: broad * 0.72, colour: mix(palette.accent, palette.base, 0.15) },
    { width: broad * 0.3, colour: palette.metal, dash: "8 5" },
  ];
  const leg = (side: 1 | -1) => {
    const x = (v: number) => 450 + side * v;
    const d = `M450 210L${x(150)} 206C${x(196)} 420 ${x(220)} 720 ${x(196)} 1010C${x(150)} 1044 ${x(90)} 1040 ${x(56)} 1020C${x(40)} 800 ${x(20)} 500 450 400Z`;
    const edge = `M${x(196)} 1010C${x(150)} 1044 ${x(90)} 1040 ${x(56)} 1020`;
    const folds = Array.from({ length: 7 }, (_, i) => ({
      from: [x(18 + i * 20), 226] as const,
      to: [x(60 + i * 22), 1000 - (6 - i) * 40] as const,
      width: 34,
      depth: 0.3,
      bend: side * (40 - i * 6),
    }));
    return piece(scene, d, s.main, { folds, inside: along(edge, border) });
  };
  const fan = "M404 220C408 460 392 760 352 1064C420 1090 486 1090 552 1062C512 760 494 460 498 220Z";
  const pleats = piece(scene, fan, s.main, {
    folds: falls(rng, [410, 494, 224], [358, 546, 1070], 8, 0.56),
    inside:
      along("M352 1064C420 1090 486 1090 552 1062", border) +
      along(
        "M498 220C494 460 512 760 552 1062",
        border.map((e) => ({ ...e, width: e.width * 0.7 })),
      ),
  });
  const waist = piece(scene, "M296 184Q450 206 604 184L606 232Q450 256 294 232Z", s.main, {
    folds: falls(rng, [300, 600, 186], [300, 600, 236], 14, 0.3),
    inside: along(
      "M294 228Q450 252 606 228",
      border.map((e) => ({ ...e, width: e.width * 0.4 })),
    ),
  });
  return { body: leg(-1) + leg(1) + pleats + waist, on: "clips", top: 196, foot: 1080, spread: 150, focus: [450, 900] };
}
