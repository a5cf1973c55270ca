import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const MODULE = "@stylegence/functions/http/public/app";
const STACKS = new URL("../../stacks/", import.meta.url);
/** As in every function's bundle: credentials come from the environment. */
const CREDENTIALS = fileURLToPath(new URL("shims/credentials.ts", STACKS));
const ALIAS = "#api";

/**
 * The public API inside the site's server, bundled like every other function instead of by Vite, whose chunks lose their
 * order where a CommonJS package requires ES modules.
 */
export const apiApart = {
  name: "stylegence-api-apart",
  enforce: "pre" as const,
  resolveId: (id: string) => (id === MODULE ? { id: ALIAS, external: true } : undefined),
};

/** What makes every function's bundle small and quick to start. By `require`, as Vite has let go of its modules by then. */
function plugins(): Plugin[] {
  const load = createRequire(STACKS);
  return [load("./builtins.ts").builtins, load("./sdk-schemas.ts").sdkSchemas, load("./electrodb.ts").electrodb];
}

/** Puts the API's bundle beside the server's entry, where `#api` leads to it. */
export async function bundleApi(server: URL): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(import.meta.resolve(MODULE))],
    outfile: fileURLToPath(new URL("api.mjs", server)),
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    mainFields: ["module", "main"],
    alias: { "@aws-sdk/credential-provider-node": CREDENTIALS },
    plugins: plugins(),
    sourcemap: true,
    sourcesContent: false,
    logLevel: "warning",
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
  });
  await writeFile(new URL("package.json", server), JSON.stringify({ imports: { [ALIAS]: "./api.mjs" } }));
}
