import { piece } from "../cloth.ts";
import { by, path, to } from "../outline.ts";
import { darker, lighter, mix } from "../paint.ts";
import { button } from "../props.ts";
import type { Drawing, Sitting } from "../sitting.ts";
import { along, backNeck, necklineOf, sleeveOf, sleeves, torso } from "../upper.ts";
import { collar, drags, fitted, longSleeved } from "./knits.ts";
import { bandCollar } from "./kurta.ts";

const COLLARS: Record<string, [spread: number, drop: number]> = {
  "Spread Collar": [86, 60],
  "Button-Down Collar": [66, 78],
  "Cutaway Collar": [104, 46],
};

export function shirt(s: Sitting): Drawing {
  const { garment, scene, palette } = s;
  const women = garment.kind.gender === "women";
  const { f, cut } = fitted(s, women ? 710 : 752);
  const neckline = necklineOf("Collar", f);
  const { hem, hemY } = cut;
  const tail = [
    by(
      f.chest - 4,
      f.chestY + 60,
      f.waist + (hem - f.waist) * 0.5,
      f.waistY - 40,
      f.waist + (hem - f.waist) * 0.6,
      f.waistY,
    ),
    by(hem, f.waistY + 60, hem + 2, hemY - 120, hem + 2, hemY - 50),
    by(hem - 24, hemY - 20, hem * 0.7, hemY + 26, hem * 0.4, hemY + 30),
    by(hem * 0.3, hemY + 32, hem * 0.1, hemY + 32, 0, hemY + 32),
  ];
  const light = darker(palette.base, 0.2);
  const count = 7;
  const buttons = Array.from({ length: count }, (_, i) =>
    button(450, f.neckY + 56 + ((hemY - f.neckY - 90) * i) / (count - 1), 6.5, lighter(palette.base, 0.75)),
  );
  const placket = `<path d="M431 ${f.neckY + 12}V${hemY + 32}H469V${f.neckY + 12}Z" fill="${palette.base}" fill-opacity=".55"/><path d="M431 ${f.neckY + 12}V${hemY + 32}" stroke="#000" stroke-opacity=".22" stroke-width="2"/><path d="M469 ${f.neckY + 12}V${hemY + 32}" stroke="#000" stroke-opacity=".38" stroke-width="3"/><path d="M437 ${f.neckY + 12}V${hemY + 30}M463 ${f.neckY + 12}V${hemY + 30}" stroke="${light}" stroke-width="1.4" stroke-dasharray="5 4"/>`;
  const pocket =
    women && s.rng.chance(0.5)
      ? ""
      : `<path d="M508 ${f.chestY - 34}h92v84l-46 20l-46 -20Z" fill="${mix(palette.base, "#000000", 0.03)}" fill-opacity=".5" stroke="#000" stroke-opacity=".3" stroke-width="2.4"/><path d="M508 ${f.chestY - 18}h92" stroke="#000" stroke-opacity=".2" stroke-width="2"/>`;
  const yokeLine = `<path d="${path(450, 1, [f.neck + 8, f.neckY + 14], [by(80, f.neckY + 40, 120, f.shoulderY + 36, f.shoulder + 2, f.shoulderY + 40)])}${path(450, -1, [f.neck + 8, f.neckY + 14], [by(80, f.neckY + 40, 120, f.shoulderY + 36, f.shoulder + 2, f.shoulderY + 40)])}" fill="none" stroke="#000" stroke-opacity=".2" stroke-width="2"/>`;
  const body = piece(scene, torso(f, neckline, false, tail), s.main, {
    folds: drags(s, f, cut),
    inside: placket + pocket + yokeLine,
    over: buttons.join(""),
  });
  const cuffs = [
    { width: 62, colour: darker(palette.base, 0.06) },
    { width: 58, colour: palette.base },
    { width: 2, colour: light, dash: "5 4" },
  ];
  const kind = garment.features.detail ?? "Spread Collar";
  const [spread, drop] = COLLARS[kind] ?? [78, 64];
  const neck =
    kind === "Band Collar"
      ? bandCollar(s, f, 30)
      : collar(s, f, palette.base, spread, drop) +
        (kind === "Button-Down Collar"
          ? button(450 - spread + 8, f.neckY + drop - 12, 5, "#fff") +
            button(450 + spread - 8, f.neckY + drop - 12, 5, "#fff")
          : "");
  return {
    back: backNeck(f, neckline, palette.base),
    body: sleeves(scene, f, sleeveOf(garment.features.sleeve, "Long Sleeve"), s.main, cuffs) + body + neck,
    on: "hanger",
    wide: longSleeved(s),
    foot: hemY,
    spread: 170,
    focus: [450, f.chestY - 40],
  };
}

/** Denim jackets and bombers. */
export function jacket(s: Sitting): Drawing {
  const { garment, scene, palette } = s;
  const denim = garment.kind.id === "womens-jacket";
  const { f, cut } = fitted(s, denim ? (garment.features.fit === "Cropped" ? 620 : 690) : 740);
  const neckline = necklineOf("Collar", f);
  const { hem, hemY } = cut;
  const thread = denim ? "#c8924c" : darker(palette.base, 0.35);
  const stitch = (d: string) =>
    `<path d="${d}" fill="none" stroke="${thread}" stroke-width="2.2" stroke-dasharray="7 4"/>`;
  const seam = (d: string) => `<path d="${d}" fill="none" stroke="#000" stroke-opacity=".38" stroke-width="3"/>`;
  const both = (draw: (side: 1 | -1) => string) => draw(1) + draw(-1);
  const x = (side: 1 | -1, v: number) => 450 + side * v;
  const body = torso(f, neckline, false, [
    by(f.chest - 2, f.chestY + 60, f.waist + 10, f.waistY - 20, hem - 8, hemY - 40),
    to(hem - 12, hemY),
    by(hem * 0.6, hemY + 10, hem * 0.3, hemY + 12, 0, hemY + 12),
  ]);
  const denimInside = both((side) => {
    const yoke = `M${x(side, 8)} ${f.chestY - 40}H${x(side, f.chest)}`;
    const panel = `M${x(side, 40)} ${f.chestY - 40}L${x(side, 60)} ${hemY - 44}M${x(side, 104)} ${f.chestY - 40}L${x(side, 88)} ${hemY - 44}`;
    const flap = `M${x(side, 40)} ${f.chestY - 38}h${side * 74}v34l${side * -37} 22l${side * -37} -22Z`;
    return (
      seam(yoke) +
      stitch(yoke.replace(String(f.chestY - 40), String(f.chestY - 46))) +
      seam(panel) +
      stitch(panel) +
      `<path d="${flap}" fill="${palette.base}"/>` +
      seam(flap) +
      stitch(flap) +
      button(x(side, 77), f.chestY, 7, "#b48348")
    );
  });
  const bomberInside = both((side) => {
    const welt = `M${x(side, 60)} ${hemY - 230}L${x(side, 104)} ${hemY - 110}`;
    return `<path d="${welt}" stroke="#000" stroke-opacity=".5" stroke-width="13" stroke-linecap="round"/><path d="${welt}" stroke="${lighter(palette.base, 0.12)}" stroke-width="6" stroke-linecap="round"/>`;
  });
  const quilt =
    garment.features.detail === "Quilted"
      ? Array.from({ length: 9 }, (_, i) => seam(`M200 ${f.chestY - 80 + i * 56}H700`)).join("")
      : "";
  const rib = [
    { width: 92, colour: darker(palette.base, 0.22) },
    { width: 88, colour: darker(palette.base, 0.3), dash: "4 4" },
  ];
  const band = [
    { width: 84, colour: darker(palette.base, 0.06) },
    { width: 78, colour: palette.base },
    { width: 2, colour: thread, dash: "7 4" },
  ];
  const hemD = `M${450 - hem + 8} ${hemY}Q450 ${hemY + 18} ${450 + hem - 8} ${hemY}`;
  const closing = denim
    ? `<path d="M432 ${f.neckY + 10}V${hemY + 12}H468V${f.neckY + 10}Z" fill="${palette.base}" fill-opacity=".7"/>${seam(`M468 ${f.neckY + 10}V${hemY + 12}`)}${stitch(`M438 ${f.neckY + 16}V${hemY}M462 ${f.neckY + 16}V${hemY}`)}${[0, 1, 2, 3, 4].map((i) => button(450, f.neckY + 60 + i * ((hemY - f.neckY - 84) / 4), 9, "#b48348")).join("")}`
    : `<path d="M450 ${f.neckY + 10}V${hemY + 12}" stroke="#000" stroke-opacity=".5" stroke-width="16"/><path d="M450 ${f.neckY + 10}V${hemY + 12}" stroke="${palette.metal}" stroke-width="7" stroke-dasharray="3 2"/>`;
  const neck = denim
    ? collar(s, f, palette.base, 92, 76)
    : bandCollar({ ...s, plain: { ...s.plain, fill: darker(palette.base, 0.24) } }, f, 34);
  return {
    back: backNeck(f, neckline, palette.base),
    body:
      sleeves(
        scene,
        f,
        sleeveOf("Long Sleeve", "Long Sleeve"),
        garment.pattern === "colourblock" ? s.partner : s.main,
        denim ? band : rib,
      ) +
      piece(scene, body, s.main, {
        folds: drags(s, f, cut),
        inside: quilt + (denim ? denimInside : bomberInside) + along(hemD, denim ? band : rib) + closing,
      }) +
      neck,
    on: "hanger",
    wide: longSleeved(s),
    foot: hemY,
    spread: 180,
    focus: [450, f.chestY],
  };
}
