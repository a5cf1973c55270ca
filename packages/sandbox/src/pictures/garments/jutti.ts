import { piece } from "../cloth.ts";
import { darker, lighter, mix } from "../paint.ts";
import type { Drawing, Sitting } from "../sitting.ts";

/** Juttis and mojaris from above: two flat shoes with worked vamps, side by side. */
export function jutti(s: Sitting): Drawing {
  const { scene, palette: p, garment } = s;
  const detail = garment.features.detail ?? "";
  const curl = detail === "Curled Toe";
  const pointed = curl || detail === "Pointed Toe" || garment.kind.gender === "women";
  const toe = pointed ? "L0 -378L46 -318" : "C-36 -358 36 -358 46 -318";
  const soleD = `M0 330C-64 330 -84 250 -74 150C-68 70 -100 -40 -104 -150C-106 -230 -70 -300 -46 -318${toe}C70 -300 106 -230 104 -150C100 -40 68 70 74 150C84 250 64 330 0 330Z`;
  const vampD = `M-104 -150C-106 -230 -70 -300 -46 -318${toe}C70 -300 106 -230 104 -150C102 -108 98 -70 92 -40C60 -92 30 -112 0 -112C-30 -112 -60 -92 -92 -40C-98 -70 -102 -108 -104 -150Z`;
  const edge = "M-92 -40C-60 -92 -30 -112 0 -112C30 -112 60 -92 92 -40";
  const spot = (x: number, y: number, r: number) =>
    detail === "Mirror Work"
      ? `<circle cx="${x}" cy="${y}" r="${r + 4}" fill="${p.metal}"/><circle cx="${x}" cy="${y}" r="${r}" fill="#e6eef2"/><path d="M${x - r * 0.5} ${y}l${r * 0.7} ${-r * 0.7}" stroke="#fff" stroke-width="3"/>`
      : `<circle cx="${x}" cy="${y}" r="${r}" fill="${detail === "Sequin Work" ? lighter(p.metal, 0.3) : p.accent}"/><circle cx="${x}" cy="${y}" r="${r * 0.45}" fill="${p.metal}"/>`;
  const petals = Array.from(
    { length: 8 },
    (_, i) =>
      `<path d="M0 -10C-14 -26 -12 -46 0 -56C12 -46 14 -26 0 -10Z" transform="rotate(${i * 45})" fill="${i % 2 ? p.accent : p.second}" stroke="${p.metal}" stroke-width="3"/>`,
  ).join("");
  const work = `<g transform="translate(0 -206)">${petals}${spot(0, 0, 12)}</g>${[
    [-66, -150, 9],
    [66, -150, 9],
    [-50, -110, 7],
    [50, -110, 7],
    [-40, -280, 8],
    [40, -280, 8],
    [0, -318, 9],
    [-80, -196, 7],
    [80, -196, 7],
  ]
    .map(([x, y, r]) => spot(x as number, y as number, r as number))
    .join(
      "",
    )}<path d="M-84 -110C-60 -150 -60 -200 -84 -230M84 -110C60 -150 60 -200 84 -230" fill="none" stroke="${p.metal}" stroke-width="4"/>`;
  const pom =
    detail === "Pom-Pom"
      ? Array.from(
          { length: 14 },
          (_, i) =>
            `<path d="M0 -120l${Math.cos(i) * 30} ${Math.sin(i * 1.7) * 30}" stroke="${i % 2 ? p.accent : p.second}" stroke-width="13" stroke-linecap="round"/>`,
        ).join("")
      : "";
  const tip = curl
    ? `<path d="M0 -372C10 -410 46 -410 44 -380C42 -362 22 -364 24 -378" fill="none" stroke="${darker(p.base, 0.15)}" stroke-width="17" stroke-linecap="round"/><path d="M0 -372C10 -410 46 -410 44 -380C42 -362 22 -364 24 -378" fill="none" stroke="${p.base}" stroke-width="10" stroke-linecap="round"/>`
    : "";
  const plain = garment.pattern === "solid" && detail.endsWith("Toe");
  const trim = `<path d="${edge}" fill="none" stroke="${p.metal}" stroke-width="20"/><path d="${edge}" fill="none" stroke="${mix(p.accent, p.base, 0.2)}" stroke-width="9" stroke-dasharray="9 6"/>`;
  const one = (x: number, y: number, turn: number, mirror: 1 | -1) => {
    const shadow = s.scene.radial([
      [0, "#140b06", 0.5],
      [0.7, "#140b06", 0.3],
      [1, "#140b06", 0],
    ]);
    const insole = piece(
      scene,
      soleD,
      { fill: mix("#c79a68", p.base, 0.12), print: null, weave: s.plain.weave, sheen: 0.4 },
      {
        inside: `<path d="M0 300C-46 300 -58 240 -52 150C-46 60 -70 0 -76 -60H76C70 0 46 60 52 150C58 240 46 300 0 300Z" fill="none" stroke="#7a5230" stroke-width="3" stroke-dasharray="7 5"/><path d="M-22 240h44v16h-44Z" fill="${p.metal}" fill-opacity=".8"/>`,
        edge: 1.2,
      },
    );
    const rim = `<path d="M-92 -40C-98 40 -80 80 -76 150C-86 250 -64 332 0 332C64 332 86 250 76 150C80 80 98 40 92 -40" fill="none" stroke="${darker(p.base, 0.2)}" stroke-width="18"/><path d="M-92 -40C-98 40 -80 80 -76 150C-86 250 -64 332 0 332C64 332 86 250 76 150C80 80 98 40 92 -40" fill="none" stroke="${p.base}" stroke-width="11"/>`;
    const vamp = piece(
      scene,
      vampD,
      { ...s.main, print: plain ? null : s.main.print },
      { inside: (plain ? "" : work) + trim, edge: 0.9 },
    );
    return `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${1.16 * mirror} 1.16)"><ellipse cx="14" cy="10" rx="150" ry="390" fill="${shadow}" opacity=".6"/>${insole}${rim}${vamp}${tip}${pom}</g>`;
  };
  return {
    body: one(292, 640, -7, -1) + one(600, 590, 6, 1),
    on: "table",
    lying: true,
    foot: 1000,
    spread: 0,
    focus: [330, 420],
  };
}
