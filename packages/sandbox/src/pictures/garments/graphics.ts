import { darker, lightness, mix } from "../paint.ts";
import type { Sitting } from "../sitting.ts";

type Art = (ink: string, accent: string, second: string) => string;

const SUNSET: Art = (ink, accent, second) =>
  `<circle r="74" fill="${accent}"/>${[-4, 14, 32, 50].map((y, i) => `<rect x="-80" y="${y}" width="160" height="${4 + i * 2}" fill="${ink}"/>`).join("")}<path d="M-104 66C-60 26 -40 46 -14 24C20 52 50 20 104 66Z" fill="${second}"/>`;
const MOUNTAIN: Art = (ink, accent, second) =>
  `<circle cx="34" cy="-44" r="26" fill="${accent}"/><path d="M-100 62L-30 -46L6 6L34 -26L100 62Z" fill="${ink}"/><path d="M-30 -46L-8 -14L-26 -4L-34 -14L-48 -16Z" fill="${second}"/>`;
const TIGER: Art = (ink, accent) =>
  `<circle r="66" fill="${accent}"/><path d="M-58 -34C-80 -70 -40 -78 -26 -56M58 -34C80 -70 40 -78 26 -56" fill="${accent}" stroke="${ink}" stroke-width="6"/><g stroke="${ink}" stroke-width="8" stroke-linecap="round" fill="none"><path d="M0 -62V-40M-20 -58L-14 -40M20 -58L14 -40M-64 0H-44M-60 20H-42M64 0H44M60 20H42M-16 36Q0 46 16 36M0 24V36"/></g><g fill="${ink}"><circle cx="-24" cy="-8" r="9"/><circle cx="24" cy="-8" r="9"/><path d="M-14 14H14L0 28Z"/></g>`;
const AUTO: Art = (ink, accent, second) =>
  `<path d="M-86 34V-14C-86 -56 -60 -66 -20 -66H50L92 -4V34Z" fill="${accent}"/><path d="M-66 -16V-38C-62 -48 -50 -50 -30 -50H-4V-16ZM10 -50H42L70 -10H10Z" fill="${second}"/><path d="M-86 8H92" stroke="${ink}" stroke-width="6"/><circle cx="-50" cy="40" r="22" fill="${ink}"/><circle cx="58" cy="40" r="22" fill="${ink}"/><circle cx="-50" cy="40" r="8" fill="${second}"/><circle cx="58" cy="40" r="8" fill="${second}"/>`;
const MONSTERA: Art = (ink, accent) =>
  `<path d="M0 84C-90 60 -104 -30 -40 -80C-20 -92 20 -92 40 -80C104 -30 90 60 0 84Z" fill="${accent}"/><path d="M0 84V-70M0 40L-60 6M0 40L60 6M0 0L-58 -36M0 0L58 -36M0 -34L-34 -66M0 -34L34 -66" stroke="${ink}" stroke-width="7" stroke-linecap="round"/>`;
const WAVES: Art = (ink, accent, second) =>
  [-48, -20, 8, 36]
    .map(
      (y, i) =>
        `<path d="M-96 ${y}Q-72 ${y - 30} -48 ${y}T0 ${y}T48 ${y}T96 ${y}" fill="none" stroke="${[ink, accent, second, ink][i]}" stroke-width="13" stroke-linecap="round"/>`,
    )
    .join("");
const ROCKET: Art = (ink, accent, second) =>
  `<g transform="rotate(28)"><path d="M0 -92C34 -60 38 0 26 44H-26C-38 0 -34 -60 0 -92Z" fill="${second}"/><circle cy="-22" r="16" fill="${ink}"/><path d="M-27 6L-56 50L-24 44ZM27 6L56 50L24 44Z" fill="${accent}"/><path d="M-14 48H14L0 92Z" fill="${accent}"/></g>`;

const ARTS: Art[] = [SUNSET, MOUNTAIN, TIGER, AUTO, MONSTERA, WAVES, ROCKET];

/** The picture on the chest of a graphic garment; nothing on others. */
export function graphicOf(s: Sitting, x: number, y: number): string {
  if (s.garment.pattern !== "graphic") return "";
  const { base, accent, second } = s.palette;
  const ink = lightness(base) < 0.5 ? mix("#f5ecd9", base, 0.1) : darker(base, 0.72);
  return `<g transform="translate(${x} ${y}) scale(1.12)">${s.rng.pick(ARTS)(ink, accent, second)}</g>`;
}
