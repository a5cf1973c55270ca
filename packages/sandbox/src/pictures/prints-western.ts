import { random } from "../world/random.ts";
import { darker, lighter, lightness, mix } from "./paint.ts";
import type { Palette } from "./palette.ts";
import type { Repeat } from "./prints-indian.ts";

const at = (x: number, y: number, body: string, turn = 0, scale = 1): string =>
  `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${scale})">${body}</g>`;

const LEAF = "M0 0C10 -4 20 -3 28 6C18 12 7 10 0 0Z";

function blossom(petal: string, heart: string): string {
  const one = "M0 -3C-9 -7 -11 -18 -4 -22C-1 -20 1 -20 4 -22C11 -18 9 -7 0 -3Z";
  const rim = Array.from({ length: 5 }, (_, i) => `<path d="${one}" transform="rotate(${72 * i})"/>`).join("");
  return `<g fill="${petal}" stroke="${darker(petal, 0.18)}" stroke-width=".8">${rim}</g><circle r="4.6" fill="${heart}"/><g fill="${darker(heart, 0.3)}"><circle cx="-2" cy="-1" r="1"/><circle cx="2" cy="1" r="1"/><circle cx="0" cy="2.4" r="1"/></g>`;
}

export function floral(p: Palette): Repeat {
  const green = lightness(p.base) < 0.45 ? "#8fb08a" : "#4f7a55";
  const petals = [p.ink, mix(p.accent, p.ink, 0.15), p.second];
  const spots: [number, number, number, number][] = [
    [34, 38, 0, 1.05],
    [118, 28, 30, 0.72],
    [84, 92, 70, 1],
    [150, 110, 15, 1.1],
    [28, 140, 40, 0.8],
    [104, 166, 100, 0.9],
    [168, 176, 60, 0.66],
  ];
  const flowers = spots.map(([x, y, turn, scale], i) =>
    at(
      x,
      y,
      `<g fill="${green}"><path d="${LEAF}" transform="translate(16 8) rotate(20)"/><path d="${LEAF}" transform="translate(-14 10) rotate(150)"/></g>${blossom(petals[i % 3] as string, i % 2 === 0 ? "#e9bf4e" : darker(petals[i % 3] as string, 0.4))}`,
      turn,
      scale,
    ),
  );
  const sprigs = [
    [64, 8],
    [8, 90],
    [140, 66],
    [62, 128],
    [182, 52],
  ].map(([x, y], i) =>
    at(
      x as number,
      y as number,
      `<path d="M0 0Q8 -10 4 -20" stroke="${green}" stroke-width="1.8" fill="none"/><circle cx="4" cy="-21" r="3" fill="${petals[i % 3]}"/><circle cx="9" cy="-12" r="2.2" fill="${petals[i % 3]}"/>`,
      i * 47,
    ),
  );
  return { width: 196, height: 204, body: flowers.join("") + sprigs.join("") };
}

export function polka({ ink }: Palette, seed: string): Repeat {
  const r = random("polka", seed).pick([5, 8, 12]);
  const size = r * 6.4;
  return {
    width: size,
    height: size,
    body: `<g fill="${ink}"><circle cx="${size / 4}" cy="${size / 4}" r="${r}"/><circle cx="${(size * 3) / 4}" cy="${(size * 3) / 4}" r="${r}"/></g>`,
  };
}

export function stripes(p: Palette, seed: string): Repeat {
  const rng = random("stripes", seed);
  const across = rng.chance(0.4) ? "rotate(90)" : "";
  const kinds: [number, string][] = [
    [16, `<rect width="2.2" height="16" x="7" fill="${p.ink}"/>`],
    [34, `<rect width="13" height="34" fill="${p.ink}"/>`],
    [
      56,
      `<rect width="20" height="56" fill="${p.ink}"/><rect x="30" width="3" height="56" fill="${p.accent}"/><rect x="42" width="3" height="56" fill="${p.accent}"/>`,
    ],
    [
      70,
      `<rect width="9" height="70" fill="${p.ink}"/><rect x="15" width="3" height="70" fill="${p.ink}"/><rect x="40" width="12" height="70" fill="${p.second}" fill-opacity=".8"/>`,
    ],
  ];
  const [width, body] = rng.pick(kinds);
  return { width, height: width, body, ...(across && { transform: across }) };
}

export function checks(p: Palette, seed: string): Repeat {
  const rng = random("checks", seed);
  const band = (at: number, size: number, colour: string, opacity: number, all: number) =>
    `<g fill="${colour}" fill-opacity="${opacity}"><rect x="${at}" width="${size}" height="${all}"/><rect y="${at}" width="${all}" height="${size}"/></g>`;
  const kinds: [number, string][] = [
    [40, band(0, 18, p.ink, 0.42, 40)],
    [92, band(0, 30, p.ink, 0.36, 92) + band(52, 5, p.accent, 0.7, 92) + band(66, 12, darker(p.base, 0.4), 0.35, 92)],
    [64, band(0, 3, p.ink, 0.8, 64) + band(30, 3, p.accent, 0.7, 64)],
  ];
  const [size, body] = rng.pick(kinds);
  return { width: size, height: size, body };
}

export function geometric(p: Palette, seed: string): Repeat {
  const soft = mix(p.ink, p.base, 0.25);
  const kinds: Repeat[] = [
    {
      width: 72,
      height: 72,
      body: `<path d="M36 2L70 36L36 70L2 36Z" fill="none" stroke="${p.ink}" stroke-width="3.4"/><path d="M36 18L54 36L36 54L18 36Z" fill="${soft}"/><circle cx="36" cy="36" r="5" fill="${p.accent}"/><circle cx="0" cy="0" r="4" fill="${p.ink}"/><circle cx="72" cy="0" r="4" fill="${p.ink}"/><circle cx="0" cy="72" r="4" fill="${p.ink}"/><circle cx="72" cy="72" r="4" fill="${p.ink}"/>`,
    },
    {
      width: 80,
      height: 46,
      body: `<path d="M0 34L20 12L40 34L60 12L80 34" fill="none" stroke="${p.ink}" stroke-width="5"/><path d="M0 46L20 24L40 46L60 24L80 46" fill="none" stroke="${p.accent}" stroke-width="2.4"/>`,
    },
    {
      width: 84,
      height: 84,
      body: `<g fill="none" stroke="${p.ink}" stroke-width="3"><circle cx="42" cy="42" r="34"/><circle cx="42" cy="42" r="22"/></g><circle cx="42" cy="42" r="10" fill="${p.accent}"/><path d="M0 -8L8 0L0 8L-8 0ZM84 -8L92 0L84 8L76 0ZM0 76L8 84L0 92L-8 84ZM84 76L92 84L84 92L76 84Z" fill="${lighter(p.ink, 0.1)}"/>`,
    },
  ];
  return random("geometric", seed).pick(kinds);
}
