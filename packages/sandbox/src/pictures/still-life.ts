import type { Kind } from "../world/kind.ts";
import type { Random } from "../world/random.ts";
import { darker, lighter, mix } from "./paint.ts";
import type { Palette } from "./palette.ts";
import type { Scene } from "./scene.ts";

type Prop = (scene: Scene, palette: Palette, rng: Random) => string;

const shade = (scene: Scene): string =>
  scene.radial([
    [0, "#140b06", 0.4],
    [0.7, "#140b06", 0.22],
    [1, "#140b06", 0],
  ]);

const sprig: Prop = (_, __, rng) => {
  const green = rng.pick(["#7d9a86", "#5f7f5c", "#8a9a6b"]);
  const leaves = Array.from({ length: 11 }, (_leaf, i) => {
    const side = i % 2 === 0 ? 1 : -1;
    const size = 1.1 - i * 0.055;
    return `<g transform="translate(${Math.sin(i * 0.22) * 26} ${150 - i * 30}) rotate(${side * (58 - i * 2.4)}) scale(${size})"><path d="M0 0C22 -14 30 -46 0 -78C-30 -46 -22 -14 0 0Z" transform="translate(5 7)" fill="#140b06" fill-opacity=".22"/><path d="M0 0C22 -14 30 -46 0 -78C-30 -46 -22 -14 0 0Z" fill="${i % 3 === 0 ? lighter(green, 0.16) : green}"/><path d="M0 0V-70" stroke="${darker(green, 0.25)}" stroke-width="2"/></g>`;
  });
  return `<path d="M0 176C14 60 40 -60 18 -190" fill="none" stroke="#6b5a3e" stroke-width="5"/>${leaves.join("")}`;
};

const marigolds: Prop = (scene, _, rng) =>
  [
    [0, 0, 62],
    [92, 66, 46],
    [-46, 104, 40],
  ]
    .map(([x, y, r]) => {
      const colour = rng.pick(["#f0a221", "#e8791c", "#f5bd35"]);
      const rings = [1, 0.8, 0.6, 0.4, 0.22].map((k, ring) =>
        Array.from({ length: 15 - ring * 2 }, (_petal, i) => {
          const a = ((Math.PI * 2) / (15 - ring * 2)) * i + ring;
          const d = (r as number) * k;
          return `<circle cx="${(Math.cos(a) * d * 0.78).toFixed(1)}" cy="${(Math.sin(a) * d * 0.78).toFixed(1)}" r="${(d * 0.27 + 3).toFixed(1)}" fill="${mix(colour, ring % 2 ? "#fff0c0" : "#a4460c", 0.16)}"/>`;
        }).join(""),
      );
      return `<g transform="translate(${x} ${y})"><ellipse cx="8" cy="12" rx="${(r as number) * 1.2}" ry="${(r as number) * 1.16}" fill="${shade(scene)}"/><circle r="${r}" fill="${darker(colour, 0.2)}"/>${rings.join("")}</g>`;
    })
    .join("");

const chai: Prop = (scene) =>
  `<ellipse cx="14" cy="18" rx="132" ry="128" fill="${shade(scene)}"/><circle r="112" fill="#f4efe6"/><circle r="112" fill="none" stroke="#b9ab93" stroke-width="2"/><circle r="84" fill="none" stroke="#d9cfbd" stroke-width="5"/><circle r="66" fill="#fbf8f2"/><circle r="58" fill="#a5683a"/><circle r="58" fill="${scene.radial(
    [
      [0, "#d59a63", 0.9],
      [0.7, "#a5683a", 0.2],
      [1, "#5d3218", 0.5],
    ],
    [0.4, 0.35, 0.7],
  )}"/><path d="M62 -18C98 -26 112 14 76 26" fill="none" stroke="#fbf8f2" stroke-width="13"/><path d="M-34 -30A46 46 0 0 1 8 -44" fill="none" stroke="#fff" stroke-opacity=".45" stroke-width="5"/>`;

const petals: Prop = (_, p, rng) =>
  Array.from({ length: 14 }, () => {
    const [x, y, turn, size] = [
      rng.between(-150, 150),
      rng.between(-150, 150),
      rng.between(0, 360),
      rng.between(0.6, 1.15),
    ];
    const colour = mix(rng.pick([p.accent, p.second, "#d9667b"]), "#fff1ea", rng.between(0.1, 0.5));
    return `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})"><path d="M0 22C-24 14 -26 -16 0 -24C26 -16 24 14 0 22Z" transform="translate(4 5)" fill="#140b06" fill-opacity=".2"/><path d="M0 22C-24 14 -26 -16 0 -24C26 -16 24 14 0 22Z" fill="${colour}"/><path d="M0 18Q-4 0 0 -18" fill="none" stroke="${darker(colour, 0.18)}" stroke-width="1.6"/></g>`;
  }).join("");

const bangles: Prop = (scene, p) =>
  [
    [0, 0],
    [46, 34],
    [-16, 62],
  ]
    .map(([x, y], i) => {
      const metal = i === 1 ? mix(p.accent, "#ffffff", 0.1) : p.metal;
      return `<g transform="translate(${x} ${y})"><circle cx="6" cy="9" r="86" fill="none" stroke="#140b06" stroke-opacity=".25" stroke-width="15"/><circle r="86" fill="none" stroke="${darker(metal, 0.3)}" stroke-width="15"/><circle r="86" fill="none" stroke="${metal}" stroke-width="10"/><circle r="86" fill="none" stroke="${scene.linear(
        [
          [0, "#fff", 0.8],
          [0.5, "#fff", 0],
          [1, "#000", 0.25],
        ],
        [0, 0, 1, 1],
      )}" stroke-width="5"/><circle r="86" fill="none" stroke="${darker(metal, 0.4)}" stroke-width="3" stroke-dasharray="3 11"/></g>`;
    })
    .join("");

const sunglasses: Prop = (scene) => {
  const lens = scene.linear(
    [
      [0, "#2a2320"],
      [0.5, "#5b4a40"],
      [1, "#8b7462"],
    ],
    [0, 0, 0.6, 1],
  );
  const rim = "M-118 -26C-118 -62 -26 -64 -20 -30C-16 6 -44 44 -72 44C-104 44 -118 10 -118 -26Z";
  const other = "M118 -26C118 -62 26 -64 20 -30C16 6 44 44 72 44C104 44 118 10 118 -26Z";
  return `<g fill="none" stroke="#140b06" stroke-opacity=".22" stroke-width="14" transform="translate(8 12)"><path d="${rim}"/><path d="${other}"/></g><path d="M-114 -44C-150 -120 -130 -170 -96 -180M114 -44C150 -120 130 -170 96 -180" fill="none" stroke="#3b2a1f" stroke-width="9" stroke-linecap="round"/><g fill="${lens}" stroke="#3b2a1f" stroke-width="9"><path d="${rim}"/><path d="${other}"/></g><path d="M-22 -34Q0 -50 22 -34" fill="none" stroke="#3b2a1f" stroke-width="9"/><path d="M-100 -34L-70 -46M38 -34L68 -46" stroke="#fff" stroke-opacity=".4" stroke-width="6" stroke-linecap="round"/>`;
};

/** What suits a garment: bangles lie beside a saree, not beside a man's watch. */
function propsFor({ line, gender }: Kind): Prop[] {
  const indian = line === "ethnic" || line === "juttis";
  if (gender === "women") return indian ? [marigolds, petals, bangles, sprig, chai] : [sprig, sunglasses, chai, petals];
  return indian ? [marigolds, sprig, chai] : [sprig, sunglasses, chai];
}

/** One or two things beside the garment, cut by the edge of the picture as a stylist would have it. */
export function stillLife(scene: Scene, palette: Palette, rng: Random, kind: Kind): string {
  const [first, second] = rng.shuffle(propsFor(kind)) as [Prop, Prop];
  const left = rng.chance(0.5);
  const place = (prop: Prop, x: number, y: number, turn: number) =>
    `<g transform="translate(${x} ${y}) rotate(${turn})">${prop(scene, palette, rng)}</g>`;
  const top = place(first, left ? 92 : 808, rng.between(90, 170), rng.between(-30, 30));
  return top + (rng.chance(0.55) ? place(second, left ? 800 : 100, rng.between(1030, 1110), rng.between(-40, 40)) : "");
}
