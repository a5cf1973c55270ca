import type { Scene } from "./scene.ts";

type Draw = (id: string) => string;

const tile =
  (size: number, body: string, transform = ""): Draw =>
  (id) =>
    `<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse"${transform && ` patternTransform="${transform}"`}>${body}</pattern>`;

const line = (d: string, colour: string, opacity: number, width = 1) =>
  `<path d="${d}" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="${width}" fill="none"/>`;

const DARK = "#000";
const LIGHT = "#fff";

const PLAIN = tile(4, line("M0 1H4", DARK, 0.07) + line("M1 0V4", LIGHT, 0.07));
const SLUB = tile(
  46,
  line("M0 3H46M0 15H30M10 27H46M0 39H24", LIGHT, 0.1, 1.6) +
    line("M4 0V46M21 4V46M37 0V30", DARK, 0.07, 1.4) +
    line("M0 9H46M0 21H46M0 33H46M0 45H46", DARK, 0.05),
);
const TWILL = tile(
  6,
  line("M-1 7L7 -1M-1 1L1 -1M5 7L7 5", LIGHT, 0.16, 1.3) + line("M-1 4L4 -1M2 7L7 2", DARK, 0.13, 1.3),
);
const KNIT = tile(7, line("M0 1L3.5 4L7 1", DARK, 0.09, 1.1) + line("M0 4.5L3.5 7.5L7 4.5", LIGHT, 0.07, 1.1));
const CORD = tile(9, line("M2 0V9", DARK, 0.22, 2.4) + line("M6 0V9", LIGHT, 0.12, 2.4));
const SATIN = tile(3, line("M0 1H3", LIGHT, 0.06));
const MESH = tile(
  9,
  `<circle cx="2.2" cy="2.2" r="1.3" fill="#000" fill-opacity=".2"/><circle cx="6.7" cy="6.7" r="1.3" fill="#000" fill-opacity=".2"/>`,
);
const GRAIN = tile(
  23,
  `<g fill="#000" fill-opacity=".07"><circle cx="3" cy="4" r="1.4"/><circle cx="11" cy="2" r="1"/><circle cx="18" cy="7" r="1.6"/><circle cx="7" cy="12" r="1.1"/><circle cx="15" cy="16" r="1.5"/><circle cx="3" cy="19" r="1.2"/><circle cx="21" cy="20" r="1"/></g><g fill="#fff" fill-opacity=".06"><circle cx="6" cy="7" r="1.3"/><circle cx="14" cy="10" r="1.4"/><circle cx="9" cy="20" r="1.3"/><circle cx="20" cy="13" r="1.1"/></g>`,
);

const WEAVES: [RegExp, Draw, sheen: number][] = [
  [/denim/i, TWILL, 0.15],
  [/twill|oxford|wool|viscose blend|poly/i, TWILL, 0.25],
  [/corduroy/i, CORD, 0.2],
  [/linen|khadi|jute|tussar|raw silk/i, SLUB, 0.3],
  [/banarasi|kanjivaram|satin|brocade|jacquard|modal silk|silk/i, SATIN, 0.95],
  [/chanderi|organza|net|chiffon|georgette|crepe/i, SATIN, 0.55],
  [/velvet|suede/i, GRAIN, 0.5],
  [/leather/i, GRAIN, 0.9],
  [/fleece|terry|pique|modal|supima/i, KNIT, 0.15],
  [/mesh/i, MESH, 0.3],
  [/nylon/i, SATIN, 0.6],
];

/** The fine structure of a fabric, and how much it shines. */
export function weaveOf(scene: Scene, fabric: string): { weave: string; sheen: number } {
  const [, draw, sheen] = WEAVES.find(([name]) => name.test(fabric)) ?? [null, PLAIN, 0.25];
  return { weave: scene.define(draw), sheen };
}
