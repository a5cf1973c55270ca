import { html, raw } from "hono/html";
import { bare, type Kept } from "./store.ts";

const STYLE = raw(`<style>
:root { color-scheme: light dark; --line: #8884; --mark: #b4552d; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
h1 { font-size: 1.4rem; } a { color: inherit; } a:focus-visible, button:focus-visible, select:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
ol { list-style: none; padding: 0; margin: 0; } li { border-bottom: 1px solid var(--line); }
li a { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 1rem; padding: .7rem .2rem; text-decoration: none; }
li strong { overflow-wrap: anywhere; } li small, .to { color: GrayText; overflow-wrap: anywhere; } time { white-space: nowrap; color: GrayText; }
form { display: flex; gap: .5rem; flex-wrap: wrap; align-items: center; margin: 0 0 1rem; } select, button { font: inherit; padding: .4rem .6rem; max-width: 100%; }
iframe { width: 100%; height: 70vh; border: 1px solid var(--line); border-radius: .5rem; background: Canvas; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; }
nav { display: flex; gap: 1rem; margin: 1rem 0; } nav [aria-current] { font-weight: 700; } dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .1rem 1rem; } dt { color: GrayText; } dd { margin: 0; overflow-wrap: anywhere; }
</style>`);

const page = (title: string, body: unknown) => html`<!doctype html>
<html lang="en-IN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>${STYLE}</head>
<body>${body}</body>
</html>`;

const time = (at: string) =>
  html`<time datetime="${at}">${new Date(at).toLocaleString("en-IN", { timeZone: "Asia/Kolkata", dateStyle: "medium", timeStyle: "medium" })}</time>`;

// Whoever looks on sees a letter come: the list alone is drawn anew.
const SCRIPT = raw(`<script>
new EventSource("/events").addEventListener("mail", async () => {
  const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  document.querySelector("main").replaceWith(fresh.querySelector("main"));
});
document.querySelector("select").addEventListener("change", (event) => event.target.form.submit());
</script>`);

/** The letters, newest first. */
export function listPage(mails: readonly Kept[], recipients: readonly string[], to: string) {
  return page(
    "Mailbox",
    html`<h1>Mailbox</h1>
<form method="get"><label for="to">Letters to</label>
<select id="to" name="to"><option value="">everybody</option>${recipients.map((one) => html`<option value="${one}" ${one === to ? "selected" : ""}>${one}</option>`)}</select>
<noscript><button>Show</button></noscript></form>
<main aria-live="polite">${
      mails.length === 0
        ? html`<p>No letters yet. What Stylegence mails on this machine arrives here, and nowhere else.</p>`
        : html`<ol>${mails.map(
            (mail) =>
              html`<li><a href="/mails/${mail.id}"><strong>${mail.subject || "(no subject)"}</strong>${time(mail.at)}<small>to ${mail.to.map(bare).join(", ")}</small></a></li>`,
          )}</ol>`
    }</main>${SCRIPT}`,
  );
}

/** One letter, as mail programs show it or as plain text. */
export function mailPage(mail: Kept, view: "html" | "text") {
  const tab = (name: "html" | "text", label: string) =>
    html`<a href="/mails/${mail.id}${name === "text" ? "?view=text" : ""}" ${raw(view === name ? 'aria-current="page"' : "")}>${label}</a>`;
  return page(
    mail.subject,
    html`<p><a href="/?to=${encodeURIComponent(bare(mail.to[0] ?? ""))}">All letters</a></p>
<h1>${mail.subject || "(no subject)"}</h1>
<dl><dt>From</dt><dd>${mail.from}</dd><dt>To</dt><dd>${mail.to.join(", ")}</dd><dt>At</dt><dd>${time(mail.at)}</dd>
${mail.headers.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<nav aria-label="View">${tab("html", "HTML")}${tab("text", "Plain text")}</nav>
${
  view === "text"
    ? html`<pre>${mail.text}</pre>`
    : html`<iframe title="The letter" src="/mails/${mail.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe>`
}`,
  );
}
