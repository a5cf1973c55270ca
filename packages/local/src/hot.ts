import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundleDir, bundleName } from "../../../stacks/bundle.ts";
import { Code } from "./code.ts";
import { root } from "./parts/cache.ts";
import { stamp } from "./stage.ts";

export interface HotEntries {
  /** A function runs code that no deploy gave it. */
  add(entry: string): void;
  /** After a deploy, which leaves functions alone whose template did not change: gives those the code that it made. */
  settle(emulator: string): Promise<void>;
}

/** Remembers over restarts which functions got their code by a save. */
export function hotEntries(data: string, stage: string): HotEntries {
  const file = path.join(data, `${stage}.hot`);
  const read = (): string[] => (existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as string[]) : []);
  return {
    add(entry) {
      writeFileSync(file, JSON.stringify([...new Set([...read(), entry])]));
      stamp(data, stage).write("");
    },
    async settle(emulator) {
      const entries = read();
      if (entries.length === 0) return;
      const code = await Code.load(stage, emulator);
      for (const entry of entries) {
        const dir =
          entry === "pages" ? path.join(root, "web/dist/server") : path.join(bundleDir(stage), bundleName(entry));
        if (existsSync(dir)) await code.replace(entry, dir);
      }
      rmSync(file);
    },
  };
}
