import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../packages/local/src/parts/cache.ts";
import { nodeBinary } from "../packages/local/src/parts/tools.ts";

/** Folders whose content decides what the site's build gives; its tests do not. */
export const WEB_INPUTS = [
  "web",
  "packages/contracts/src",
  "packages/core/src",
  "packages/clients/src",
  "packages/crawler/src",
  "functions/src/http",
  "functions/src/platform",
];
const SKIPPED = /^(node_modules|dist|\.astro)$|\.test\.ts$/;

export interface Web {
  server: string;
  client: string;
  /** Of the browser's files. */
  clientHash: string;
}

/** Builds the site where its sources have changed since the last build, and says where the results are. */
export function buildWeb(dir = process.env.SITE_DIST): Web {
  const dist = dir ? path.resolve(dir) : path.join(root, "web/dist");
  if (!dir && readStamp() !== sourcesOfWeb()) {
    execFileSync(nodeBinary(), [path.join(root, "web/node_modules/astro/bin/astro.mjs"), "build"], {
      cwd: path.join(root, "web"),
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, NODE_ENV: "production", ASTRO_TELEMETRY_DISABLED: "1" },
    });
    stampWeb();
  }
  const client = path.join(dist, "client");
  return { server: path.join(dist, "server"), client, clientHash: hashOf([client]) };
}

const STAMP = path.join(root, "web/dist/.sources");

function sourcesOfWeb(): string {
  return hashOf(WEB_INPUTS.map((input) => path.join(root, input)));
}

function readStamp(): string {
  return existsSync(STAMP) ? readFileSync(STAMP, "utf8") : "";
}

/** Notes that what is built now comes from the sources as they are. */
export function stampWeb(): void {
  mkdirSync(path.dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, sourcesOfWeb());
}

/** Of every file given or below a folder given, by path and content. Tests do not count. */
export function hashOf(paths: string[]): string {
  const hash = createHash("sha256");
  for (const given of paths) {
    const files = statSync(given).isDirectory() ? filesOf(given) : [given];
    for (const file of files) hash.update(path.relative(given, file)).update("\0").update(readFileSync(file));
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
