import { random } from "../world/random.ts";
import { darker, lighter, lightness, mix } from "./paint.ts";
import type { Palette } from "./palette.ts";
import { type Band, bands, type Print } from "./print.ts";
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

export function stripes(p: Palette, seed: string, scale: number): Print {
  const rng = random("stripes", seed);
  const angle = rng.chance(0.4) ? 90 : 0;
  const kinds: [number, Band[]][] = [
    [16, [{ at: 7, size: 2.2, colour: p.ink }]],
    [34, [{ at: 0, size: 13, colour: p.ink }]],
    [
      56,
      [
        { at: 0, size: 20, colour: p.ink },
        { at: 30, size: 3, colour: p.accent },
        { at: 42, size: 3, colour: p.accent },
      ],
    ],
    [
      70,
      [
        { at: 0, size: 9, colour: p.ink },
        { at: 15, size: 3, colour: p.ink },
        { at: 40, size: 12, colour: p.second, opacity: 0.8 },
      ],
    ],
  ];
  const [period, list] = rng.pick(kinds);
  return bands(list, period, false, { scale, angle });
}

export function checks(p: Palette, seed: string, scale: number): Print {
  const shade = darker(p.base, 0.4);
  const kinds: [number, Band[]][] = [
    [40, [{ at: 0, size: 18, colour: p.ink, opacity: 0.42 }]],
    [
      92,
      [
        { at: 0, size: 30, colour: p.ink, opacity: 0.36 },
        { at: 52, size: 5, colour: p.accent, opacity: 0.7 },
        { at: 66, size: 12, colour: shade, opacity: 0.35 },
      ],
    ],
    [
      64,
      [
        { at: 0, size: 3, colour: p.ink, opacity: 0.8 },
        { at: 30, size: 3, colour: p.accent, opacity: 0.7 },
      ],
    ],
  ];
  const [period, list] = random("checks", seed).pick(kinds);
  return bands(list, period, true, { scale, angle: 0 });
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
