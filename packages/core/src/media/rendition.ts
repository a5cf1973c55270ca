import sharp, { type Sharp } from "sharp";
import { DomainError } from "../platform/errors.ts";

export interface Rendition {
  /** Pixels. */
  width: number;
  body: Uint8Array;
}

export interface Rendered {
  /** Pixels of the original as it is meant to be seen. */
  width: number;
  height: number;
  /** `#rrggbb`, shown until the picture has loaded. */
  dominantColour: string;
  /** WebP, narrowest first. */
  renditions: Rendition[];
}

const WIDTHS = [320, 640, 960];
const FORMATS = new Set(["jpeg", "png", "webp", "gif", "heif", "avif"]);
const MAX_PIXELS = 40_000_000;
/** Smaller ones are spacers and counters, not pictures of a garment. */
const MIN_SIDE = 40;

/**
 * Reads a picture of unknown origin and makes what the site shows: turned upright, without metadata, never larger than it is.
 * Throws `invalid` for what is no picture, or one out of bounds.
 */
export async function render(bytes: Uint8Array): Promise<Rendered> {
  if (bytes.length === 0) throw refused("empty");
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error", autoOrient: true });
  const { width, height, format } = await read(picture);
  if (!FORMATS.has(format)) throw refused(`a picture of type ${format}`);
  if (Math.min(width, height) < MIN_SIDE) throw refused(`${width} × ${height} pixels`);
  const widths = [...new Set(WIDTHS.map((wanted) => Math.min(wanted, width)))];
  try {
    const renditions = await Promise.all(
      widths.map(async (wanted) => ({
        width: wanted,
        body: await picture.clone().resize({ width: wanted }).webp({ quality: 80, effort: 4 }).toBuffer(),
      })),
    );
    return { width, height, dominantColour: await dominantColour(renditions[0]?.body), renditions };
  } catch (cause) {
    throw refused("damaged", cause);
  }
}

async function read(picture: Sharp): Promise<{ width: number; height: number; format: string }> {
  try {
    const { autoOrient, format } = await picture.metadata();
    return { width: autoOrient.width, height: autoOrient.height, format: format ?? "unknown" };
  } catch (cause) {
    throw refused("no picture", cause);
  }
}

async function dominantColour(body: Uint8Array | undefined): Promise<string> {
  // What lies under a transparent picture is the page, which is light.
  const opaque = await sharp(body).flatten({ background: "#ffffff" }).raw().toBuffer({ resolveWithObject: true });
  const { dominant } = await sharp(opaque.data, { raw: opaque.info }).stats();
  return `#${[dominant.r, dominant.g, dominant.b].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function refused(what: string, cause?: unknown): DomainError {
  return new DomainError("invalid", `The picture can't be used: ${what}.`, { cause });
}
