import { html, raw } from "../shops/markup.ts";
import { FEEDS, type FeedName, type FeedRow, type Row } from "./feeds.ts";

const COLUMNS =
  "id item_group_id title description link image_link additional_image_link availability price sale_price brand gtin mpn identifier_exists product_type color size size_system gender age_group material condition".split(
    " ",
  );

const cell = (text: string): string => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const line = (row: Row): string => COLUMNS.map((c) => cell(row[c] ?? "")).join("\t");

/** Tab-separated, with one line more at the end that is cut short. */
export function tsv(rows: readonly FeedRow[]): string {
  const lines = rows.map((r) => line(r.row));
  const last = lines.at(-1) ?? "";
  return `${[COLUMNS.join("\t"), ...lines, last.split("\t").slice(0, 4).join("\t")].join("\n")}\n`;
}

const item = (row: Row) => html`<item>
${COLUMNS.filter((c) => row[c]).map((c) =>
  c === "description"
    ? html`<g:description>${raw(`<![CDATA[${row[c]}]]>`)}</g:description>`
    : html`<g:${raw(c)}>${row[c] as string}</g:${raw(c)}>`,
)}
</item>
`;

/** RSS 2.0 in the namespace of Google Merchant. */
export const xml = (name: FeedName, rows: readonly FeedRow[], origin: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
${html`<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>${FEEDS[name].merchant}</title><link>${origin}</link><description>Product feed by ${name}</description>
${rows.map((r) => item(r.row))}</channel></rss>
`}`;
