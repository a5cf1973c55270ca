import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Hono } from "hono";

const require = createRequire(import.meta.url);
/** Clerk's own scripts for browsers, as they are published. */
const PACKAGES = {
  "clerk-js": join(dirname(require.resolve("@clerk/clerk-js")), "."),
  ui: join(dirname(require.resolve("@clerk/ui")), "."),
} as const;
const FILE = /^[\w.-]+\.js$/;
const WHOLE = /^\/npm\/@clerk\/(clerk-js|ui)@[\w.-]+\/dist\/([\w./-]+)$/;

/** `/npm/@clerk/clerk-js@6/dist/…`, whatever version is asked for. */
export function scripts(): Hono {
  const app = new Hono();
  app.get("/npm/*", async (c) => {
    const [, name, file = ""] = WHOLE.exec(c.req.path) ?? [];
    if (!name || !FILE.test(file)) return c.notFound();
    const folder = PACKAGES[name as keyof typeof PACKAGES];
    const body = await readFile(join(folder, file)).catch(() => null);
    if (!body) return c.notFound();
    return c.body(new Uint8Array(body), 200, {
      "content-type": "text/javascript; charset=utf-8",
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=3600",
    });
  });
  return app;
}
