import { darker, lighter, mix } from "./paint.ts";
import type { Palette } from "./palette.ts";

/** A repeat: its size and what is drawn in it. */
export interface Repeat {
  width: number;
  height: number;
  body: string;
  /** Degrees. */
  angle?: number;
  scale?: number;
}

const at = (x: number, y: number, body: string, turn = 0, scale = 1): string =>
  `<g transform="translate(${x} ${y})${turn ? ` rotate(${turn})` : ""}${scale === 1 ? "" : ` scale(${scale})`}">${body}</g>`;

const petals = (count: number, d: string, fill: string): string =>
  Array.from(
    { length: count },
    (_, i) => `<path d="${d}" fill="${fill}" transform="rotate(${(360 / count) * i})"/>`,
  ).join("");

/** A small flower on a stem, as a wooden block stamps it: the second colour never quite meets the first. */
const buti = ({ ink, accent, base }: Palette): string =>
  `<path d="M0 26C-1 14 1 8 0 0" stroke="${ink}" stroke-width="2.2" fill="none"/><path d="M0 18C-12 16 -14 8 -13 3C-5 5 -1 10 0 18Z" fill="${ink}"/><path d="M0 22C12 20 14 12 13 7C5 9 1 14 0 22Z" fill="${ink}"/>${at(0, -6, petals(8, "M0 -2C-5 -8 -4 -14 0 -16C4 -14 5 -8 0 -2Z", ink))}${at(1.4, -5, petals(8, "M0 -4C-2.4 -7 -2 -11 0 -12.5C2 -11 2.4 -7 0 -4Z", accent))}<circle cx="0" cy="-6" r="3.2" fill="${mix(ink, base, 0.2)}"/>`;

export const blockPrint = (p: Palette): Repeat => ({
  width: 92,
  height: 108,
  body: `${at(23, 30, buti(p))}${at(69, 84, buti(p))}<g fill="${p.ink}"><circle cx="69" cy="30" r="2"/><circle cx="23" cy="84" r="2"/><circle cx="46" cy="57" r="1.5"/><circle cx="0" cy="57" r="1.5"/><circle cx="92" cy="57" r="1.5"/></g>`,
});

const boteh = ({ ink, accent, second }: Palette): string =>
  `<path d="M-4 34C-30 30 -34 0 -16 -16C-4 -27 6 -32 16 -46C22 -34 30 -22 28 0C26 24 14 37 -4 34Z" fill="none" stroke="${ink}" stroke-width="3"/><path d="M-3 26C-21 23 -24 3 -11 -9C-2 -17 8 -22 14 -32C19 -22 22 -12 20 2C18 18 10 28 -3 26Z" fill="${ink}" fill-opacity=".82"/><path d="M-2 18C-12 15 -13 4 -5 -3C2 -9 7 -11 11 -17C14 -10 14 -4 12 4C10 13 6 19 -2 18Z" fill="${accent}"/><circle cx="2" cy="7" r="3.6" fill="${second}"/>${[
    -34, -22, -6, 12, 26,
  ]
    .map(
      (y, i) =>
        `<circle cx="${[22, 33, 36, 34, 26][i]}" cy="${y}" r="2.1" fill="${ink}"/><circle cx="${[2, -22, -36, -37, -30][i]}" cy="${[-38, -24, -6, 12, 26][i]}" r="2.1" fill="${ink}"/>`,
    )
    .join("")}`;

export const paisley = (p: Palette): Repeat => ({
  width: 150,
  height: 190,
  body: `${at(40, 52, boteh(p), 0, 0.84)}${at(112, 148, boteh(p), 178, 0.84)}${at(112, 44, petals(6, "M0 -2C-5 -8 -4 -14 0 -16C4 -14 5 -8 0 -2Z", p.accent))}${at(38, 146, petals(6, "M0 -2C-5 -8 -4 -14 0 -16C4 -14 5 -8 0 -2Z", p.second))}`,
});

/** A lozenge whose edges bleed along the warp, row by row. */
function feathered(halfWidth: number, halfHeight: number, fill: string, seedy: number): string {
  const rows: string[] = [];
  for (let y = -halfHeight; y < halfHeight; y += 3) {
    const half = halfWidth * (1 - Math.abs(y + 1.5) / halfHeight) + ((y * 7 + seedy) % 9) - 4;
    if (half > 1) rows.push(`M${-half} ${y}H${half + ((y * 5 + seedy) % 5)}`);
  }
  return `<path d="${rows.join("")}" stroke="${fill}" stroke-width="3.2" fill="none"/>`;
}

export const ikat = ({ ink, accent, base }: Palette): Repeat => ({
  width: 120,
  height: 150,
  body: `${at(60, 75, feathered(44, 62, ink, 40) + feathered(28, 40, base, 47) + feathered(19, 28, accent, 52) + feathered(8, 12, ink, 44))}${at(0, 0, feathered(18, 24, ink, 41))}${at(120, 0, feathered(18, 24, ink, 41))}${at(0, 150, feathered(18, 24, ink, 41))}${at(120, 150, feathered(18, 24, ink, 41))}`,
});

const knot = (x: number, y: number, r: number, colour: string, hole: string): string =>
  `<rect x="${x - r}" y="${y - r}" width="${r * 2}" height="${r * 2}" rx="${r * 0.7}" fill="${colour}"/><circle cx="${x}" cy="${y}" r="${r * 0.38}" fill="${hole}"/>`;

export function bandhani({ ink, base, accent }: Palette): Repeat {
  const ring = (radius: number, count: number, r: number, colour: string) =>
    Array.from({ length: count }, (_, i) => {
      const a = (Math.PI * 2 * i) / count;
      return knot(60 + Math.cos(a) * radius, 60 + Math.sin(a) * radius, r, colour, base);
    }).join("");
  const corners = [0, 120].flatMap((x) => [0, 120].map((y) => knot(x, y, 4.4, ink, base))).join("");
  const cross = [20, 40, 80, 100]
    .map(
      (v) =>
        knot(v, 0, 2.6, ink, base) +
        knot(v, 120, 2.6, ink, base) +
        knot(0, v, 2.6, ink, base) +
        knot(120, v, 2.6, ink, base),
    )
    .join("");
  const yellow = mix(accent, "#f4d67a", 0.6);
  return {
    width: 120,
    height: 120,
    body: `${corners}${cross}${ring(38, 18, 3.1, ink)}${ring(24, 11, 3, yellow)}${ring(10, 5, 2.8, ink)}`,
    angle: 45,
    scale: 0.82,
  };
}

export function leheriya({ ink, accent, base }: Palette): Repeat {
  const wave = (y: number, colour: string, width: number) =>
    `<path d="M-2 ${y}Q18 ${y - 22} 38 ${y}T80 ${y}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`;
  const bands = [20]
    .map(
      (y) =>
        wave(y, ink, 7) +
        wave(y + 15, mix(accent, base, 0.15), 4) +
        wave(y + 27, ink, 2.4) +
        wave(y + 52, mix(ink, base, 0.4), 2.4),
    )
    .join("");
  return { width: 80, height: 100, body: bands, angle: -38 };
}

export function chikankari({ base }: Palette): Repeat {
  const thread = lighter(base, 0.86);
  const shade = darker(base, 0.25);
  const leafShape = "M0 0C-7 -5 -7 -13 0 -20C7 -13 7 -5 0 0Z";
  const sprig = (colour: string) =>
    `<g fill="none" stroke="${colour}" stroke-width="1.7"><path d="M0 30C-4 10 6 0 0 -20"/>${[
      [-1, 18, -50],
      [2, 10, 50],
      [1, 0, -48],
      [2, -8, 48],
    ]
      .map(([x, y, turn]) => `<path d="${leafShape}" transform="translate(${x} ${y}) rotate(${turn}) scale(.8)"/>`)
      .join(
        "",
      )}</g>${at(0, -24, petals(6, "M0 -1C-4 -5 -3 -10 0 -11C3 -10 4 -5 0 -1Z", colour))}<g fill="${colour}"><circle cx="-16" cy="-14" r="1.6"/><circle cx="16" cy="-20" r="1.6"/><circle cx="-14" cy="26" r="1.6"/><circle cx="15" cy="24" r="1.6"/></g>`;
  const both = (x: number, y: number, turn: number) =>
    at(x + 1.2, y + 1.6, `<g opacity=".35">${sprig(shade)}</g>`, turn) + at(x, y, sprig(thread), turn);
  return { width: 120, height: 132, body: both(32, 40, 8) + both(92, 104, -10) };
}

const buta = (metal: string, dark: string): string =>
  `<path d="M0 22C-14 16 -15 0 -5 -10C0 -15 4 -17 7 -24C11 -16 14 -8 12 2C10 14 7 20 0 22Z" fill="${metal}"/><path d="M1 15C-7 11 -7 1 -1 -5C3 -9 6 -11 7 -15C9 -9 9 -3 8 3C7 10 5 14 1 15Z" fill="${dark}" fill-opacity=".5"/><circle cx="2" cy="6" r="3" fill="${metal}"/><path d="M0 22V30M-6 27Q0 22 6 27" stroke="${metal}" stroke-width="2" fill="none"/>`;

export const zari = ({ metal, base }: Palette): Repeat => ({
  width: 96,
  height: 112,
  body: `${at(24, 30, buta(metal, base))}${at(72, 86, buta(metal, base))}<g fill="${metal}" fill-opacity=".8"><path d="M72 26l4 5l-4 5l-4 -5Z"/><path d="M24 82l4 5l-4 5l-4 -5Z"/></g>`,
});

export const embroidered = ({ metal, accent, second, base }: Palette): Repeat => {
  const thread = mix(metal, "#fff3d0", 0.25);
  const flower = (petal: string) =>
    `${petals(5, "M0 -3C-7 -8 -6 -16 0 -19C6 -16 7 -8 0 -3Z", petal)}${petals(5, "M0 -4L0 -15", "none")}<circle r="4" fill="${thread}"/><path d="M0 6C2 18 -2 26 -10 32M2 18C10 16 14 20 16 26C9 27 4 24 2 18Z" fill="none" stroke="${thread}" stroke-width="2"/>`;
  return {
    width: 132,
    height: 150,
    body: `${at(34, 34, flower(mix(accent, base, 0.08)), 10, 0.9)}${at(100, 110, flower(mix(second, base, 0.08)), -14, 0.9)}<g fill="${thread}"><circle cx="98" cy="30" r="2.4"/><circle cx="106" cy="38" r="2.4"/><circle cx="90" cy="38" r="2.4"/><circle cx="32" cy="108" r="2.4"/><circle cx="40" cy="116" r="2.4"/><circle cx="24" cy="116" r="2.4"/></g>`,
  };
};
