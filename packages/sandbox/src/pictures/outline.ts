/** A stretch of an outline to a point, straight or along a cubic curve. `x` is measured from the middle line. */
export interface Stretch {
  to: readonly [x: number, y: number];
  by?: readonly [x1: number, y1: number, x2: number, y2: number];
}

export const to = (x: number, y: number): Stretch => ({ to: [x, y] });
export const by = (x1: number, y1: number, x2: number, y2: number, x: number, y: number): Stretch => ({
  by: [x1, y1, x2, y2],
  to: [x, y],
});

const n = (value: number): string => String(Math.round(value * 10) / 10);

const write = (s: Stretch, map: (x: number) => number): string =>
  s.by
    ? `C${n(map(s.by[0]))} ${n(s.by[1])} ${n(map(s.by[2]))} ${n(s.by[3])} ${n(map(s.to[0]))} ${n(s.to[1])}`
    : `L${n(map(s.to[0]))} ${n(s.to[1])}`;

/** The same stretches walked from the end to the start. */
export function reversed(start: readonly [number, number], stretches: readonly Stretch[]): Stretch[] {
  const points = [start, ...stretches.map((s) => s.to)];
  return stretches
    .map((s, i): Stretch => {
      const back = points[i] as readonly [number, number];
      return s.by ? { to: back, by: [s.by[2], s.by[3], s.by[0], s.by[1]] } : { to: back };
    })
    .reverse();
}

/** A closed path from one half: from the middle at the top round the right side to the middle at the bottom, and back mirrored. */
export function symmetric(centre: number, start: readonly [number, number], right: readonly Stretch[]): string {
  const forth = right.map((s) => write(s, (x) => centre + x));
  const back = reversed(start, right).map((s) => write(s, (x) => centre - x));
  return `M${n(centre + start[0])} ${n(start[1])}${forth.join("")}${back.join("")}Z`;
}

/** A path as drawn, with `x` measured from `centre`; `side` -1 mirrors it. */
export function path(
  centre: number,
  side: 1 | -1,
  start: readonly [number, number],
  stretches: readonly Stretch[],
): string {
  const map = (x: number) => centre + side * x;
  return `M${n(map(start[0]))} ${n(start[1])}${stretches.map((s) => write(s, map)).join("")}`;
}

export const closed = (open: string): string => `${open}Z`;
