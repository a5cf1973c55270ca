import sharp from "sharp";
import { render } from "../media/rendition.ts";
import { DomainError } from "../platform/errors.ts";
import type { StoredFile, Upload } from "./upload.entity.ts";

/** What is kept of a picture: made anew from its pixels, so that nothing else of the file is left. */
export interface Cleaned {
  files: (StoredFile & { body: Uint8Array })[];
  dominantColour?: string;
}

const MAX_PIXELS = 40_000_000;
/** Of a receipt: enough to be read, and little enough to be sent to who reads it. */
const RECEIPT = { width: 1800, height: 4000 };
const MIN_SIDE = 40;

/** Pictures upright and without places, names or comments. Throws `invalid`, with words for people, for what can't be used. */
export async function clean(bytes: Uint8Array, kind: Upload["kind"]): Promise<Cleaned> {
  return kind === "review_image" ? forReview(bytes) : forReading(bytes);
}

async function forReview(bytes: Uint8Array): Promise<Cleaned> {
  const { renditions, dominantColour, width, height } = await render(bytes);
  const files = renditions.map((one) => ({
    ...{ name: `${one.width}.webp`, contentType: "image/webp", body: one.body },
    ...{ width: one.width, height: Math.round((one.width * height) / width) },
  }));
  return { files, dominantColour };
}

async function forReading(bytes: Uint8Array): Promise<Cleaned> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error", autoOrient: true })
      .flatten({ background: "#ffffff" })
      .resize({ ...RECEIPT, fit: "inside", withoutEnlargement: true })
      .jpeg({ quality: 85 })
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    if (Math.min(width, height) < MIN_SIDE) throw new DomainError("invalid", "This picture is too small to be read.");
    return { files: [{ name: "receipt.jpg", contentType: "image/jpeg", width, height, body: data }] };
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError("invalid", "This picture is damaged, or too large.", { cause });
  }
}
