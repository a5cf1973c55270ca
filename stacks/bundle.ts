import { createHash } from "node:crypto";
import { copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { AssetHashType, Lazy } from "aws-cdk-lib";
import { type CfnFunction, Code, type CodeConfig } from "aws-cdk-lib/aws-lambda";
import { Asset } from "aws-cdk-lib/aws-s3-assets";
import type { Construct } from "constructs";
import { type BuildOptions, build } from "esbuild";
import { cacheDir, root } from "../packages/local/src/parts/cache.ts";
import { builtins } from "./builtins.ts";
import { electrodb } from "./electrodb.ts";
import { companions, NATIVE_PACKAGES, type Native } from "./natives.ts";
import { sdkSchemas } from "./sdk-schemas.ts";
import { hashOf } from "./web.ts";

const ESM_BANNER =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);';

/** How every function is bundled; `pnpm dev` uses the same when a file is saved. */
export const bundleOptions = {
  bundle: true,
  minify: true,
  platform: "node",
  target: "node24",
  format: "esm",
  mainFields: ["module", "main"],
  outExtension: { ".js": ".mjs" },
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  logLevel: "warning",
  banner: { js: ESM_BANNER },
  external: NATIVE_PACKAGES,
  plugins: [builtins, sdkSchemas, electrodb],
  alias: {
    "@aws-sdk/credential-provider-node": path.join(root, "stacks/shims/credentials.ts"),
    // A list of every kind of file, 137 KB, for uploads of forms that nobody makes.
    "mime-db": path.join(root, "stacks/shims/mime-db.json"),
  },
} satisfies BuildOptions;

/** Where the bundles of a stage are written, one folder an entry. */
export function bundleDir(stage: string): string {
  return path.resolve(".sst/bundles", stage);
}

/** `functions/src/jobs/crawl.ts` → `jobs-crawl`, the folder of its bundle. */
export function bundleName(entry: string): string {
  return entry
    .replace(/^functions\/src\//, "")
    .replace(/\.ts$/, "")
    .replaceAll("/", "-");
}

/** Each declared entry as esbuild wants it. */
export function entryPoints(entries: Iterable<string>): { in: string; out: string }[] {
  return [...new Set(entries)].map((entry) => ({ in: entry, out: `${bundleName(entry)}/index` }));
}

const pending = new Map<Construct, Bundle[]>();

/** The code of a function: declared with it, made for all functions at once by `bundleAll`. */
export class Bundle extends Code {
  readonly isInline = false;
  private asset: Asset | undefined;
  private scope: Construct | undefined;
  readonly entry: string;
  readonly natives: Native[];
  readonly folders: Record<string, string>;

  /** `folders` are copied beside the bundle: name there → path here. */
  constructor(entry: string, natives: Native[] = [], folders: Record<string, string> = {}) {
    super();
    this.entry = entry;
    this.natives = natives;
    this.folders = folders;
  }

  override bind(scope: Construct): CodeConfig {
    this.scope = scope;
    const list = pending.get(scope.node.root as Construct) ?? [];
    pending.set(scope.node.root as Construct, [...list, this]);
    return {
      s3Location: {
        bucketName: Lazy.string({ produce: () => this.made().s3BucketName }),
        objectKey: Lazy.string({ produce: () => this.made().s3ObjectKey }),
      },
    };
  }

  /** Takes the finished folder of its entry. The hash is ours, since reading a hundred megabytes of libraries is slow. */
  attach(dir: string, assetHash: string): void {
    if (!this.scope) return;
    this.asset = new Asset(this.scope, "Bundle", { path: dir, assetHash, assetHashType: AssetHashType.CUSTOM });
    this.asset.addResourceMetadata(this.scope.node.defaultChild as CfnFunction, "Code");
  }

  private made(): Asset {
    if (!this.asset) throw new Error(`${this.entry} was declared but never bundled: call bundleAll(app).`);
    return this.asset;
  }
}

const made = new Map<string, string>();

/** Bundles everything declared below `app` in one pass, and writes esbuild's metafile for the budget test. */
export async function bundleAll(app: Construct, stage: string): Promise<void> {
  const bundles = pending.get(app) ?? [];
  pending.delete(app);
  const entries = entryPoints(bundles.map(({ entry }) => entry));
  const key = JSON.stringify(entries);
  // A second stage of the same process, as tests make it, has the same bundles.
  const outdir = made.get(key) ?? bundleDir(stage);
  if (!made.has(key)) await bundle(entries, outdir);
  made.set(key, outdir);
  for (const bundle of bundles) {
    const dir = path.join(outdir, bundleName(bundle.entry));
    const beside = { ...bundle.folders, ...(await companions(bundle.natives)) };
    const hash = createHash("sha256").update(readFileSync(path.join(dir, "index.mjs")));
    for (const [name, from] of Object.entries(beside)) {
      link(from, path.join(dir, name));
      // What is in the cache is named by its version, and never changes.
      hash.update(name).update(from.startsWith(cacheDir()) ? path.basename(from) : hashOf([from]));
    }
    bundle.attach(dir, hash.digest("hex"));
  }
}

async function bundle(entryPoints: { in: string; out: string }[], outdir: string): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const { metafile } = await build({ ...bundleOptions, entryPoints, outdir });
  writeFileSync(path.join(outdir, "meta.json"), JSON.stringify(metafile));
}

/** The same files under another name: they are many and large. */
function link(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) link(source, target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch (error) {
    // The cache may lie on another disk.
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    if (code !== "EXDEV") throw error;
    copyFileSync(source, target);
  }
}
