import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { cacheDir } from "@stylegence/local/parts/cache";
import { run } from "@stylegence/local/parts/tools";

export const VERSION = "13.5.0";

type Lighthouse = (
  address: string,
  flags: object,
) => Promise<{ lhr: { runtimeError?: { message: string }; categories: Record<string, { score: number | null }> } }>;

/** Lighthouse from npm, pinned; or why it is not to be had. */
export async function lighthouse(): Promise<Lighthouse | { missing: string }> {
  const folder = path.join(cacheDir(), "bench/lighthouse");
  const entry = path.join(folder, "node_modules/lighthouse/core/index.js");
  try {
    if (!existsSync(entry)) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true }));
      const wanted = `lighthouse@${VERSION}`;
      await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", wanted], {
        cwd: folder,
      });
    }
    const { default: start } = (await import(pathToFileURL(entry).href)) as { default: Lighthouse };
    return start;
  } catch (error) {
    return { missing: error instanceof Error ? error.message.split("\n").at(-1)! : String(error) };
  }
}

/** A category's score, 0 to 100, or null where it can't run in this browser. */
export async function rate(start: Lighthouse, address: string, category: string, port: number): Promise<number | null> {
  const flags = { port, onlyCategories: [category], disableStorageReset: true, logLevel: "silent" };
  const { lhr } = await start(address, flags);
  const score = lhr.categories[category]?.score;
  return lhr.runtimeError || score === null || score === undefined ? null : Math.round(score * 100);
}
