import { describe, expect, it } from "vitest";
import { indexXml, sitemapXml } from "./xml.ts";

const whole = async (pieces: AsyncIterable<string>) => (await Array.fromAsync(pieces)).join("");

describe("sitemaps", () => {
  it("list addresses with the time of their last change, escaped", async () => {
    const page = [
      { url: "https://s.example/b/h&m", changedAt: "2026-11-23T10:00:00.000Z" },
      { url: "https://s.example/" },
    ];
    expect(await whole(sitemapXml([page, []]))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' +
        "<url><loc>https://s.example/b/h&amp;m</loc><lastmod>2026-11-23T10:00:00.000Z</lastmod></url>" +
        "<url><loc>https://s.example/</loc></url></urlset>",
    );
  });

  it("are listed by an index", () => {
    expect(indexXml(["https://s.example/sitemaps/pages.xml"])).toContain(
      "<sitemap><loc>https://s.example/sitemaps/pages.xml</loc></sitemap></sitemapindex>",
    );
  });
});
