import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Lazy } from "aws-cdk-lib";
import { type CfnFunction, Code, type CodeConfig } from "aws-cdk-lib/aws-lambda";
import { Asset } from "aws-cdk-lib/aws-s3-assets";
import type { Construct } from "constructs";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { companions, NATIVE_PACKAGES, type Native } from "./natives.ts";

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

  /** Takes the finished folder of its entry. */
  attach(dir: string): void {
    if (!this.scope) return;
    this.asset = new Asset(this.scope, "Bundle", { path: dir });
    this.asset.addResourceMetadata(this.scope.node.defaultChild as CfnFunction, "Code");
  }

  private made(): Asset {
    if (!this.asset) throw new Error(`${this.entry} was declared but never bundled: call bundleAll(app).`);
    return this.asset;
  }
}

/** Bundles everything declared below `app` in one pass, and writes esbuild's metafile for the budget test. */
export async function bundleAll(app: Construct, stage: string): Promise<Metafile> {
  const outdir = bundleDir(stage);
  const bundles = pending.get(app) ?? [];
  pending.delete(app);
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const { metafile } = await build({
    ...bundleOptions,
    entryPoints: entryPoints(bundles.map(({ entry }) => entry)),
    outdir,
  });
  writeFileSync(path.join(outdir, "meta.json"), JSON.stringify(metafile));
  for (const bundle of bundles) {
    const dir = path.join(outdir, bundleName(bundle.entry));
    for (const [name, from] of Object.entries({ ...bundle.folders, ...(await companions(bundle.natives)) })) {
      cpSync(from, path.join(dir, name), { recursive: true, dereference: true });
    }
    bundle.attach(dir);
  }
  return metafile;
}
