import type { Colour } from "../world/colours.ts";
import type { Garment } from "../world/garment.ts";
import type { View } from "./view.ts";

/** The garment in one colour as an SVG of 900 by 1200. */
export function draw(garment: Garment, colour: Colour, view: View): string {
  const shade = view === "detail" ? 1.6 : 1;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200" viewBox="0 0 900 1200"><rect width="900" height="1200" fill="#ece7df"/><g transform="translate(450 600) scale(${shade}) translate(-450 -600)"><path d="M330 180 Q450 240 570 180 L700 300 L640 420 L600 380 L640 1000 L260 1000 L300 380 L260 420 L200 300Z" fill="${colour.hex}"/></g><!-- ${garment.id} --></svg>`;
}
