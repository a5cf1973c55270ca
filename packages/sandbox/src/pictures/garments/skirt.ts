import { falls, piece } from "../cloth.ts";
import { darker, lighter } from "../paint.ts";
import { button } from "../props.ts";
import type { Drawing, Sitting } from "../sitting.ts";
import { flaredSkirt } from "./anarkali.ts";

const HEMS: Record<string, number> = { Mini: 720, Midi: 900, Maxi: 1066 };

export function skirt(s: Sitting): Drawing {
  const { garment, scene, palette, rng } = s;
  const hemY = HEMS[garment.features.length ?? "Midi"] ?? 900;
  const top = 116;
  const hem = 214 + (hemY - 700) * 0.22;
  const detail = garment.features.detail;
  const pleats = detail === "Pleated" ? 15 : 8;
  const body = flaredSkirt(s, 450, { topY: 214, top, hemY, hem, folds: pleats }, 40);
  const tiers =
    detail === "Tiered"
      ? [0.36, 0.68]
          .map((t) => {
            const y = 214 + (hemY - 214) * t;
            const x = top + (hem - top) * (t * 0.9 + 0.1) + 4;
            return `<path d="M${450 - x} ${y}Q450 ${y + 30} ${450 + x} ${y}" fill="none" stroke="#000" stroke-opacity=".35" stroke-width="5"/><path d="M${450 - x} ${y - 6}Q450 ${y + 24} ${450 + x} ${y - 6}" fill="none" stroke="#fff" stroke-opacity=".2" stroke-width="4"/>`;
          })
          .join("")
      : "";
  const front =
    detail === "Button Front"
      ? `<path d="M450 214V${hemY + 18}" stroke="#000" stroke-opacity=".3" stroke-width="3"/>${Array.from({ length: Math.round((hemY - 230) / 84) }, (_, i) => button(444, 262 + i * 84, 9, lighter(palette.base, 0.55))).join("")}`
      : "";
  const band = piece(scene, "M332 176Q450 192 568 176L570 220Q450 240 330 220Z", s.plain, {
    folds: falls(rng, [340, 560, 180], [336, 564, 222], 10, 0.2),
    edge: 0.6,
    over: `<path d="M330 214Q450 234 570 214" fill="none" stroke="${darker(palette.base, 0.3)}" stroke-width="2" stroke-dasharray="6 4"/>`,
  });
  return { body: body + tiers + front + band, on: "clips", top: 196, foot: hemY, spread: 118, focus: [450, 380] };
}
