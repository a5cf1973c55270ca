import { context } from "../platform/context.ts";
import { html, Markup, oneLine } from "./markup.ts";

/** What stands in a mail, before it has a look. */
export interface Content {
  subject: string;
  /** One line that mail programs show after the subject. */
  preview: string;
  heading: string;
  paragraphs: readonly string[];
  /** Address of a picture, absolute. */
  image?: string | undefined;
  /** Such as a price, with what it was. */
  figure?: { now: string; was?: string | undefined } | undefined;
  rows?: readonly Row[] | undefined;
  button: { label: string; href: string };
  /** Why the reader gets it. */
  reason: string;
  unsubscribe?: { label: string; href: string } | undefined;
}

export interface Row {
  title: string;
  text: string;
  href: string;
  image?: string | undefined;
}

export interface Written {
  subject: string;
  html: string;
  text: string;
}

const SUBJECT_MAX = 120;

/** The mail in HTML and as plain text. It asks the reader's program for nothing but the pictures of what it is about. */
export function written(content: Content): Written {
  return {
    subject: oneLine(content.subject, SUBJECT_MAX),
    html: page(content).text,
    text: plain(content),
  };
}

/** A path of the site as an address that a mail can hold; an address stays as it is. */
export function absolute(path: string): string {
  return new URL(path, `${context().config.SITE_URL}/`).href;
}

function plain({ heading, figure, paragraphs, rows = [], button, reason, unsubscribe }: Content): string {
  const price = figure && `${figure.now}${figure.was ? ` (was ${figure.was})` : ""}`;
  const parts = [
    heading,
    price,
    ...paragraphs,
    ...rows.map(({ title, text, href }) => `${title}\n${text}\n${href}`),
    `${button.label}: ${button.href}`,
    `--\n${reason}${unsubscribe ? `\n${unsubscribe.label}: ${unsubscribe.href}` : ""}`,
  ];
  return `${parts.filter((part) => part).join("\n\n")}\n`;
}

// Programs that know nothing of dark mode, or of style sheets at all, show the attributes: light and legible.
const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  body, .ground { background: #16140f !important; }
  .sheet { background: #221f19 !important; border-color: #3a352b !important; }
  h1, p, td, .name { color: #f1ece1 !important; }
  .quiet, .quiet a { color: #b3aa98 !important; }
  .button { background: #f1ece1 !important; }
  .button a { color: #221f19 !important; }
}`;

const FONT = "font-family: -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

function page(content: Content): Markup {
  const { subject, preview, heading, image, figure, paragraphs, rows = [], button } = content;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${oneLine(subject, SUBJECT_MAX)}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body style="margin: 0; background: #f4f0e8; ${FONT}">
<div style="display: none; max-height: 0; overflow: hidden">${preview}</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background: #f4f0e8">
<tr><td align="center" style="padding: 24px 12px">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" style="max-width: 560px; background: #ffffff; border: 1px solid #e2dccf; border-radius: 12px">
<tr><td style="padding: 24px 28px 0"><p class="name" style="margin: 0; font-weight: 600; color: #221f19">Stylegence</p></td></tr>
<tr><td style="padding: 16px 28px 28px">
<h1 style="margin: 0 0 12px; font-size: 22px; line-height: 1.3; color: #221f19">${heading}</h1>
${image && html`<p style="margin: 0 0 16px"><img src="${image}" alt="" width="200" style="max-width: 100%; height: auto; border-radius: 8px"></p>`}
${figure && price(figure)}
${paragraphs.map((text) => html`<p style="margin: 0 0 12px; font-size: 16px; line-height: 1.5; color: #3a352b">${text}</p>`)}
${rows.length > 0 && html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0">${rows.map(row)}</table>`}
<table role="presentation" cellpadding="0" cellspacing="0" style="margin-top: 20px"><tr><td class="button" style="background: #221f19; border-radius: 8px"><a href="${button.href}" style="display: inline-block; padding: 12px 20px; color: #ffffff; text-decoration: none; font-weight: 600">${button.label}</a></td></tr></table>
</td></tr>
</table>
${foot(content)}
</td></tr>
</table>
</body>
</html>
`;
}

function price({ now, was }: { now: string; was?: string | undefined }): Markup {
  const before = was && html` <s class="quiet" style="font-size: 16px; color: #6b6353">${was}</s>`;
  return html`<p style="margin: 0 0 12px; font-size: 22px; font-weight: 600; color: #221f19">${now}${before || ""}</p>`;
}

function row({ title, text, href, image }: Row): Markup {
  const picture = image && html`<img src="${image}" alt="" width="64" style="border-radius: 6px">`;
  return html`<tr>
<td width="76" valign="top" style="padding: 8px 12px 8px 0">${picture || ""}</td>
<td valign="top" style="padding: 8px 0; font-size: 15px; line-height: 1.4; color: #3a352b"><a href="${href}" style="color: inherit; font-weight: 600">${title}</a><br>${text}</td>
</tr>`;
}

function foot({ reason, unsubscribe }: Content): Markup {
  const link = unsubscribe && html`<br><a href="${unsubscribe.href}" style="color: #6b6353">${unsubscribe.label}</a>`;
  return html`<p class="quiet" style="margin: 16px 0 0; font-size: 13px; line-height: 1.5; color: #6b6353">${reason}${link || ""}</p>`;
}
