import path from "node:path";
import { pathToFileURL } from "node:url";
import { missing, npmFolder } from "../npm-folder.ts";

export const VERSION = "13.5.0";

type Lighthouse = (
  address: string,
  flags: object,
) => Promise<{ lhr: { runtimeError?: { message: string }; categories: Record<string, { score: number | null }> } }>;

/** Lighthouse from npm, pinned; or why it is not to be had. */
export async function lighthouse(): Promise<Lighthouse | { missing: string }> {
  try {
    const folder = await npmFolder("lighthouse", [`lighthouse@${VERSION}`]);
    const entry = pathToFileURL(path.join(folder, "node_modules/lighthouse/core/index.js"));
    const { default: start } = (await import(entry.href)) as { default: Lighthouse };
    return start;
  } catch (error) {
    return missing(error);
  }
}

/** A category's score, 0 to 100, or null where it can't run in this browser. */
export async function rate(start: Lighthouse, address: string, category: string, port: number): Promise<number | null> {
  const flags = { port, onlyCategories: [category], disableStorageReset: true, logLevel: "silent" };
  const { lhr } = await start(address, flags);
  const score = lhr.categories[category]?.score;
  return lhr.runtimeError || score === null || score === undefined ? null : Math.round(score * 100);
}
