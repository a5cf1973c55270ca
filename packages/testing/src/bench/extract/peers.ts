import { copyFileSync } from "node:fs";
import path from "node:path";
import { type Peer, scrapy } from "../crawl/peers.ts";
import { missing, npmFolder } from "../npm-folder.ts";

const METASCRAPER = "5.58.1";
const SHOPPING = "1.4.22";

/** Metascraper with its rules for shops, from npm, pinned. */
export async function metascraper(): Promise<Peer> {
  const packages = [`metascraper@${METASCRAPER}`, `@samirrayani/metascraper-shopping@${SHOPPING}`];
  try {
    const folder = await npmFolder("metascraper", packages);
    copyFileSync(path.join(import.meta.dirname, "metascraper.mjs"), path.join(folder, "read.mjs"));
    return {
      command: process.execPath,
      args: [path.join(folder, "read.mjs")],
      version: `${METASCRAPER} with metascraper-shopping ${SHOPPING}`,
    };
  } catch (error) {
    return missing(error);
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
