const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

export interface Entry {
  url: string;
  /** ISO 8601. */
  changedAt?: string;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

/** A sitemap index over the sitemaps at these addresses. */
export function indexXml(urls: string[]): string {
  const entries = urls.map((url) => `<sitemap><loc>${escaped(url)}</loc></sitemap>`);
  return `${HEAD}<sitemapindex ${NAMESPACE}>${entries.join("")}</sitemapindex>`;
}

/** A sitemap in pieces, as the pages of its entries arrive. */
export async function* sitemapXml(pages: AsyncIterable<Entry[]> | Iterable<Entry[]>): AsyncGenerator<string> {
  yield `${HEAD}<urlset ${NAMESPACE}>`;
  for await (const entries of pages) yield entries.map(entryXml).join("");
  yield "</urlset>";
}

function entryXml({ url, changedAt }: Entry): string {
  const lastmod = changedAt ? `<lastmod>${escaped(changedAt)}</lastmod>` : "";
  return `<url><loc>${escaped(url)}</loc>${lastmod}</url>`;
}

/** An XML answer, sent piece by piece. */
export function xml(pieces: AsyncIterable<string> | Iterable<string>): Response {
  const iterator = all(pieces);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "application/xml; charset=utf-8",
      "cache-control": "public, max-age=0, s-maxage=3600, stale-while-revalidate=86400",
    },
  });
}

async function* all(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string, undefined> {
  yield* pieces;
  return undefined;
}
