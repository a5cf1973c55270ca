// A process that keeps Astro loaded and builds the site when told.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

// The site's own Astro: this file does not lie where it would be found.
const astro = createRequire(path.join(process.cwd(), "package.json")).resolve("astro");
const { build } = await import(pathToFileURL(astro).href);

process.on("message", async () => {
  try {
    await build({ root: process.cwd(), logLevel: "error" }, { teardownCompiler: false });
    process.send?.({});
  } catch (error) {
    process.send?.({ error: String(error?.message ?? error) });
  }
});
process.on("disconnect", () => process.exit(0));
