import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "@stylegence/local/parts/cache";
import { run } from "@stylegence/local/parts/tools";
import { type Peer, scrapy } from "../crawl/peers.ts";

const METASCRAPER = "5.58.1";
const SHOPPING = "1.4.22";

/** Metascraper with its rules for shops, from npm, pinned. */
export async function metascraper(): Promise<Peer> {
  const folder = path.join(root, ".cache/bench/metascraper");
  const packages = [`metascraper@${METASCRAPER}`, `@samirrayani/metascraper-shopping@${SHOPPING}`];
  try {
    mkdirSync(folder, { recursive: true });
    if (!existsSync(path.join(folder, "node_modules/@samirrayani/metascraper-shopping"))) {
      writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
      await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact", ...packages], {
        cwd: folder,
      });
    }
    copyFileSync(path.join(import.meta.dirname, "metascraper.mjs"), path.join(folder, "read.mjs"));
    return {
      command: process.execPath,
      args: [path.join(folder, "read.mjs")],
      version: `${METASCRAPER} with metascraper-shopping ${SHOPPING}`,
    };
  } catch (error) {
    return { missing: error instanceof Error ? error.message.split("\n").at(-1)! : "" };
  }
}

/** Extruct and price-parser, in the environment that the bench of the crawl makes. */
export async function extruct(): Promise<Peer> {
  const peer = await scrapy();
  if ("missing" in peer) return peer;
  return {
    command: peer.command,
    args: [path.join(import.meta.dirname, "extruct_pages.py")],
    version: "0.18.0 with price-parser 0.5.1",
  };
}
