import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TooLarge } from "./body.ts";
import { readSitemap, type SitemapEntry, type SitemapOptions } from "./sitemap.ts";

const url = "https://shop.example/sitemap.xml";
const bytes = (text: string) => new TextEncoder().encode(text);

async function* pieces(text: Uint8Array, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.subarray(at, at + size);
}

async function read(
  source: Uint8Array | AsyncIterable<Uint8Array>,
  more: Partial<SitemapOptions> = {},
): Promise<SitemapEntry[]> {
  const entries: SitemapEntry[] = [];
  for await (const entry of readSitemap(source, { url, ...more })) entries.push(entry);
  return entries;
}

const urlset = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url><loc> https://shop.example/p/1?a=1&amp;b=2 </loc><lastmod>2026-11-20</lastmod>
    <image:image><image:loc>/i/1.jpg</image:loc><image:title>Kurta</image:title></image:image></url>
  <url><loc><![CDATA[https://shop.example/p/साड़ी]]></loc><lastmod>not a date</lastmod></url>
  <url><loc>javascript:alert(1)</loc></url><url></url>
</urlset>`;

const expected: SitemapEntry[] = [
  {
    kind: "page",
    loc: "https://shop.example/p/1?a=1&b=2",
    lastmod: "2026-11-20T00:00:00.000Z",
    images: ["https://shop.example/i/1.jpg"],
  },
  { kind: "page", loc: "https://shop.example/p/%E0%A4%B8%E0%A4%BE%E0%A4%A1%E0%A4%BC%E0%A5%80" },
];

describe("readSitemap", () => {
  it("reads a urlset, whole, zipped and in pieces of any size", async () => {
    expect(await read(bytes(urlset))).toEqual(expected);
    expect(await read(gzipSync(urlset))).toEqual(expected);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 400 }), fc.boolean(), async (size, zip) => {
        const source = zip ? gzipSync(urlset) : bytes(urlset);
        expect(await read(pieces(source, size))).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it("tells an index's sitemaps from pages", async () => {
    const index = `<sitemapindex><sitemap><loc>https://shop.example/s1.xml.gz</loc><lastmod>2026-11-20T10:00:00+05:30</lastmod></sitemap></sitemapindex>`;
    expect(await read(bytes(index))).toEqual([
      { kind: "sitemap", loc: "https://shop.example/s1.xml.gz", lastmod: "2026-11-20T04:30:00.000Z" },
    ]);
  });

  it("reads a plain list of addresses", async () => {
    const list = "\ufeffhttps://shop.example/p/1\r\nhttps://shop.example/p/2\n\nnot one\nhttps://shop.example/p/3";
    expect((await read(bytes(list))).map(({ loc }) => loc)).toEqual(
      [1, 2, 3].map((n) => `https://shop.example/p/${n}`),
    );
  });

  it("gives what stands before broken markup, and nothing for nonsense", async () => {
    const broken =
      "<urlset><url><loc>https://shop.example/p/1</loc></url><url><loc>https://shop.example/p/2</wrong></url";
    expect(await read(bytes(broken))).toContainEqual({ kind: "page", loc: "https://shop.example/p/1" });
    expect(await read(bytes("<html><body>Not found</body></html>"))).toEqual([]);
    expect(await read(new Uint8Array())).toEqual([]);
  });

  it("expands no entities", async () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
    ).join("");
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "lol">${levels}<!ENTITY f SYSTEM "file:///etc/passwd">]>
      <urlset><url><loc>https://shop.example/&e12;&f;</loc></url><url><loc>https://shop.example/p/1</loc></url></urlset>`;
    const entries = await read(bytes(bomb));
    expect(entries.at(-1)?.loc).toBe("https://shop.example/p/1");
    expect(JSON.stringify(entries).length).toBeLessThan(400);
  });

  it("stops at its limits", async () => {
    const many = `<urlset>${Array.from({ length: 50 }, (_, n) => `<url><loc>https://shop.example/p/${n}</loc></url>`).join("")}</urlset>`;
    expect(await read(bytes(many), { maxEntries: 7 })).toHaveLength(7);
    await expect(read(gzipSync(Buffer.alloc(5_000_000, 32)), { maxBytes: 1_000_000 })).rejects.toThrow(TooLarge);
  });

  it("survives anything", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        await read(bytes(text));
        await read(bytes(`<urlset><url><loc>${text}`));
      }),
      { numRuns: 300 },
    );
  });
});
