import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cacheDir } from "@stylegence/local/parts/cache";
import { run } from "@stylegence/local/parts/tools";

/** Where what a bench compares with is kept. */
export function benchFolder(name: string): string {
  const folder = path.join(cacheDir(), "bench", name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A folder of its own with packages of npm (`name@version`), installed once; none of their scripts is run. */
export async function npmFolder(name: string, packages: readonly string[]): Promise<string> {
  const folder = benchFolder(name);
  const isThere = (wanted: string) => existsSync(path.join(folder, "node_modules", wanted.replace(/@[^@]+$/, "")));
  if (packages.every(isThere)) return folder;
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true }));
  await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact", ...packages], {
    cwd: folder,
  });
  return folder;
}

/** Why something could not be installed, in a line. */
export function missing(error: unknown): { missing: string } {
  return { missing: error instanceof Error ? error.message.split("\n").at(-1)! : String(error) };
}
