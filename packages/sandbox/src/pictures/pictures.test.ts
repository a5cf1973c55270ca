import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, describe, expect, it } from "vitest";
import type { Garment } from "../world/garment.ts";
import { makeWorld } from "../world/world.ts";
import { draw } from "./draw.ts";
import { rgbOf } from "./paint.ts";
import { openStudio } from "./studio.ts";
import { VIEWS } from "./view.ts";

const world = makeWorld("stylegence");
const dir = mkdtempSync(join(tmpdir(), "sandbox-pictures-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

type Lab = [l: number, a: number, b: number];

function labOf(rgb: readonly number[]): Lab {
  const [r, g, b] = rgb.map((v) => ((v / 255 + 0.055) / 1.055) ** 2.4) as [number, number, number];
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const [x, y, z] = [
    f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047),
    f(0.2126 * r + 0.7152 * g + 0.0722 * b),
    f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883),
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const distance = (a: Lab, b: Lab) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** The share of the picture's middle, drawn at a third of its size, that is near the garment's colour, in light and in shade. */
async function coverage(garment: Garment): Promise<number> {
  const colour = garment.colours[0] as Garment["colours"][number];
  const { data } = await sharp(Buffer.from(draw(garment, colour, "front")), { density: 24 })
    .extract({ left: 84, top: 84, width: 132, height: 266 })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const wanted = labOf(rgbOf(colour.hex));
  let near = 0;
  for (let i = 0; i < data.length; i += 3) if (distance(labOf([...data.subarray(i, i + 3)]), wanted) < 22) near++;
  return near / (data.length / 3);
}

const oneOfEach = [...Map.groupBy(world.garments, (g) => g.kind.silhouette).values()].map(
  (all) => all.find((g) => g.pattern === "solid") ?? (all[0] as Garment),
);

describe("a picture", () => {
  it.each(oneOfEach.map((g) => [g.kind.silhouette, g] as const))(
    "of a %s shows the colour that it is sold by",
    async (_, garment) => {
      expect(await coverage(garment)).toBeGreaterThan(0.12);
    },
  );

  it("is the same drawing every time, and another for another colour", () => {
    const garment = world.garments.find((g) => g.colours.length > 1) as Garment;
    const [one, other] = garment.colours as [Garment["colours"][number], Garment["colours"][number]];
    expect(draw(garment, one, "flat")).toBe(draw(garment, one, "flat"));
    expect(draw(garment, one, "front")).not.toBe(draw(garment, other, "front"));
  });

  it("can be drawn of every garment in every colour", () => {
    for (const garment of world.garments) {
      for (const colour of garment.colours)
        expect(draw(garment, colour, "front")).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

describe("the studio", () => {
  const studio = openStudio(world, dir);
  const name = (view: string, format: string) => `g0001-${world.garments[0]?.colours[0]?.id}-${view}.${format}`;

  it("serves three views of 900 by 1200 as JPEG or WebP", async () => {
    for (const [view, format] of [...VIEWS.map((v) => [v, "jpg"]), ["front", "webp"]] as [string, string][]) {
      const file = await studio.file(name(view, format), null);
      const meta = await sharp(Buffer.from(file?.body as Uint8Array)).metadata();
      expect([meta.width, meta.height, meta.format]).toEqual([900, 1200, format === "jpg" ? "jpeg" : "webp"]);
    }
  });

  it("keeps what it has drawn", async () => {
    const first = await studio.file(name("front", "jpg"), 450);
    const again = await openStudio(world, dir).file(name("front", "jpg"), 450);
    expect(Buffer.from(again?.body as Uint8Array)).toEqual(Buffer.from(first?.body as Uint8Array));
    expect(readdirSync(dir).filter((f) => f.endsWith(".part"))).toEqual([]);
  });

  it("knows no picture that the world does not have", async () => {
    for (const bad of ["g9999-red-front.jpg", name("back", "jpg"), "../../etc/passwd", name("front", "gif")]) {
      expect(await studio.file(bad, null)).toBeNull();
    }
    expect(await studio.file(name("front", "jpg"), 451)).toBeNull();
  });
});
