import type { Part } from "./archive.ts";

const safe = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** The page in an export that says what lies beside it; it needs nothing from outside. */
export function cover(parts: readonly Part[], madeAt: Date): string {
  const rows = parts.map(
    ({ name, about, entries }) =>
      `<tr><td><a href="${safe(name)}">${safe(name)}</a></td><td>${safe(about)}</td><td>${entries}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Your Stylegence data</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}td,th{text-align:left;vertical-align:top;padding:.3rem 1rem .3rem 0}</style>
<h1>Your Stylegence data</h1>
<p>Everything that Stylegence kept about you on ${madeAt.toISOString()}. Each file holds a list in JSON, which any text editor shows and
most programs read. Times are in UTC. Amounts of money are in the currency's smallest unit, so 129900 INR is ₹1,299.</p>
<p>What others shared with you is theirs and not here. Passwords and sign-in methods are kept by the sign-in service, not by us.</p>
<table>
<tr><th>File</th><th>What it holds</th><th>Entries</th></tr>
${rows.join("\n")}
</table>
</html>
`;
}
