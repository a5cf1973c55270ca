import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import type { World } from "../world/world.ts";
import { draw } from "./draw.ts";
import { VIEWS, type View } from "./view.ts";

type Bytes = Uint8Array<ArrayBuffer>;

export interface PictureFile {
  body: Bytes;
  type: string;
}

export interface Studio {
  /** The picture that a file name asks for, `<garment>-<colour>-<view>.jpg|webp`, scaled to a width; null when there is none. */
  file(name: string, width: number | null): Promise<PictureFile | null>;
}

/** Part of every cached file's name: raise it when the drawings change. */
const EDITION = 2;
const WIDTHS = [300, 450];
const NAME = new RegExp(`^(g\\d{4})-([a-z-]+)-(${VIEWS.join("|")})\\.(jpg|webp)$`);
const QUALITY = 84;

/** At most `most` at a time; the others wait their turn. */
function limiter(most: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

/** Draws an SVG, or makes a stored picture smaller. */
async function render(source: string | Uint8Array, format: string, width: number | null): Promise<Bytes> {
  const image = sharp(Buffer.from(source as Uint8Array));
  if (width) image.resize({ width });
  const encoded = format === "webp" ? image.webp({ quality: QUALITY, effort: 2 }) : image.jpeg({ quality: QUALITY });
  return new Uint8Array(await encoded.toBuffer());
}

/** Draws pictures when they are first asked for and keeps them in `dir` (in memory only when there is none). */
export function openStudio(world: World, dir: string | null, concurrency = 2): Studio {
  const turn = limiter(concurrency);
  const drawing = new Map<string, Promise<Bytes>>();
  const kept = new Map<string, Bytes>();
  const garments = new Map(world.garments.map((g) => [g.id, g]));

  const load = async (key: string): Promise<Bytes | null> => {
    if (!dir) return kept.get(key) ?? null;
    return readFile(join(dir, key)).then(
      (buffer) => new Uint8Array(buffer),
      () => null,
    );
  };

  const keep = async (key: string, body: Bytes) => {
    if (!dir) {
      if (kept.size > 400) kept.delete(kept.keys().next().value as string);
      kept.set(key, body);
      return;
    }
    const path = join(dir, key);
    await mkdir(dir, { recursive: true });
    await writeFile(`${path}.part`, body);
    await rename(`${path}.part`, path);
  };

  /** One drawing at a time for each key, however many ask for it. */
  const once = (key: string, source: () => Promise<string | Uint8Array>, format: string, width: number | null) => {
    const running = drawing.get(key);
    if (running !== undefined) return running;
    const job = (async () => {
      const known = await load(key);
      if (known) return known;
      const from = await source();
      const body = await turn(() => render(from, format, width));
      await keep(key, body);
      return body;
    })().finally(() => drawing.delete(key));
    drawing.set(key, job);
    return job;
  };

  return {
    async file(name, width) {
      const [, id = "", colourId = "", view = "", format = ""] = NAME.exec(name) ?? [];
      const garment = garments.get(id);
      const colour = garment?.colours.find((c) => c.id === colourId);
      if (!garment || !colour || (width !== null && !WIDTHS.includes(width))) return null;
      const key = (size: string) => `${EDITION}-${world.seed}-${size}-${name}`;
      const full = () => once(key("full"), async () => draw(garment, colour, view as View), format, null);
      const body = await (width === null ? full() : once(key(String(width)), full, format, width));
      return { body, type: format === "webp" ? "image/webp" : "image/jpeg" };
    },
  };
}
