import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { DomainError } from "../platform/errors.ts";
import { render } from "./rendition.ts";

const plain = (width: number, height: number, background = "#c02040") =>
  sharp({ create: { width, height, channels: 3, background } });

const refusal = (bytes: Uint8Array) =>
  render(bytes).then(
    () => null,
    (error: unknown) => error,
  );

describe("render", () => {
  it("makes three widths and says how large and of what colour the picture is", async () => {
    const { width, height, dominantColour, renditions } = await render(await plain(1200, 1600).jpeg().toBuffer());
    expect({ width, height }).toEqual({ width: 1200, height: 1600 });
    expect(renditions.map((one) => one.width)).toEqual([320, 640, 960]);
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(dominantColour.slice(at, at + 2), 16));
    expect(Math.abs(red! - 0xc0)).toBeLessThan(12);
    expect(Math.abs(green! - 0x20)).toBeLessThan(12);
    expect(Math.abs(blue! - 0x40)).toBeLessThan(12);
    const smallest = await sharp(renditions[0]?.body).metadata();
    expect(smallest).toMatchObject({ format: "webp", width: 320, height: 427 });
  });

  it("never enlarges", async () => {
    const { renditions } = await render(await plain(400, 500).png().toBuffer());
    expect(renditions.map((one) => one.width)).toEqual([320, 400]);
  });

  it("turns a picture upright and keeps none of its metadata", async () => {
    const sideways = await plain(600, 300)
      .withExif({ IFD0: { Make: "A telephone" }, IFD3: { GPSLatitude: "12/1 58/1 0/1" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { width, height, renditions } = await render(sideways);
    expect({ width, height }).toEqual({ width: 300, height: 600 });
    const meta = await sharp(renditions.at(-1)?.body).metadata();
    expect(meta).toMatchObject({ width: 300, height: 600 });
    expect(meta.exif).toBeUndefined();
    expect(meta.orientation).toBeUndefined();
  });

  it("takes the page behind a transparent picture for its colour", async () => {
    const clear = await sharp({ create: { width: 300, height: 300, channels: 4, background: "#00000000" } })
      .png()
      .toBuffer();
    expect((await render(clear)).dominantColour).toMatch(/^#f[0-9a-f]f[0-9a-f]f[0-9a-f]$/);
  });

  it.each([
    ["text", () => Buffer.from("<html>not a picture</html>")],
    [
      "an SVG, which may reach out",
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"/>'),
    ],
    ["a spacer", () => plain(1, 1).png().toBuffer()],
    ["a picture of too many pixels", () => plain(9000, 9000).png({ compressionLevel: 9 }).toBuffer()],
    [
      "half a picture",
      async () =>
        (
          await sharp({
            create: {
              width: 800,
              height: 800,
              channels: 3,
              background: "#123",
              noise: { type: "gaussian", mean: 128, sigma: 40 },
            },
          })
            .jpeg()
            .toBuffer()
        ).subarray(0, 20_000),
    ],
    ["nothing", () => Buffer.alloc(0)],
  ])("refuses %s for good", async (_, make) => {
    const error = await refusal(await make());
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ code: "invalid", retry: false });
  });
});
