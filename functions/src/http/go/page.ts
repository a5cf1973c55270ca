import type { Answered } from "../api/exchange.ts";

/** What no answer of a way out goes without. */
export const HEADERS = {
  "cache-control": "no-store",
  "referrer-policy": "strict-origin",
  "x-robots-tag": "noindex, nofollow",
};

const page = (title: string, text: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · Stylegence</title>
<style>body{font:1.125rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem;color-scheme:light dark}a{color:inherit}</style>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="/">Back to Stylegence</a></p>
</html>
`;

function answer(status: number, title: string, text: string): Answered {
  const headers = {
    ...HEADERS,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  };
  return { status, headers, body: page(title, text) };
}

export const unknown = (): Answered =>
  answer(404, "This offer is gone", "The shop no longer has it, or the link is incomplete.");
export const unasked = (): Answered =>
  answer(403, "Not ahead of time", "This link leads to a shop once it is followed.");
export const unavailable = (): Answered =>
  answer(503, "Just a moment", "The way to the shop can't be found just now. Please try again.");
