import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Folders whose content decides what the site's build gives; its tests do not. */
const INPUTS = ["web", "packages/contracts/src", "packages/core/src", "packages/clients/src", "functions/src/http"];
const SKIPPED = /^(node_modules|dist|\.astro)$|\.test\.ts$/;

export interface Web {
  server: string;
  client: string;
  /** Of the browser's files. */
  clientHash: string;
}

/** Builds the site where its sources have changed since the last build, and says where the results are. */
export function buildWeb(dir = process.env.SITE_DIST): Web {
  const dist = path.resolve(dir ?? "web/dist");
  if (!dir) buildIfChanged(dist);
  const client = path.join(dist, "client");
  return { server: path.join(dist, "server"), client, clientHash: hashOf([client]) };
}

function buildIfChanged(dist: string): void {
  const stamp = path.join(dist, ".sources");
  const sources = hashOf(INPUTS.map((input) => path.resolve(input)));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  execFileSync(path.resolve("web/node_modules/.bin/astro"), ["build"], {
    cwd: path.resolve("web"),
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_ENV: "production", ASTRO_TELEMETRY_DISABLED: "1" },
  });
  mkdirSync(dist, { recursive: true });
  writeFileSync(stamp, sources);
}

/** Of every file below the folders, by path and content. */
export function hashOf(folders: string[]): string {
  const hash = createHash("sha256");
  for (const folder of folders) {
    for (const file of filesOf(folder))
      hash.update(path.relative(folder, file)).update("\0").update(readFileSync(file));
  }
  return hash.digest("hex");
}

function filesOf(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => !SKIPPED.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(dir, entry.name);
      return entry.isDirectory() ? filesOf(file) : [file];
    });
}
