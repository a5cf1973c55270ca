import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { refused } from "./failure.ts";
import { token } from "./keys.ts";

const SIDE = 256;

/** Pictures that people chose for themselves, as small squares. */
export interface Pictures {
  /** Keeps a picture and returns its name. Refuses what is none. */
  put(bytes: ArrayBuffer): Promise<string>;
  get(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  drop(name: string): void;
}

export function openPictures(dir: string | null): Pictures {
  const folder = dir && join(dir, "clerk-pictures");
  const held = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    async put(bytes) {
      const made = await sharp(bytes)
        .rotate()
        .resize(SIDE, SIDE, { fit: "cover" })
        .webp()
        .toBuffer()
        .catch(() => {
          throw refused("image_not_supported", "The file is not a picture.", "file");
        });
      const name = token(24);
      if (folder) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, name), made);
      } else held.set(name, new Uint8Array(made));
      return name;
    },
    async get(name) {
      if (!/^\w+$/.test(name)) return null;
      if (!folder) return held.get(name) ?? null;
      return readFile(join(folder, name)).then(
        (bytes) => new Uint8Array(bytes),
        () => null,
      );
    },
    drop(name) {
      held.delete(name);
      if (folder && /^\w+$/.test(name)) rmSync(join(folder, name), { force: true });
    },
  };
}
