import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { once } from "../packages/local/src/parts/cache.ts";
import * as Model from "../packages/local/src/parts/model.ts";

/** What cannot be bundled and lies beside the bundle of a function that asks for it. */
export type Native = "sharp" | "onnx" | "chromium" | "tesseract";

interface Recipe {
  /** Workspace folder that depends on the packages. */
  from: string;
  packages: string[];
  /** Files of a package that Lambda (linux, x64) has no use for. */
  skip?: RegExp;
}

const RECIPES: Record<Native, Recipe> = {
  sharp: { from: "functions", packages: ["sharp"], skip: /\/@img\/sharp-(libvips-)?(linuxmusl|wasm32|darwin|win32)/ },
  onnx: {
    from: "packages/clients",
    packages: ["onnxruntime-node"],
    skip: /\/bin\/napi-v\d+\/(darwin|win32|linux\/arm64)|\/(global-agent|adm-zip)\/|_cuda|_tensorrt|\/dist\/.*\.map$/,
  },
  // One language; on Node it takes the cores that are whole.
  tesseract: {
    from: "packages/clients",
    packages: ["tesseract.js", "@tesseract.js-data/eng"],
    skip: /\/eng\/4\.0\.0\/|\/tesseract-core\S*-lstm\.|\.wasm\.js$|\/tesseract\.js\/(docs|examples|dist|scripts)\/|\.map$/,
  },
  chromium: { from: "functions", packages: ["@sparticuz/chromium", "playwright-core"], skip: /\/lib\/vite\/|\.map$/ },
};

export const NATIVE_PACKAGES = Object.values(RECIPES).flatMap(({ packages }) => packages);

/** Folders to copy beside a bundle: name there → path here. The model comes with the library that runs it. */
export async function companions(natives: Native[]): Promise<Record<string, string>> {
  const folders: Record<string, string> = {};
  for (const native of natives) {
    folders.node_modules = await gather(native);
    if (native === "onnx") folders.model = await Model.prepare();
  }
  return folders;
}

/** A `node_modules` folder with the packages and what they need, made once a version. */
async function gather(native: Native): Promise<string> {
  const { from, packages, skip } = RECIPES[native];
  const found = new Map<string, { dir: string; version: string }>();
  for (const name of packages) collect(name, path.resolve(from), found, true);
  const versions = packages.map((name) => found.get(name)?.version).join("-");
  return once(`native-${native}-${versions}`, async (draft) => {
    for (const [name, { dir }] of found) {
      const target = path.join(draft, name);
      mkdirSync(path.dirname(target), { recursive: true });
      const filter = (file: string) => !skip?.test(file) && !file.slice(dir.length).includes("/node_modules/");
      if (filter(dir)) cpSync(dir, target, { recursive: true, dereference: true, filter });
    }
  });
}

function collect(
  name: string,
  from: string,
  found: Map<string, { dir: string; version: string }>,
  must: boolean,
): void {
  if (found.has(name)) return;
  const dir = locate(name, from);
  if (!dir && must) throw new Error(`${name} is not installed in ${from}.`);
  if (!dir) return;
  const about = JSON.parse(readFileSync(path.join(dir, "package.json"), "utf8")) as {
    version: string;
    dependencies?: Record<string, string>;
    optionalDependencies?: Record<string, string>;
  };
  found.set(name, { dir, version: about.version });
  for (const next of Object.keys(about.dependencies ?? {})) collect(next, dir, found, true);
  for (const next of Object.keys(about.optionalDependencies ?? {})) collect(next, dir, found, false);
}

/** Node's own way up the folders, but without a package's `exports` in between. */
function locate(name: string, from: string): string | null {
  for (let dir = from; ; dir = path.dirname(dir)) {
    const candidate = path.join(dir, "node_modules", name);
    if (existsSync(path.join(candidate, "package.json"))) return realpathSync(candidate);
    if (dir === path.dirname(dir)) return null;
  }
}
