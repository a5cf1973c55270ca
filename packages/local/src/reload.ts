import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { watch } from "chokidar";
import { context } from "esbuild";
import { bundleDir, bundleName, bundleOptions, entryPoints } from "../../../stacks/bundle.ts";
import { WEB_INPUTS } from "../../../stacks/web.ts";
import { Code } from "./code.ts";
import { root } from "./parts/cache.ts";
import { WebBuilder } from "./web-builder.ts";

export interface ReloadOptions {
  stage: string;
  emulator: string;
  /** Told what was saved and became live, or why it did not. */
  tell: (line: string) => void;
  /** A new version of the pages is deployed. */
  onPages: () => Promise<void>;
  /** The stacks were saved: what is deployed no longer fits them. */
  onStacks: () => Promise<void>;
  /** Something is live now that no deploy made. */
  onHot: (entry: string) => void;
  /** Files and folders from the root to watch; all sources by default. */
  watched?: string[];
}

const WATCHED = ["functions/src", "web", "stacks", "sst.config.ts"].concat(
  ["core", "clients", "contracts", "crawler"].map((name) => `packages/${name}/src`),
);
const IGNORED = /[\\/](node_modules|dist|\.astro)([\\/]|$)|\.test\.ts$|~$|\.swp$/;
const SETTLE_MS = 40;

/** Watches the sources, and makes what is saved live: functions by replacing their code, pages by building them anew. */
export async function watchSources(options: ReloadOptions): Promise<() => Promise<void>> {
  let code = await Code.load(options.stage, options.emulator);
  let functions = await FunctionBundles.open(options.stage, code);
  const pages = new WebBuilder(() => code);
  let saved = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let working = Promise.resolve();

  const take = async (files: string[]): Promise<void> => {
    const started = performance.now();
    const names = files.map((file) => path.relative(root, file));
    const live: string[] = [];
    try {
      if (names.some((name) => /^(stacks[\\/]|sst\.config)/.test(name))) {
        await options.onStacks();
        await functions.close();
        code = await Code.load(options.stage, options.emulator);
        functions = await FunctionBundles.open(options.stage, code);
        live.push("stage");
      } else {
        const isOf = (inputs: readonly string[]) =>
          names.some((name) => inputs.some((input) => name.startsWith(input)));
        // Both are waited for, since both may fail for the same reason.
        const [changed, built] = await Promise.all([
          names.some((name) => !name.startsWith("web")) ? functions.update() : [],
          isOf(WEB_INPUTS) && pages.update(),
        ]);
        for (const entry of changed) {
          options.onHot(entry);
          live.push(bundleName(entry));
        }
        if (built) {
          options.onHot("pages");
          await options.onPages();
          live.push("pages");
        }
      }
      const ms = Math.round(performance.now() - started);
      if (live.length > 0) options.tell(`${names.join(", ")} saved: ${live.join(", ")} live in ${ms} ms`);
    } catch (error) {
      options.tell(`${names.join(", ")} saved, but: ${error instanceof Error ? error.message : error}`);
    }
  };

  const watcher = watch(
    (options.watched ?? WATCHED).map((name) => path.join(root, name)),
    { ignoreInitial: true, ignored: (file) => IGNORED.test(file) },
  );
  watcher.on("all", (_event, file) => {
    saved.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = [...saved];
      saved = new Set();
      working = working.then(() => take(files));
    }, SETTLE_MS);
  });
  await new Promise<void>((done) => watcher.once("ready", done));
  return async () => {
    clearTimeout(timer);
    await watcher.close();
    await working;
    await functions.close();
    pages.close();
  };
}

/** The bundles of all functions, kept warm: a save costs only what it touched. */
class FunctionBundles {
  private readonly stage: string;
  private readonly code: Code;
  private readonly build: Awaited<ReturnType<typeof context>>;

  private constructor(stage: string, code: Code, build: Awaited<ReturnType<typeof context>>) {
    this.stage = stage;
    this.code = code;
    this.build = build;
  }

  static async open(stage: string, code: Code): Promise<FunctionBundles> {
    const made = await context({
      ...bundleOptions,
      logLevel: "silent",
      absWorkingDir: root,
      entryPoints: entryPoints(code.entries()),
      outdir: bundleDir(stage),
      write: false,
    });
    await made.rebuild();
    return new FunctionBundles(stage, code, made);
  }

  /** Bundles again and replaces the code of each function whose bundle differs; returns their entries. */
  async update(): Promise<string[]> {
    const { outputFiles = [] } = await this.build.rebuild();
    const files = new Map(outputFiles.map((file) => [file.path, file]));
    const changed: string[] = [];
    for (const entry of this.code.entries()) {
      const file = path.join(bundleDir(this.stage), bundleName(entry), "index.mjs");
      const made = files.get(file);
      if (!made || readFileSync(file).equals(made.contents)) continue;
      writeFileSync(file, made.contents);
      const map = files.get(`${file}.map`);
      if (map) writeFileSync(`${file}.map`, map.contents);
      changed.push(entry);
    }
    await Promise.all(
      changed.map((entry) => this.code.replace(entry, path.join(bundleDir(this.stage), bundleName(entry)))),
    );
    return changed;
  }

  close(): Promise<void> {
    return this.build.dispose();
  }
}
