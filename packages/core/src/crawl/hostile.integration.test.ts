import { brotliCompressSync, gzipSync } from "node:zlib";
import { productPage, type Reply, type Shop } from "@stylegence/testing/shop";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { type CrawlStage, startCrawlStage } from "../../test/crawl-stage.ts";
import * as Product from "../catalog/product.ts";
import { addUrl } from "./add.ts";
import { visit } from "./visit.ts";

const MB = 1024 * 1024;
const zeros = (mb: number) => gzipSync(Buffer.alloc(mb * MB), { level: 1 });
const to = (location: string): Reply => ({ status: 302, headers: { location } });
const packed = (body: Uint8Array, coding: string): Reply => ({ body, headers: { "content-encoding": coding } });
const xml = (body: string | Uint8Array): Reply => ({ body, headers: { "content-type": "application/xml" } });

let stage: CrawlStage;
let shop: Shop;
const crawl = (address: string) => stage.crawl(address);

beforeEach(async () => {
  stage = await startCrawlStage({ dynamoUrl: inject("dynamoUrl"), awsUrl: inject("awsUrl") });
  shop = stage.shop;
});
afterEach(() => stage.close());

const HOSTILE: [string, () => Reply, string][] = [
  ["/gzip-bomb", () => packed(zeros(50), "gzip"), "bomb"],
  ["/br-bomb", () => packed(brotliCompressSync(Buffer.alloc(20 * MB), { params: { 1: 1 } }), "br"), "bomb"],
  ["/50-mb", () => ({ body: Buffer.alloc(50 * MB) }), "too_large"],
  ["/cut", () => packed(gzipSync(productPage().repeat(9)).subarray(0, -60), "gzip"), "truncated"],
  ["/not-gzip", () => packed(Buffer.from(productPage()), "gzip"), "bad_encoding"],
  ["/picture", () => ({ body: "GIF89a", headers: { "content-type": "image/gif" } }), "wrong_type"],
  ["/to-file", () => to("file:///etc/passwd"), "bad_scheme"],
  ["/to-data", () => to("data:text/html,<h1>Kurta"), "bad_scheme"],
  ["/to-private", () => to("http://10.0.0.1/"), "private_address"],
  ["/to-mapped", () => to("http://[::ffff:127.0.0.1]/"), "private_address"],
  ["/to-octal", () => to("http://0177.0.0.1/"), "private_address"],
  ["/to-elsewhere", () => to("http://elsewhere.localhost:1/p/1"), "not_followed"],
  ["/busy", () => ({ status: 503 }), "busy"],
  ["/broken", () => ({ status: 500 }), "http_error"],
  ["/gone", () => ({ status: 410 }), "gone"],
  [
    "/entities.xml",
    () => xml('<!DOCTYPE x [<!ENTITY a "&b;&b;">]><urlset><url><loc>&a;</loc></url></urlset>'),
    "xml_entities",
  ],
  ["/bomb.xml.gz", () => xml(zeros(61)), "bomb"],
  ["/empty.xml", () => xml("<urlset></urlset>"), "bad_list"],
];

describe("a visit to a hostile shop", () => {
  it("takes nothing in, says in a word what was wrong, and goes on", () =>
    stage.run(async () => {
      const words: Record<string, string | undefined> = {};
      for (const [path, reply] of HOSTILE) {
        shop.serve(path, reply());
        const { fault, outcome, entry } = await crawl(shop.url + path);
        words[path] = fault;
        expect([path, outcome, entry.status]).toEqual([path, path === "/gone" ? "gone" : "error", "error"]);
        expect(entry.lastError).toBeTruthy();
      }
      expect(words).toEqual(Object.fromEntries(HOSTILE.map(([path, , word]) => [path, word])));
      const kinds = new Set((await stage.items()).map((item) => item.__edb_e__));
      expect([...kinds].filter((kind) => ["productGroup", "listing", "sourcePage"].includes(String(kind)))).toEqual([]);
      shop.serve("/p/1", { body: productPage() });
      stage.clock.advance({ days: 1 });
      expect(await crawl(`${shop.url}/p/1`)).toMatchObject({ outcome: "new" });
    }));

  it.each([
    ["http://127.0.0.1/p", "private_address"],
    ["http://2130706433/p", "private_address"],
    ["http://[64:ff9b::7f00:1]/p", "private_address"],
    ["http://printer.local/p", "local_name"],
    ["http://inside.test:22/p", "closed_port"],
  ])("asks nothing of %s: %s", (address, word) =>
    stage.run(async () => {
      expect(await crawl(address)).toMatchObject({ outcome: "error", fault: word });
      expect(await crawl(address)).toMatchObject({ outcome: "error", fault: word });
      expect(shop.asked).toEqual([]);
    }),
  );

  it("keeps script in a title as the text it is", () =>
    stage.run(async () => {
      const name = 'Kurta <script>alert("x")</script> &amp; Co';
      const json = JSON.stringify({
        "@type": "Product",
        name,
        brand: "Vanya",
        offers: { price: "99", priceCurrency: "INR" },
      });
      const body = `<html><script type="application/ld+json">${json.replaceAll("<", "\\u003c")}</script></html>`;
      shop.serve("/p/1", { body });
      const { groupId } = await crawl(`${shop.url}/p/1`);
      const { group } = await Product.read(groupId!);
      expect(group.title).toContain("Kurta");
      expect(group.title).not.toMatch(/<\/?script/);
    }));

  it("expands no entities of a feed, which leaves nothing of use", () =>
    stage.run(async () => {
      const bomb = Array.from({ length: 20 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join("");
      const item = "<item><id>1</id><title>&e20;</title><price>99 INR</price></item>";
      shop.serve("/feed.xml", xml(`<!DOCTYPE x [<!ENTITY e0 "lol">${bomb}]><rss><channel>${item}</channel></rss>`));
      stage.clock.advance({ minutes: 2 });
      const { frontierId } = await addUrl(`${shop.url}/feed.xml`, "feed");
      expect(await visit(frontierId)).toMatchObject({ outcome: "error", fault: "bad_list" });
      expect((await stage.items()).filter((kind) => kind.__edb_e__ === "listing")).toEqual([]);
    }));
});
