import type { Frame } from "./frame.ts";
import { by, symmetric, to } from "./outline.ts";
import type { Scene } from "./scene.ts";

const wood = (scene: Scene) =>
  scene.linear([
    [0, "#6b452b"],
    [0.35, "#a9794f"],
    [1, "#5a3822"],
  ]);

/** A tailor's dress form in linen on a wooden stand; `behind` lies between the stand and the neck. */
export function dressForm(scene: Scene, f: Frame, standTo: number, behind: string): string {
  const linen = scene.linear([
    [0, "#b9ab95"],
    [0.3, "#efe6d6"],
    [0.65, "#dccfb9"],
    [1, "#9d8f79"],
  ]);
  const body = symmetric(
    f.centre,
    [0, f.neckY - 62],
    [
      to(f.neck * 0.62, f.neckY - 60),
      by(f.neck * 0.6, f.neckY - 20, f.neck * 0.8, f.neckY - 2, f.neck + 16, f.neckY + 12),
      by(f.shoulder - 30, f.neckY + 20, f.shoulder - 12, f.shoulderY, f.shoulder - 12, f.shoulderY + 34),
      by(f.shoulder - 18, f.chestY - 40, f.chest - 12, f.chestY - 30, f.chest - 12, f.chestY),
      by(f.chest - 16, f.waistY - 50, f.waist - 16, f.waistY - 40, f.waist - 16, f.waistY),
      by(f.waist - 12, f.waistY + 50, f.hip - 12, f.hipY - 40, f.hip - 14, f.hipY),
      by(f.hip - 20, f.hipY + 26, 40, f.hipY + 32, 0, f.hipY + 32),
    ],
  );
  const cap = symmetric(
    f.centre,
    [0, f.neckY - 84],
    [
      by(14, f.neckY - 84, 14, f.neckY - 70, 8, f.neckY - 68),
      to(f.neck * 0.66, f.neckY - 64),
      to(f.neck * 0.66, f.neckY - 54),
      to(0, f.neckY - 52),
    ],
  );
  const c = f.centre;
  const stand = `<rect x="${c - 8}" y="${f.hipY}" width="16" height="${standTo - f.hipY}" fill="${wood(scene)}"/><path d="${symmetric(c, [0, standTo - 46], [by(30, standTo - 46, 70, standTo - 10, 112, standTo - 4), to(112, standTo + 6), by(60, standTo + 2, 30, standTo - 8, 0, standTo - 8)])}" fill="${wood(scene)}"/>`;
  return `${stand}${behind}<path d="${body}" fill="${linen}"/><path d="M${c} ${f.neckY - 50}V${f.hipY + 30}" stroke="#8d7f68" stroke-opacity=".5" stroke-width="1.5"/><path d="${cap}" fill="${wood(scene)}"/>`;
}

/** A wooden hanger whose hook leaves the picture's wall. */
export function hanger(scene: Scene, f: Frame): string {
  const c = f.centre;
  const arms = symmetric(
    c,
    [0, f.neckY - 34],
    [
      by(16, f.neckY - 34, 30, f.neckY - 22, 60, f.neckY - 6),
      by(90, f.neckY + 6, f.shoulder - 24, f.shoulderY - 14, f.shoulder - 8, f.shoulderY + 2),
      to(f.shoulder - 14, f.shoulderY + 16),
      by(90, f.neckY + 34, 40, f.neckY + 6, 0, f.neckY + 2),
    ],
  );
  return `<path d="M${c} ${f.neckY - 30}V${f.neckY - 58}C${c} ${f.neckY - 72} ${c + 24} ${f.neckY - 74} ${c + 24} ${f.neckY - 96}C${c + 24} ${f.neckY - 122} ${c - 14} ${f.neckY - 124} ${c - 17} ${f.neckY - 100}" fill="none" stroke="#8c8a86" stroke-width="6" stroke-linecap="round"/><path d="M${c - 1.5} ${f.neckY - 30}V${f.neckY - 58}" stroke="#d9d7d2" stroke-width="1.5"/><path d="${arms}" fill="${wood(scene)}"/>`;
}

/** A hanger with clips that hold a waistband of the half width at `y`. */
export function clips(scene: Scene, centre: number, half: number, y: number): string {
  const clip = (x: number) =>
    `<rect x="${x - 15}" y="${y - 30}" width="30" height="44" rx="4" fill="${scene.linear([
      [0, "#6f6c66"],
      [0.4, "#d4d1ca"],
      [1, "#7d7a74"],
    ])}"/><rect x="${x - 11}" y="${y + 2}" width="22" height="9" rx="2" fill="#3d3a36"/>`;
  return `<path d="M${centre} ${y - 46}V${y - 76}C${centre} ${y - 92} ${centre + 24} ${y - 94} ${centre + 24} ${y - 114}C${centre + 24} ${y - 138} ${centre - 14} ${y - 140} ${centre - 17} ${y - 118}" fill="none" stroke="#8c8a86" stroke-width="6" stroke-linecap="round"/><rect x="${centre - half - 4}" y="${y - 50}" width="${half * 2 + 8}" height="13" rx="6" fill="${wood(scene)}"/>${clip(centre - half + 26)}${clip(centre + half - 26)}`;
}

/** A brass rod across the picture on which a length of cloth hangs. */
export function rod(scene: Scene, y: number): string {
  const brass = scene.linear(
    [
      [0, "#7a5a22"],
      [0.35, "#f0d28a"],
      [1, "#6d4e1b"],
    ],
    [0, 0, 0, 1],
  );
  return `<rect x="120" y="${y - 8}" width="660" height="16" rx="8" fill="${brass}"/><circle cx="120" cy="${y}" r="15" fill="${brass}"/><circle cx="780" cy="${y}" r="15" fill="${brass}"/>`;
}

/** A button with a shine, at its middle. */
export const button = (x: number, y: number, r: number, colour: string): string =>
  `<circle cx="${x + 1}" cy="${y + 2}" r="${r}" fill="#000" fill-opacity=".3"/><circle cx="${x}" cy="${y}" r="${r}" fill="${colour}"/><circle cx="${x - r * 0.3}" cy="${y - r * 0.35}" r="${r * 0.35}" fill="#fff" fill-opacity=".6"/>`;
