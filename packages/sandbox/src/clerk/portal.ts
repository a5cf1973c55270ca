import { readFile } from "node:fs/promises";
import { Hono } from "hono";
import { html } from "hono/html";
import { missing } from "./failure.ts";
import type { ClerkKeys } from "./keys.ts";
import type { Instance } from "./people.ts";
import { primaryEmail } from "./resources.ts";

const PAGES = {
  "/sign-in": ["sign-in", "Sign in"],
  "/sign-up": ["sign-up", "Create your account"],
  "/user": ["user", "Your account"],
  "/sign-out": ["sign-out", "Sign out"],
} as const;

const client = (name: string) => readFile(new URL(`./client/${name}`, import.meta.url), "utf8");

/** The account pages: Clerk's own components, in a page of ours. */
export function portal({ state, origin, pictures }: Instance, keys: ClerkKeys, home: () => string): Hono {
  const app = new Hono({ strict: false });
  for (const [path, [view, title]] of Object.entries(PAGES)) {
    const page = () => html`<!doctype html>
<html lang="en-IN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>${title} – Stylegence</title>
    <link rel="stylesheet" href="/portal.css" />
    <script defer crossorigin src="${origin}/npm/@clerk/ui@1/dist/ui.browser.js"></script>
    <script
      defer
      crossorigin
      src="${origin}/npm/@clerk/clerk-js@6/dist/clerk.browser.js"
      data-clerk-publishable-key="${keys.publishableKey}"
      data-clerk-proxy-url="${origin}"
    ></script>
    <script type="module" src="/portal.js"></script>
  </head>
  <body data-view="${view}" data-home="${home()}">
    <header><a href="${home()}">Stylegence</a></header>
    <main id="root" tabindex="-1"><p role="status">Loading…</p></main>
    <footer>
      A sign-in for demonstration on this machine. Codes are in <a href="${origin}/">its outbox</a>.
    </footer>
  </body>
</html>`;
    app.get(path, (c) => c.html(page()));
    app.get(`${path}/*`, (c) => c.html(page()));
  }
  app.get("/portal.js", async (c) => c.body(await client("portal.js"), 200, { "content-type": "text/javascript" }));
  app.get("/portal.css", async (c) => c.body(await client("portal.css"), 200, { "content-type": "text/css" }));
  app.get("/picture/:name", async (c) => {
    const bytes = await pictures.get(c.req.param("name"));
    if (!bytes) return c.notFound();
    return c.body(bytes, 200, { "content-type": "image/webp", "cache-control": "public, max-age=86400, immutable" });
  });
  app.get("/avatar/:user", (c) => {
    const user = state.data.users[c.req.param("user")];
    if (!user) throw missing("user");
    const name = [user.firstName, user.lastName].filter(Boolean).join(" ") || (primaryEmail(user)?.address ?? "?");
    const initials = name
      .split(/\s+/)
      .slice(0, 2)
      .map((word) => word[0]?.toUpperCase())
      .join("");
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#6b3fa0"/><text x="32" y="41" font-family="sans-serif" font-size="26" fill="#fff" text-anchor="middle">${initials.replace(/[^\p{L}\p{N}]/gu, "")}</text></svg>`;
    return c.body(svg, 200, { "content-type": "image/svg+xml", "cache-control": "no-store" });
  });
  return app;
}
