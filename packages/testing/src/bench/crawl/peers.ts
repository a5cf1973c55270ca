import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findPython, run } from "@stylegence/local/parts/tools";
import { benchFolder, missing, npmFolder } from "../npm-folder.ts";

/** A peer that is installed, or why it is not. */
export type Peer = { command: string; args: string[]; version: string } | { missing: string };

const CRAWLEE = "3.18.1";
const SCRAPY = ["scrapy==2.19.0", "extruct==0.18.0", "price-parser==0.5.1"];

/** Crawlee from npm, pinned. */
export async function crawlee(): Promise<Peer> {
  try {
    const folder = await npmFolder("crawlee", [`@crawlee/cheerio@${CRAWLEE}`]);
    copyFileSync(path.join(import.meta.dirname, "crawlee.mjs"), path.join(folder, "crawl.mjs"));
    return { command: process.execPath, args: [path.join(folder, "crawl.mjs")], version: CRAWLEE };
  } catch (error) {
    return missing(error);
  }
}

/** Scrapy with extruct and price-parser, pinned, in an environment of its own. */
export async function scrapy(): Promise<Peer> {
  const folder = benchFolder("scrapy");
  const python = path.join(folder, "venv/bin/python");
  const done = path.join(folder, "installed");
  try {
    if (!existsSync(done)) {
      await run(findPython(), ["-m", "venv", path.join(folder, "venv")]);
      await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...SCRAPY]);
      writeFileSync(done, SCRAPY.join("\n"));
    }
    return { command: python, args: [path.join(import.meta.dirname, "spider.py")], version: SCRAPY.join(", ") };
  } catch (error) {
    return missing(error);
  }
}
