import { type Fold, falls, piece } from "../cloth.ts";
import { HERS } from "../frame.ts";
import { by } from "../outline.ts";
import { darker, mix } from "../paint.ts";
import type { Drawing, Sitting } from "../sitting.ts";
import { edgingOf } from "../trims.ts";
import { along, backNeck, type Edging, necklineOf, sleeves, torso } from "../upper.ts";

/** The woven border, broad or narrow by what the saree is sold for. */
function borderOf(s: Sitting): Edging[] {
  const { palette: p, garment } = s;
  const contrast = mix(p.accent, p.base, 0.12);
  switch (garment.features.detail) {
    case "Temple Border":
      return [
        { width: 104, colour: contrast },
        { width: 96, colour: p.metal, dash: "10 12" },
        { width: 70, colour: contrast },
        { width: 26, colour: p.metal },
        { width: 12, colour: contrast },
      ];
    case "Contrast Border":
      return [
        { width: 88, colour: p.metal },
        { width: 82, colour: contrast },
        { width: 20, colour: p.metal },
      ];
    case "Scalloped Border":
      return [
        { width: 62, colour: p.metal, dash: "1 0" },
        { width: 50, colour: mix(p.base, contrast, 0.5) },
        { width: 34, colour: p.metal, dash: "9 7" },
      ];
    case "Tassel Pallu":
      return edgingOf(garment, p, 34);
    default:
      return [
        { width: 78, colour: p.metal },
        { width: 70, colour: darker(p.metal, 0.28), dash: "6 5" },
        { width: 50, colour: p.metal },
        { width: 34, colour: mix(p.metal, p.base, 0.55), dash: "14 8" },
        { width: 14, colour: p.metal },
      ];
  }
}

const SKIRT =
  "M332 470C316 600 290 860 262 1066C330 1092 580 1094 646 1064C620 860 584 600 568 470C520 486 380 486 332 470Z";
const HEM = "M262 1066C330 1092 580 1094 646 1064";
const PLEATS =
  "M396 478C390 640 372 880 360 1084C410 1092 470 1094 520 1090C510 880 492 640 486 476C458 486 424 486 396 478Z";
const PLEAT_HEM = "M360 1084C410 1092 470 1094 520 1090";
/** From the right hip over the bust to the left shoulder of the form. */
const PALLU =
  "M300 566C330 470 410 372 500 268C516 238 524 208 540 184C560 176 584 186 592 208C600 300 590 392 566 470C520 560 420 640 312 690C296 650 294 606 300 566Z";
const PALLU_EDGE = "M592 208C600 300 590 392 566 470C520 560 420 640 312 690";
const PALLU_TOP = "M300 566C330 470 410 372 500 268C516 238 524 208 540 184";
/** What falls from the shoulder at the back and shows beside the body. */
const TAIL = "M548 186C590 178 622 206 632 250C660 420 676 640 690 884L566 904C572 700 574 420 548 186Z";
const TAIL_END = "M690 884L566 904";
const TAIL_EDGES = "M632 250C660 420 676 640 690 884M548 186C574 420 572 700 566 904";

const palluFolds: Fold[] = [0, 1, 2, 3, 4].map((i) => ({
  from: [536 + i * 11, 206],
  to: [318 + i * 18, 590 + i * 22],
  width: 26,
  depth: 0.34 + (i % 2) * 0.12,
  bend: -42 + i * 4,
}));

function blouse(s: Sitting): string {
  const f = HERS;
  const neckline = necklineOf("Sweetheart Neck", f);
  const fill = mix(s.palette.accent, s.palette.base, 0.25);
  const cloth = { ...s.plain, fill, sheen: 0.7 };
  const cuffs = [
    { width: 30, colour: s.palette.metal },
    { width: 16, colour: darker(s.palette.metal, 0.3), dash: "5 4" },
  ];
  const body = torso(f, neckline, false, [
    by(f.chest - 4, f.chestY + 30, 120, 410, 118, 424),
    by(80, 434, 40, 436, 0, 436),
  ]);
  return sleeves(s.scene, f, { length: 0.36, flare: 1.36, puff: false }, cloth, cuffs) + piece(s.scene, body, cloth);
}

export function saree(s: Sitting): Drawing {
  const { scene, rng } = s;
  const border = borderOf(s);
  const tassels = Array.from(
    { length: 9 },
    (_, i) =>
      `<path d="M${690 - i * 15.5} ${884 + i * 2.5}l2 34" stroke="${s.palette.metal}" stroke-width="4" stroke-linecap="round"/>`,
  ).join("");
  const tail = piece(scene, TAIL, s.main, {
    folds: falls(rng, [556, 628, 230], [572, 686, 890], 5, 0.52),
    turn: -4,
    inside:
      along(
        TAIL_EDGES,
        border.map((e) => ({ ...e, width: e.width * 0.55 })),
      ) +
      along(
        TAIL_END,
        border.map((e) => ({ ...e, width: e.width * 2.6 })),
      ),
  });
  const skirt = piece(scene, SKIRT, s.main, {
    folds: [
      ...falls(rng, [336, 566, 490], [270, 640, 1070], 8, 0.34),
      { from: [560, 500], to: [330, 640], width: 40, depth: 0.2, bend: 20 },
    ],
    inside: along(HEM, border),
  });
  const pleats = piece(scene, PLEATS, s.main, {
    folds: falls(rng, [400, 484, 484], [364, 518, 1086], 7, 0.62),
    inside: along(PLEAT_HEM, border),
    edge: 0.6,
  });
  const pallu = piece(scene, PALLU, s.main, {
    folds: palluFolds,
    turn: 38,
    inside:
      along(
        PALLU_EDGE,
        border.map((e) => ({ ...e, width: e.width * 0.8 })),
      ) +
      along(
        PALLU_TOP,
        border.map((e) => ({ ...e, width: e.width * 0.4 })),
      ),
  });
  return {
    back: backNeck(HERS, necklineOf("Sweetheart Neck", HERS), s.palette.accent),
    body: (s.garment.features.detail === "Scalloped Border" ? "" : tassels) + tail + blouse(s) + skirt + pleats + pallu,
    on: "form",
    foot: 1088,
    spread: 235,
    focus: [450, 460],
  };
}
