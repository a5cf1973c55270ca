import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { builtins } from "../../stacks/builtins.ts";
import { electrodb } from "../../stacks/electrodb.ts";
import { sdkSchemas } from "../../stacks/sdk-schemas.ts";

const MODULE = "@stylegence/functions/http/public/app";
/** As in every function's bundle: credentials come from the environment. */
const CREDENTIALS = fileURLToPath(new URL("../../stacks/shims/credentials.ts", import.meta.url));
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
    plugins: [builtins, sdkSchemas, electrodb],
    sourcemap: true,
    sourcesContent: false,
    logLevel: "warning",
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
  });
  await writeFile(new URL("package.json", server), JSON.stringify({ imports: { [ALIAS]: "./api.mjs" } }));
}
