import type { Box } from "./box.ts";

/** Draws the fine structure of a cloth over a box. Long lines rather than patterns, for speed. */
export type Weave = (box: Box) => string;

const stroke = (d: string, colour: string, opacity: number, width = 1): string =>
  `<path d="${d}" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="${width}" fill="none"/>`;

const steps = (from: number, to: number, by: number): number[] =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / by)) }, (_, i) => Math.round((from + i * by) * 10) / 10);

const rows = (b: Box, by: number): string =>
  steps(b.top, b.bottom, by)
    .map((y) => `M${b.left} ${y}H${b.right}`)
    .join("");
const columns = (b: Box, by: number): string =>
  steps(b.left, b.right, by)
    .map((x) => `M${x} ${b.top}V${b.bottom}`)
    .join("");
const slants = (b: Box, by: number): string => {
  const height = b.bottom - b.top;
  return steps(b.left - height, b.right, by)
    .map((x) => `M${x} ${b.bottom}l${height} ${-height}`)
    .join("");
};

const DARK = "#000";
const LIGHT = "#fff";

const plain: Weave = (b) => stroke(rows(b, 5), DARK, 0.08) + stroke(columns(b, 5), LIGHT, 0.07);
const slub: Weave = (b) =>
  stroke(rows(b, 9), LIGHT, 0.12, 1.6) +
  stroke(rows({ ...b, top: b.top + 4 }, 13), DARK, 0.08, 1.3) +
  stroke(columns(b, 11), DARK, 0.07, 1.4);
const twill: Weave = (b) =>
  stroke(slants(b, 8), LIGHT, 0.15, 1.4) + stroke(slants({ ...b, left: b.left + 4 }, 8), DARK, 0.12, 1.4);
const knit: Weave = (b) => stroke(columns(b, 7), DARK, 0.08, 1.2) + stroke(rows(b, 6), LIGHT, 0.05, 1.2);
const cord: Weave = (b) =>
  stroke(columns(b, 10), DARK, 0.2, 3) + stroke(columns({ ...b, left: b.left + 5 }, 10), LIGHT, 0.13, 2.6);
const satin: Weave = (b) => stroke(rows(b, 4), LIGHT, 0.06);
const mesh: Weave = (b) => stroke(slants(b, 11), DARK, 0.13, 2) + stroke(rows(b, 8), LIGHT, 0.08, 1.6);

/** Specks scattered by a fixed rule. */
const grain: Weave = (b) => {
  const speck = (i: number) => {
    const x = b.left + ((i * 97.31) % (b.right - b.left));
    const y = b.top + ((i * 61.77 + (i % 7) * 13.1) % (b.bottom - b.top));
    return `M${x.toFixed(1)} ${y.toFixed(1)}h3`;
  };
  const count = Math.min(420, Math.round(((b.right - b.left) * (b.bottom - b.top)) / 420));
  const all = Array.from({ length: count }, (_, i) => speck(i));
  const half = Math.floor(all.length / 2);
  return stroke(all.slice(0, half).join(""), DARK, 0.07, 2.4) + stroke(all.slice(half).join(""), LIGHT, 0.06, 2.2);
};

const WEAVES: readonly (readonly [RegExp, Weave, sheen: number])[] = [
  [/denim/i, twill, 0.15],
  [/twill|oxford|wool|poly/i, twill, 0.25],
  [/corduroy/i, cord, 0.2],
  [/linen|khadi|jute|tussar|raw silk/i, slub, 0.3],
  [/silk|satin|brocade|jacquard/i, satin, 0.95],
  [/chanderi|organza|net|chiffon|georgette|crepe/i, satin, 0.55],
  [/velvet|suede/i, grain, 0.5],
  [/leather/i, grain, 0.9],
  [/fleece|terry|pique|modal|supima/i, knit, 0.15],
  [/mesh/i, mesh, 0.3],
  [/nylon/i, satin, 0.6],
];

/** The fine structure of a fabric, and how much it shines from 0 to 1. */
export function weaveOf(fabric: string): { weave: Weave; sheen: number } {
  const [, weave, sheen] = WEAVES.find(([name]) => name.test(fabric)) ?? [null, plain, 0.25];
  return { weave, sheen };
}
