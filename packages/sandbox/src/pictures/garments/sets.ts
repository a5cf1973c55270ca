import { falls, piece } from "../cloth.ts";
import { darker } from "../paint.ts";
import type { Drawing, Sitting } from "../sitting.ts";
import { edgingOf } from "../trims.ts";
import { along, backNeck, necklineOf } from "../upper.ts";
import { drawKurta, frameOf } from "./kurta.ts";
import { legs, straightLegs } from "./legs.ts";

/** A dupatta hung over one shoulder of the form, falling in front. */
export function overShoulder(s: Sitting, side: 1 | -1): string {
  const x = (v: number) => 450 + side * v;
  const d = `M${x(70)} 178C${x(96)} 166 ${x(138)} 178 ${x(158)} 208C${x(180)} 330 ${x(176)} 560 ${x(192)} 930L${x(96)} 944C${x(92)} 620 ${x(76)} 380 ${x(54)} 196Z`;
  const end = `M${x(192)} 930L${x(96)} 944`;
  const edge = `M${x(54)} 196C${x(76)} 380 ${x(92)} 620 ${x(96)} 944M${x(158)} 208C${x(180)} 330 ${x(176)} 560 ${x(192)} 930`;
  const tassels = [0, 0.25, 0.5, 0.75, 1]
    .map(
      (t) =>
        `<path d="M${x(192 - 96 * t)} ${930 + 14 * t}v34" stroke="${s.palette.metal}" stroke-width="5" stroke-linecap="round"/>`,
    )
    .join("");
  const from = side === 1 ? [x(64), x(150)] : [x(150), x(64)];
  const till = side === 1 ? [x(96), x(192)] : [x(192), x(96)];
  return `${tassels}${piece(
    s.scene,
    d,
    { ...s.partner, sheen: 0.6 },
    {
      folds: falls(
        s.rng,
        [from[0] as number, from[1] as number, 196],
        [till[0] as number, till[1] as number, 936],
        5,
        0.5,
      ),
      inside: along(edge, edgingOf(s.garment, s.palette, 16)) + along(end, edgingOf(s.garment, s.palette, 70)),
    },
  )}`;
}

/** A dupatta laid across the front from shoulder to shoulder. */
export function acrossFront(s: Sitting): string {
  const d =
    "M316 206C330 180 350 178 372 184C392 330 420 402 450 410C480 402 508 330 528 184C550 178 570 180 584 206C572 400 520 500 450 506C380 500 328 400 316 206Z";
  const edge = "M316 206C328 400 380 500 450 506C520 500 572 400 584 206";
  return piece(
    s.scene,
    d,
    { ...s.partner, sheen: 0.6 },
    {
      folds: [0, 1, 2, 3].flatMap((i) => [
        { from: [330 + i * 10, 214] as const, to: [430, 424 + i * 22] as const, width: 20, depth: 0.42, bend: -26 },
        { from: [570 - i * 10, 214] as const, to: [470, 424 + i * 22] as const, width: 20, depth: 0.46, bend: 26 },
      ]),
      inside: along(edge, edgingOf(s.garment, s.palette, 26)),
    },
  );
}

export function kurtaSet(s: Sitting): Drawing {
  const f = frameOf(s);
  const { garment, palette } = s;
  const women = garment.kind.gender === "women";
  const lower = women ? straightLegs(1076, 226) : straightLegs(1076, garment.kind.gender === "men" ? 112 : 120);
  const cut = women ? { hemY: 860, hem: f.hip + 40, slitY: 690 } : { hemY: 880, hem: f.hip + 24, slitY: 730 };
  const hem = women ? edgingOf(garment, palette, 34) : [{ width: 30, colour: darker(palette.partner, 0.1) }];
  const dupatta = garment.features.detail === "with Dupatta" ? overShoulder(s, s.rng.chance(0.5) ? 1 : -1) : "";
  return {
    back: backNeck(f, necklineOf(garment.features.neck, f), palette.base),
    body: legs(s, s.partner, lower, hem) + drawKurta(s, f, cut) + dupatta,
    on: "form",
    foot: 1076,
    spread: 200,
    focus: [440, 340],
  };
}

/** Trousers full at the thigh that end in a narrow cuff. */
function salwar(s: Sitting): string {
  const leg = (side: 1 | -1) => {
    const x = (v: number) => 450 + side * v;
    const d = `M450 640L${x(150)} 640C${x(186)} 760 ${x(188)} 900 ${x(132)} 1030L${x(126)} 1078Q${x(88)} 1088 ${x(52)} 1078L${x(46)} 1030C${x(10)} 980 ${x(4)} 920 ${x(1)} 880Z`;
    const from: [number, number] = side === 1 ? [x(20), x(140)] : [x(140), x(20)];
    const till: [number, number] = side === 1 ? [x(66), x(138)] : [x(138), x(66)];
    return piece(s.scene, d, s.partner, {
      folds: falls(s.rng, [...from, 660], [...till, 1040], 7, 0.5),
      inside: along(`M${x(130)} 1060Q${x(88)} 1072 ${x(48)} 1060`, edgingOf(s.garment, s.palette, 40)),
    });
  };
  return leg(-1) + leg(1);
}

export function salwarSuit(s: Sitting): Drawing {
  const f = frameOf(s);
  return {
    back: backNeck(f, necklineOf(s.garment.features.neck, f), s.palette.base),
    body: salwar(s) + drawKurta(s, f, { hemY: 830, hem: f.hip + 54, slitY: 660 }) + acrossFront(s),
    on: "form",
    foot: 1080,
    spread: 200,
    focus: [440, 330],
  };
}
