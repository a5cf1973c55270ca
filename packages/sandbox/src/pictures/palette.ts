import type { Colour } from "../world/colours.ts";
import type { Garment } from "../world/garment.ts";
import { random } from "../world/random.ts";
import { darker, hue, lighter, lightness, mix } from "./paint.ts";

/** The colours of one picture. `base` is the garment's own. */
export interface Palette {
  base: string;
  /** The main colour of the print, and one or two that go with it. */
  ink: string;
  accent: string;
  second: string;
  /** Zari, buttons, buckles. */
  metal: string;
  /** The second cloth of a set: blouse, trousers, lining. */
  partner: string;
}

const DEEP = ["#27356e", "#7a1f35", "#8f4322", "#185a5c", "#22523b", "#54306a"];
const WARM = ["#d99a2b", "#c9304f", "#d9662f", "#b3246b", "#e2b04a", "#2f7a6b"];
const GOLD = "#d3aa55";
const SILVER = "#c9ccd3";

const far = (base: string, choices: readonly string[]): string[] => {
  const from = hue(base);
  const away = (hex: string) => {
    const d = Math.abs(hue(hex).angle - from.angle);
    return Math.min(d, 360 - d);
  };
  return from.chroma < 0.16 ? [...choices] : choices.filter((c) => away(c) > 32);
};

/** Colours that suit the garment's own, drawn from the garment. */
export function paletteOf(garment: Garment, colour: Colour): Palette {
  const rng = random("palette", garment.id, colour.id);
  const base = colour.hex;
  const light = lightness(base);
  const [accent, second] = rng.shuffle(far(base, WARM)) as [string, string];
  const [deep] = rng.shuffle(far(base, DEEP)) as [string];
  const cool = hue(base).angle > 170 && hue(base).angle < 290 && hue(base).chroma > 0.12;
  return {
    base,
    ink:
      light < 0.45
        ? mix("#f3e8d2", base, 0.08)
        : light > 0.72
          ? deep
          : rng.chance(0.5)
            ? lighter(base, 0.78)
            : darker(base, 0.55),
    accent,
    second,
    metal: cool && rng.chance(0.45) ? SILVER : GOLD,
    partner:
      light < 0.4
        ? rng.pick([lighter(base, 0.82), mix(accent, "#f6ead4", 0.35)])
        : rng.pick([darker(base, 0.35), mix(base, "#fbf5ea", 0.75)]),
  };
}
