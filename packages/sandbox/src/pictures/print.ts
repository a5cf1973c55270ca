import { type Box, corners } from "./box.ts";
import type { Scene } from "./scene.ts";

/** A repeating print, set tile by tile rather than as an SVG pattern: those are slow once anything is turned or scaled. */
export interface Print {
  /** Draws it over a box of the picture, turned by some degrees. */
  cover(box: Box, turn: number): string;
}

export interface Placing {
  scale: number;
  /** Degrees. */
  angle: number;
}

const round = (v: number) => Math.round(v * 100) / 100;

/** The box in the print's own coordinates. */
function within(box: Box, angle: number, scale: number): Box {
  const a = (-angle * Math.PI) / 180;
  const points = corners(box).map(([x, y]) => [
    (x * Math.cos(a) - y * Math.sin(a)) / scale,
    (x * Math.sin(a) + y * Math.cos(a)) / scale,
  ]) as [number, number][];
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

const group = (angle: number, scale: number, body: string): string =>
  `<g transform="rotate(${round(angle)}) scale(${round(scale)})">${body}</g>`;

/** A tile of the size given, repeated. What sticks out of it lies over its neighbours. */
export function tiles(scene: Scene, width: number, height: number, body: string, placing: Placing): Print {
  const id = scene.define((name) => `<g id="${name}">${body}</g>`).slice(5, -1);
  return {
    cover(box, turn) {
      const angle = placing.angle + turn;
      const area = within(box, angle, placing.scale);
      const uses: string[] = [];
      for (let row = Math.floor(area.top / height) - 1; row <= area.bottom / height + 1; row++) {
        for (let column = Math.floor(area.left / width) - 1; column <= area.right / width + 1; column++) {
          uses.push(`<use xlink:href="#${id}" x="${round(column * width)}" y="${round(row * height)}"/>`);
        }
      }
      return group(angle, placing.scale, uses.join(""));
    },
  };
}

export interface Band {
  at: number;
  size: number;
  colour: string;
  opacity?: number;
}

/** Bands that repeat after `period`, down the cloth and, for checks, across it as well. */
export function bands(list: readonly Band[], period: number, both: boolean, placing: Placing): Print {
  return {
    cover(box, turn) {
      const angle = placing.angle + turn;
      const area = within(box, angle, placing.scale);
      const lines = list.flatMap(({ at, size, colour, opacity = 1 }) => {
        const down: string[] = [];
        for (let x = Math.floor(area.left / period) * period + at; x < area.right; x += period) {
          down.push(`M${round(x)} ${round(area.top)}h${size}V${round(area.bottom)}h${-size}Z`);
        }
        const across: string[] = [];
        for (let y = Math.floor(area.top / period) * period + at; both && y < area.bottom; y += period) {
          across.push(`M${round(area.left)} ${round(y)}v${size}H${round(area.right)}v${-size}Z`);
        }
        return [down, across]
          .filter((d) => d.length > 0)
          .map((d) => `<path d="${d.join("")}" fill="${colour}" fill-opacity="${opacity}"/>`);
      });
      return group(angle, placing.scale, lines.join(""));
    },
  };
}
