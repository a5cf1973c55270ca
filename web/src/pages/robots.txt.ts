import type { APIRoute } from "astro";

export const GET: APIRoute = ({ url }) =>
  new Response(
    `User-agent: *\nDisallow: /search\nDisallow: /api/\nDisallow: /go/\nAllow: /\n\nSitemap: ${new URL("/sitemap.xml", url.origin)}\n`,
    { headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=3600" } },
  );
