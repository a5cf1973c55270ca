import type { Colour } from "../world/colours.ts";
import type { Garment } from "../world/garment.ts";
import { type Random, random } from "../world/random.ts";
import type { Cloth } from "./cloth.ts";
import { type Palette, paletteOf } from "./palette.ts";
import { printOf } from "./prints.ts";
import { Scene } from "./scene.ts";
import { weaveOf } from "./weave.ts";

/** Everything that one picture of a garment is drawn with. */
export interface Sitting {
  scene: Scene;
  garment: Garment;
  palette: Palette;
  /** The same draws for every view of the garment in this colour. */
  rng: Random;
  main: Cloth;
  /** The same fabric without the print. */
  plain: Cloth;
  /** The second cloth of a set. */
  partner: Cloth;
}

/** What an artist gives back. */
export interface Drawing {
  /** What lies behind the form: the inside of the back. */
  back?: string;
  body: string;
  /** Seen from above, so that the front view needs a table too. */
  lying?: boolean;
  /** Where the waistband or the rod is, for what hangs from one. */
  top?: number;
  /** How it is held up in the front view. */
  on: "form" | "hanger" | "clips" | "table" | "rod";
  /** Its sleeves reach far out. */
  wide?: boolean;
  /** Where its lowest edge is, for the shadow. */
  foot: number;
  /** Half the width of its shadow on the ground. */
  spread: number;
  /** What the close-up looks at. */
  focus: readonly [x: number, y: number];
}

export function sit(garment: Garment, colour: Colour, printScale = 1): Sitting {
  const scene = new Scene();
  const palette = paletteOf(garment, colour);
  const { weave, sheen } = weaveOf(garment.fabric);
  const plain: Cloth = { fill: palette.base, print: null, weave, sheen };
  return {
    scene,
    garment,
    palette,
    rng: random("sitting", garment.id, colour.id),
    plain,
    main: { ...plain, print: printOf(scene, garment, palette, printScale) },
    partner: { ...plain, fill: palette.partner },
  };
}
