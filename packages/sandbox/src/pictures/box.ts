/** A rectangle of the picture. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const corners = ({ left, top, right, bottom }: Box): [number, number][] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

/** A box around a path of absolute commands: its control points are inside too, so it may be a little too large. */
export function boxOf(d: string): Box {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [, command = "", list = ""] of d.matchAll(/([MLCQHVZ])([^MLCQHVZ]*)/g)) {
    const numbers = (list.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
    numbers.forEach((value, i) => {
      if (command === "H" || (command !== "V" && i % 2 === 0)) xs.push(value);
      else ys.push(value);
    });
  }
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}
