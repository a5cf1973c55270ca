import { html, type Markup } from "./markup.ts";

export interface SitemapEntry {
  loc: string;
  lastmod?: string;
  image?: { loc: string; title: string };
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

const entry = ({ loc, lastmod, image }: SitemapEntry): Markup =>
  html`<url><loc>${loc}</loc>${lastmod && html`<lastmod>${lastmod}</lastmod>`}${
    image &&
    html`<image:image><image:loc>${image.loc}</image:loc><image:title>${image.title}</image:title></image:image>`
  }</url>
`;

export const urlset = (entries: readonly SitemapEntry[]): string =>
  HEAD +
  html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
${entries.map(entry)}</urlset>
`;

export const sitemapIndex = (entries: readonly SitemapEntry[]): string =>
  HEAD +
  html`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.map((e) => html`<sitemap><loc>${e.loc}</loc>${e.lastmod && html`<lastmod>${e.lastmod}</lastmod>`}</sitemap>\n`)}</sitemapindex>
`;
