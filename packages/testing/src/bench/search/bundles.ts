import { cpSync, existsSync } from "node:fs";
import path from "node:path";
import { cacheDir } from "@stylegence/local/parts/cache";
import { build } from "esbuild";
import { bundleName, bundleOptions, entryPoints } from "../../../../../stacks/bundle.ts";
import { companions } from "../../../../../stacks/natives.ts";

const API = "functions/src/http/public.ts";
const EMBEDDER = "functions/src/jobs/embedder.ts";

/** Where what the search bench makes is kept for its next run. */
export const KEPT = path.join(cacheDir(), "bench/search");

/** The public API and the embedder, bundled as they are deployed: a folder each. */
export async function bundle(): Promise<{ api: string; embedder: string }> {
  const outdir = path.join(KEPT, "bundles");
  await build({ ...bundleOptions, entryPoints: entryPoints([API, EMBEDDER]), outdir });
  const dirOf = (entry: string) => path.join(outdir, bundleName(entry));
  for (const [name, from] of Object.entries(await companions(["onnx"]))) {
    const beside = path.join(dirOf(EMBEDDER), name);
    if (!existsSync(beside)) cpSync(from, beside, { recursive: true });
  }
  return { api: dirOf(API), embedder: dirOf(EMBEDDER) };
}
