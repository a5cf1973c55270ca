import { type Random, random } from "../world/random.ts";
import { hue, lightness, mix } from "./paint.ts";
import type { Scene } from "./scene.ts";

const WALLS = ["#e9e2d8", "#e6e4e0", "#eadfd3", "#dfe3e0", "#ece6dc", "#e2dfe6", "#efe5dd", "#dde2e6"];

/** Painted walls, for a picture in four. */
const PAINTED = ["#cdbba5", "#b9c3b6", "#cdb4a8", "#b3bfc6", "#c9c0a8", "#c4b6c2"];

/** A wall colour that leaves the garment the strongest thing in the picture. */
function wallFor(base: string, rng: Random): string {
  const wall = rng.pick(rng.chance(0.27) ? PAINTED : WALLS);
  const pale = lightness(base) > 0.78;
  const tinted = mix(wall, base, hue(base).chroma > 0.15 ? 0.07 : 0.03);
  return pale ? mix(tinted, "#8f8578", 0.34) : tinted;
}

const floorY = 985;

function arch(wall: string, scene: Scene): string {
  const inner = scene.linear(
    [
      [0, mix(wall, "#000000", 0.1)],
      [0.5, mix(wall, "#ffffff", 0.12)],
      [1, mix(wall, "#000000", 0.05)],
    ],
    [0, 0, 1, 0.4],
  );
  return `<path d="M170 ${floorY}V400A280 300 0 0 1 730 400V${floorY}Z" fill="${inner}"/><path d="M170 ${floorY}V400A280 300 0 0 1 730 400V${floorY}" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="3"/>`;
}

/** Late sun through a window, as pale slanting patches on the wall that fade to every side. */
function windowLight(scene: Scene): string {
  const glow = scene.radial([
    [0, "#fffaf0", 0.5],
    [0.7, "#fffaf0", 0.28],
    [1, "#fffaf0", 0],
  ]);
  const panes = [0, 215, 430].map((x) => `<rect x="${230 + x}" y="-60" width="230" height="960" fill="${glow}"/>`);
  return `<g transform="skewX(-17)">${panes.join("")}</g>`;
}

function panel(wall: string): string {
  const line = mix(wall, "#000000", 0.09);
  const light = mix(wall, "#ffffff", 0.4);
  return [-330, 50, 520]
    .map(
      (x, i) =>
        `<rect x="${x}" y="60" width="${[330, 420, 420][i]}" height="790" fill="none" stroke="${line}" stroke-width="4"/><rect x="${x + 3}" y="63" width="${[330, 420, 420][i]}" height="790" fill="none" stroke="${light}" stroke-width="2"/>`,
    )
    .join("");
}

/** The studio: wall, floor and light, the same for every picture of the garment. */
export function studio(scene: Scene, base: string, key: string): string {
  const rng = random("studio", key);
  const wall = wallFor(base, rng);
  const back = scene.radial(
    [
      [0, mix(wall, "#ffffff", 0.45)],
      [0.55, wall],
      [1, mix(wall, "#1d130c", 0.2)],
    ],
    [0.44, 0.36, 0.85],
  );
  const floor = scene.linear(
    [
      [0, mix(wall, "#2a1a10", 0.15)],
      [0.25, mix(wall, "#2a1a10", 0.07)],
      [1, mix(wall, "#ffffff", 0.16)],
    ],
    [0, 0, 0, 1],
  );
  const extra = rng.pick([
    arch(wall, scene),
    windowLight(scene),
    panel(wall),
    "",
    windowLight(scene) + arch(wall, scene),
  ]);
  return `<rect width="900" height="1200" fill="${back}"/>${extra}<rect y="${floorY}" width="900" height="${1200 - floorY}" fill="${floor}"/><rect y="${floorY - 1}" width="900" height="2" fill="${mix(wall, "#000000", 0.12)}" opacity=".5"/>`;
}

/** The soft shadow on the ground. */
export function groundShadow(scene: Scene, y: number, spread: number): string {
  const soft = scene.radial([
    [0, "#1a0f08", 0.42],
    [0.5, "#1a0f08", 0.18],
    [1, "#1a0f08", 0],
  ]);
  return `<ellipse cx="462" cy="${y}" rx="${spread * 1.35}" ry="${Math.max(18, spread * 0.13)}" fill="${soft}"/>`;
}

/** A tabletop seen from above: linen, wood, plaster or stone. */
export function tabletop(scene: Scene, base: string, key: string): string {
  const rng = random("table", key);
  const pale = lightness(base) > 0.72;
  const surface = rng.pick(
    pale ? ["#a98f74", "#7f8b84", "#b59f8b", "#8f7a69"] : ["#eee7dc", "#e6ddd0", "#dfe2de", "#f0e9e1"],
  );
  const light = scene.radial(
    [
      [0, mix(surface, "#ffffff", 0.3)],
      [1, mix(surface, "#24170e", 0.2)],
    ],
    [0.35, 0.25, 0.95],
  );
  const kinds = [linen, planks, terrazzo, cement];
  return `<rect width="900" height="1200" fill="${light}"/>${rng.pick(kinds)(scene, surface, rng)}`;
}

function linen(scene: Scene): string {
  const threads = scene.define(
    (id) =>
      `<pattern id="${id}" width="7" height="7" patternUnits="userSpaceOnUse"><path d="M0 2H7M2 0V7" stroke="#000" stroke-opacity=".07" stroke-width="1.4"/><path d="M0 5H7M5 0V7" stroke="#fff" stroke-opacity=".14" stroke-width="1.2"/></pattern>`,
  );
  return `<rect width="900" height="1200" fill="${threads}"/>`;
}

function planks(_: Scene, surface: string, rng: Random): string {
  return Array.from({ length: 6 }, (_row, i) => {
    const x = i * 152 - 4;
    const grain = Array.from({ length: 5 }, () => {
      const at = x + rng.between(12, 140);
      return `<path d="M${at} 0C${at + rng.between(-14, 14)} 400 ${at + rng.between(-14, 14)} 800 ${at} 1200" stroke="${mix(surface, "#3b2413", 0.5)}" stroke-opacity=".14" stroke-width="${rng.between(1, 3)}" fill="none"/>`;
    }).join("");
    return `<rect x="${x}" width="149" height="1200" fill="#3b2413" fill-opacity="${rng.between(0.02, 0.09)}"/><rect x="${x + 149}" width="3" height="1200" fill="#2a1a10" fill-opacity=".25"/>${grain}`;
  }).join("");
}

function terrazzo(_: Scene, surface: string, rng: Random): string {
  const chips = [
    mix(surface, "#8a4b33", 0.5),
    mix(surface, "#3f5a55", 0.5),
    mix(surface, "#ffffff", 0.5),
    mix(surface, "#2b2b2b", 0.35),
  ];
  return Array.from({ length: 90 }, () => {
    const [x, y, r] = [rng.between(0, 900), rng.between(0, 1200), rng.between(4, 15)];
    return `<path d="M${x} ${y}l${r} ${-r * rng.next()}l${r * rng.next()} ${r}l${-r * 1.2} ${r * 0.6}Z" fill="${rng.pick(chips)}" fill-opacity=".5"/>`;
  }).join("");
}

/** Microcement: broad soft clouds a little lighter and darker than the surface. */
function cement(scene: Scene, surface: string, rng: Random): string {
  return Array.from({ length: 7 }, (_, i) => {
    const cloud = scene.radial([
      [0, mix(surface, i % 2 ? "#ffffff" : "#3b2a1c", 0.4), 0.26],
      [1, surface, 0],
    ]);
    return `<ellipse cx="${rng.between(0, 900).toFixed(0)}" cy="${rng.between(0, 1200).toFixed(0)}" rx="${rng.between(180, 380).toFixed(0)}" ry="${rng.between(140, 300).toFixed(0)}" fill="${cloud}"/>`;
  }).join("");
}
