import type { Random } from "../world/random.ts";
import { boxOf } from "./box.ts";
import type { Print } from "./print.ts";
import type { Scene } from "./scene.ts";
import type { Weave } from "./weave.ts";

/** A crease: a soft dark valley with a lit ridge beside it. Lengths in pixels, `bend` to the side. */
export interface Fold {
  from: readonly [number, number];
  to: readonly [number, number];
  width: number;
  depth: number;
  bend?: number;
}

/** How light falls on one cloth of the picture. Made once a scene. */
export interface Cloth {
  fill: string;
  print: Print | null;
  weave: Weave | null;
  /** How much it shines, from 0 (wool) to 1 (silk, leather). */
  sheen: number;
}

interface Shading {
  dark: string;
  light: string;
  round: string;
  down: string;
}

const shadings = new WeakMap<Scene, Shading>();

function shadingOf(scene: Scene): Shading {
  const known = shadings.get(scene);
  if (known) return known;
  const made = {
    dark: scene.linear([
      [0, "#0a0612", 0],
      [0.45, "#0a0612", 0.85],
      [1, "#0a0612", 0],
    ]),
    light: scene.linear([
      [0, "#fffdf5", 0],
      [0.5, "#fffdf5", 0.9],
      [1, "#fffdf5", 0],
    ]),
    round: scene.linear([
      [0, "#0a0612", 0.2],
      [0.16, "#0a0612", 0.03],
      [0.34, "#fffdf5", 0.12],
      [0.6, "#0a0612", 0.02],
      [0.86, "#0a0612", 0.16],
      [1, "#0a0612", 0.34],
    ]),
    down: scene.linear(
      [
        [0, "#fffdf5", 0.1],
        [0.4, "#fffdf5", 0],
        [1, "#0a0612", 0.2],
      ],
      [0, 0, 0, 1],
    ),
  };
  shadings.set(scene, made);
  return made;
}

const leaf = (length: number, width: number, bend: number): string =>
  `M0 0Q${bend + width / 2} ${length / 2} 0 ${length}Q${bend - width / 2} ${length / 2} 0 0Z`;

export function fold(scene: Scene, { from, to, width, depth, bend = 0 }: Fold): string {
  const { dark, light } = shadingOf(scene);
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const angle = (Math.atan2(dy, dx) * 180) / Math.PI - 90;
  const place = `translate(${from[0].toFixed(1)} ${from[1].toFixed(1)}) rotate(${angle.toFixed(1)})`;
  return `<g transform="${place}"><path d="${leaf(length, width, bend)}" fill="${dark}" opacity="${depth.toFixed(3)}"/><path transform="translate(${(-width * 0.42).toFixed(1)} 0)" d="${leaf(length, width * 0.8, bend)}" fill="${light}" opacity="${(depth * 0.5).toFixed(3)}"/></g>`;
}

/** Folds that fall from a line at `top` to one at `bottom`, as a gathered skirt has them. */
export function falls(
  rng: Random,
  top: readonly [x1: number, x2: number, y: number],
  bottom: readonly [x1: number, x2: number, y: number],
  count: number,
  depth = 0.3,
): Fold[] {
  return Array.from({ length: count }, (_, i) => {
    const t = (i + 0.5 + (rng.next() - 0.5) * 0.6) / count;
    const s = t + (rng.next() - 0.5) * 0.03;
    const start = top[2] + (bottom[2] - top[2]) * rng.between(0, 0.22);
    return {
      from: [top[0] + (top[1] - top[0]) * t, start] as const,
      to: [bottom[0] + (bottom[1] - bottom[0]) * s, bottom[2] + 14] as const,
      width: ((bottom[1] - bottom[0]) / count) * rng.between(0.5, 1),
      depth: depth * rng.between(0.55, 1.1),
      bend: rng.between(-6, 6),
    };
  });
}

export interface PieceOptions {
  folds?: readonly Fold[];
  /** Degrees by which the print turns with the piece. */
  turn?: number;
  /** Drawn over the cloth and inside its edge: borders, plackets, pockets. */
  inside?: string;
  /** Drawn over the shading too, still inside the edge. */
  over?: string;
  edge?: number;
}

const EDGES = [
  [46, 0.03],
  [30, 0.04],
  [18, 0.05],
  [9, 0.07],
] as const;

/** One piece of cloth: colour, print, weave, folds and rounding, all inside its outline. */
export function piece(scene: Scene, d: string, cloth: Cloth, options: PieceOptions = {}): string {
  const { round, down } = shadingOf(scene);
  const { folds = [], turn = 0, inside = "", over = "", edge = 1 } = options;
  const box = boxOf(d);
  const shape = (fill: string, extra = "") => `<path d="${d}" fill="${fill}"${extra}/>`;
  const edges = EDGES.map(
    ([width, opacity]) =>
      `<path d="${d}" fill="none" stroke="#0a0612" stroke-width="${width}" stroke-opacity="${opacity * edge}"/>`,
  ).join("");
  return `<g clip-path="${scene.outline(d)}">${shape(cloth.fill)}${cloth.print?.cover(box, turn) ?? ""}${inside}${cloth.weave?.(box) ?? ""}${folds.map((f) => fold(scene, f)).join("")}${shape(round, ` opacity="${(0.7 + cloth.sheen * 0.4).toFixed(2)}"`)}${shape(down)}${edges}${over}</g><path d="${d}" fill="none" stroke="#0a0612" stroke-opacity=".28" stroke-width="1.4"/>`;
}
