import type { Colour } from "../world/colours.ts";
import type { Garment } from "../world/garment.ts";
import { artistOf } from "./artists.ts";
import { groundShadow, studio, tabletop } from "./backdrop.ts";
import { frameOf } from "./garments/kurta.ts";
import { clips, dressForm, hanger, rod } from "./props.ts";
import { type Drawing, type Sitting, sit } from "./sitting.ts";
import { stillLife } from "./still-life.ts";
import type { View } from "./view.ts";

const FLOOR = 1092;
/** Where a garment on a form or a hanger begins, and where the tallest should end. */
const TOP = 86;
const LOWEST = 1000;
const STAND = 1064;

/** Short garments are shown larger, so that each fills its picture. */
function zoomOf(drawing: Drawing): number {
  if (drawing.on === "table" || drawing.on === "rod") return 1;
  const most = drawing.on === "form" ? 1.34 : drawing.wide ? 1.1 : 1.26;
  return Math.max(1, Math.min(most, (LOWEST - TOP) / (drawing.foot - TOP)));
}

function holder(s: Sitting, drawing: Drawing, zoom: number): string {
  const f = frameOf(s);
  switch (drawing.on) {
    case "form":
      return dressForm(s.scene, f, TOP + (FLOOR - 6 - TOP) / zoom, drawing.back ?? "");
    case "hanger":
      return (drawing.back ?? "") + hanger(s.scene, f);
    case "clips":
      return clips(s.scene, 450, drawing.spread, drawing.top ?? 200);
    case "rod":
      return rod(s.scene, drawing.top ?? 170);
    case "table":
      return "";
  }
}

const zoomed = (inner: string, zoom: number): string =>
  zoom === 1
    ? inner
    : `<g transform="translate(450 ${TOP}) scale(${zoom.toFixed(3)}) translate(-450 ${-TOP})">${inner}</g>`;

/** Shoes and bags stand on the floor of the studio, well in front of the wall. */
function onTable(s: Sitting, drawing: Drawing): string {
  const zoom = drawing.foot < 900 ? 1.12 : 1.02;
  const place = `translate(450 ${STAND}) scale(${zoom}) translate(-450 ${-drawing.foot})`;
  return `${studio(s.scene, s.palette.base, s.garment.id)}${groundShadow(s.scene, STAND, drawing.spread)}<g transform="${place}">${drawing.body}</g>`;
}

function front(s: Sitting, drawing: Drawing): string {
  const key = s.garment.id;
  if (drawing.lying) return tabletop(s.scene, s.palette.base, key) + drawing.body;
  if (drawing.on === "table") return onTable(s, drawing);
  const zoom = zoomOf(drawing);
  const y = drawing.on === "form" ? FLOOR : drawing.foot;
  return `${studio(s.scene, s.palette.base, key)}${drawing.on === "form" ? groundShadow(s.scene, y, drawing.spread) : ""}${zoomed(holder(s, drawing, zoom) + drawing.body, zoom)}`;
}

function closeUp(s: Sitting, drawing: Drawing): string {
  const [x, fy] = drawing.focus;
  const y = drawing.on === "table" && !drawing.lying ? fy + STAND - drawing.foot : fy;
  return `<g transform="translate(450 600) scale(2.3) translate(${-x} ${-y})">${front(s, drawing)}</g>`;
}

/** From above, a little turned, its shadow falling to the lower right. */
function flatLay(s: Sitting, drawing: Drawing): string {
  const turn = s.rng.between(-8, 8).toFixed(1);
  const goods = `${drawing.on === "table" ? "" : (drawing.back ?? "")}${drawing.body}`;
  const top = drawing.on === "table" ? 1200 - drawing.foot : 160;
  const high = drawing.foot - top;
  const zoom = (drawing.lying ? 0.94 : Math.min(1.2, 940 / high)).toFixed(3);
  const shadow = `<g transform="translate(15 20)">${s.scene.softSilhouette()}</g>`;
  const onTop = stillLife(s.scene, s.palette, s.rng, s.garment.kind);
  return `${tabletop(s.scene, s.palette.base, s.garment.id)}<g transform="translate(450 610) rotate(${turn}) scale(${zoom}) translate(-450 ${-(top + high / 2)})">${drawing.lying ? "" : shadow}${goods}</g>${onTop}`;
}

/** The garment in one colour as an SVG of 900 by 1200. */
export function draw(garment: Garment, colour: Colour, view: View): string {
  const s = sit(garment, colour);
  const drawing = artistOf(garment)(s);
  const views: Record<View, (s: Sitting, d: Drawing) => string> = { front, detail: closeUp, flat: flatLay };
  return s.scene.svg(views[view](s, drawing));
}
