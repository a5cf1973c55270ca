import { builtinModules } from "node:module";
import type { Plugin } from "esbuild";

const NAMESPACE = "builtin";
const NAMES = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));

/**
 * Takes Node's own modules by `require`. An `import` of one makes Node read everything that it exports, and with that load what few
 * functions need: of `node:http` alone the whole of undici. That was a third of a cold start.
 */
export const builtins: Plugin = {
  name: "builtins",
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z0-9_/]+$/ }, ({ path, kind, namespace }) => {
      if (!NAMES.has(path)) return undefined;
      if (kind === "require-call" || namespace === NAMESPACE) return { path, external: true };
      return { path, namespace: NAMESPACE };
    });
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
      loader: "js",
    }));
  },
};
