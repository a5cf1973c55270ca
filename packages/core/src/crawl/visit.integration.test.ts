import { gunzipSync } from "node:zlib";
import { s3Objects } from "@stylegence/clients/objects/s3";
import { receive } from "@stylegence/testing/aws";
import { productPage, type Shop } from "@stylegence/testing/shop";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { type CrawlStage, startCrawlStage } from "../../test/crawl-stage.ts";
import * as History from "../catalog/history.ts";
import * as Product from "../catalog/product.ts";
import { addDomain, addUrl } from "./add.ts";
import * as Domain from "./domain.ts";
import * as Frontiers from "./frontier.ts";
import * as Snapshot from "./snapshot.ts";
import { visit } from "./visit.ts";

let stage: CrawlStage;
let shop: Shop;
const crawl = (address: string) => stage.crawl(address);

beforeEach(async () => {
  stage = await startCrawlStage(
    { dynamoUrl: inject("dynamoUrl"), awsUrl: inject("awsUrl") },
    { minIntervalMinutes: 60, maxIntervalMinutes: 6000 },
  );
  shop = stage.shop;
});
afterEach(() => stage.close());

const paths = () => shop.asked.map(({ path }) => path);

describe("a visit", () => {
  it("takes a product in, keeps the page and comes back later", () =>
    stage.run(async () => {
      const page = productPage();
      shop.serve("/p/1", { body: page, headers: { etag: '"1"' } });
      const { outcome, groupId, entry } = await crawl("/p/1");
      expect(outcome).toBe("new");
      expect((await Product.read(groupId!)).listings[0]).toMatchObject({ price: { amount: 149_900, currency: "INR" } });
      expect(entry).toMatchObject({ status: "queued", etag: '"1"', errorCount: 0, groupId });
      expect(entry.nextCheckAt > stage.clock.now().toISOString()).toBe(true);
      const kept = await Snapshot.latest(entry.frontierId);
      const stored = await s3Objects(stage.config.SNAPSHOT_BUCKET).get(kept!.snapshotPath);
      expect(gunzipSync(stored!.body).toString()).toBe(page);
      expect(kept).toMatchObject({ snapshotSize: Buffer.byteLength(page), groupId });
      expect(shop.asked.map((asked) => asked.headers["user-agent"])).toEqual(
        Array(2).fill(stage.config.CRAWL_USER_AGENT),
      );
      expect(paths()).toEqual(["/robots.txt", "/p/1"]);
    }));

  it("asks with what it knows, and on 304 notes the check and nothing else", () =>
    stage.run(async () => {
      shop.serve("/p/1", (asked) =>
        asked.headers["if-none-match"] === '"1"' ? { status: 304 } : { body: productPage(), headers: { etag: '"1"' } },
      );
      const first = await crawl("/p/1");
      const before = await stage.items();
      const again = await crawl("/p/1");
      expect([again.outcome, again.groupId]).toEqual(["unchanged", first.groupId]);
      const after = await stage.items();
      const changed = after.filter((item) => !before.some((other) => JSON.stringify(other) === JSON.stringify(item)));
      expect(changed.map((item) => item.__edb_e__).sort()).toEqual(["crawlFrontier", "domainPace", "sourcePage"]);
      expect((await Product.read(first.groupId!)).pages[0]?.lastCheckedAt).toBe(stage.clock.now().toISOString());
    }));

  it("sees through changes that are none", () =>
    stage.run(async () => {
      let served = 0;
      shop.serve("/p/1", () => ({ body: productPage({ extra: `<meta name="csrf" content="${++served}">` }) }));
      const first = await crawl("/p/1");
      const second = await crawl("/p/1");
      expect([second.outcome, await Snapshot.changesOf(first.groupId!)]).toEqual(["unchanged", []]);
    }));

  it("tells what changed, in the history and for people", () =>
    stage.run(async () => {
      let price = "1499.00";
      shop.serve("/p/1", () => ({ body: productPage({ price }) }));
      const { groupId } = await crawl("/p/1");
      stage.clock.advance({ days: 1 });
      price = "1199.00";
      expect(await crawl("/p/1")).toMatchObject({ outcome: "changed", groupId });
      const [change, ...more] = await Snapshot.changesOf(groupId!);
      expect(more).toEqual([]);
      expect(change).toMatchObject({ changeType: "price", changedFields: expect.arrayContaining(["price"]) });
      expect(change?.diffSummary).toMatch(/1499.* → .*1199/);
      expect(change?.changeScore).toBeGreaterThan(0.4);
      expect((await History.read(groupId!, { sinceDays: 7 })).daily.map((day) => day.amount)).toEqual([
        149_900, 119_900,
      ]);
    }));

  it("visits a page soon again whose price it does not believe, without asking for changes only", () =>
    stage.run(async () => {
      let price = "1499.00";
      shop.serve("/p/1", (asked) =>
        asked.headers["if-none-match"] === `"${price}"`
          ? { status: 304 }
          : { body: productPage({ price }), headers: { etag: `"${price}"` } },
      );
      const { groupId } = await crawl("/p/1");
      stage.clock.advance({ days: 1 });
      price = "14.99";
      const odd = await crawl("/p/1");
      expect(odd.entry).toMatchObject({ pending: true });
      expect(Date.parse(odd.entry.nextCheckAt) - stage.clock.now().getTime()).toBeLessThanOrEqual(30 * 60_000);
      expect(await Snapshot.changesOf(groupId!)).toEqual([]);
      const agreed = await crawl("/p/1");
      expect(agreed).toMatchObject({ outcome: "changed" });
      expect(agreed.entry.pending).toBeUndefined();
      expect((await Snapshot.changesOf(groupId!)).map((change) => change.changeType)).toEqual(["price"]);
    }));

  it.each([
    ["no price", { price: "" }],
    ["a price of nothing", { price: "0" }],
    ["a price that can't be read", { price: "on request" }],
  ])("takes no product with %s", (_, change) =>
    stage.run(async () => {
      shop.serve("/p/1", { body: productPage(change) });
      const { outcome } = await crawl("/p/1");
      expect(["refused", "discovered"]).toContain(outcome);
      expect((await stage.items()).filter((item) => item.__edb_e__ === "listing")).toEqual([]);
    }),
  );

  it("keeps to robots.txt, and asks for it once a day", () =>
    stage.run(async () => {
      shop.serve("/robots.txt", {
        body: "User-agent: *\nDisallow: /private\n",
        headers: { "content-type": "text/plain" },
      });
      shop.serve("/p/1", { body: productPage() });
      const forbidden = await crawl("/private/1");
      expect(forbidden).toMatchObject({ outcome: "forbidden", notes: ["robots.txt"] });
      expect(forbidden.entry.status).toBe("error");
      await crawl("/p/1");
      expect(paths()).toEqual(["/robots.txt", "/p/1"]);
      stage.clock.advance({ hours: 25 });
      await crawl("/p/1");
      expect(paths()).toEqual(["/robots.txt", "/p/1", "/robots.txt", "/p/1"]);
    }));

  it("fetches nothing while robots.txt can't be had, and tries again soon", () =>
    stage.run(async () => {
      shop.serve("/robots.txt", { status: 503 });
      shop.serve("/p/1", { body: productPage() });
      const { outcome, entry } = await crawl("/p/1");
      expect([outcome, entry.lastError]).toEqual(["error", "robots.txt can't be had."]);
      expect(paths()).toEqual(["/robots.txt"]);
      shop.serve("/robots.txt", { status: 404 });
      stage.clock.advance({ minutes: 11 });
      expect(await crawl("/p/1")).toMatchObject({ outcome: "new" });
    }));

  it("backs off from a shop in trouble, longer each time, and recovers", () =>
    stage.run(async () => {
      shop.serve("/p/1", { status: 500 });
      const waits = [];
      for (let n = 1; n <= 4; n++) {
        const { entry, outcome } = await crawl("/p/1");
        expect([outcome, entry.status, entry.errorCount, entry.lastError]).toEqual(["error", "error", n, "HTTP 500"]);
        waits.push((Date.parse(entry.backoffUntil!) - stage.clock.now().getTime()) / 60_000);
      }
      expect(waits.every((wait, i) => wait >= 5 * 2 ** i * 0.75 && wait <= 5 * 2 ** i * 1.25)).toBe(true);
      shop.serve("/p/1", { body: productPage() });
      expect((await crawl("/p/1")).entry).toMatchObject({ status: "queued", errorCount: 0 });
    }));

  it("leaves a shop alone for as long as it asks", () =>
    stage.run(async () => {
      shop.serve("/p/1", { status: 429, headers: { "retry-after": "600" } });
      shop.serve("/p/2", { body: productPage() });
      const { entry } = await crawl("/p/1");
      expect(Date.parse(entry.nextCheckAt) - stage.clock.now().getTime()).toBeGreaterThanOrEqual(600_000);
      const other = await crawl("/p/2");
      expect([other.outcome, other.entry.status]).toEqual(["later", "in_progress"]);
      expect(paths()).not.toContain("/p/2");
      const delayed = (await stage.items()).find((item) => item.__edb_e__ === "domainPace");
      expect(Number(delayed?.nextFreeAt) - stage.clock.now().getTime()).toBeGreaterThan(400_000);
    }));

  it("discontinues what answered twice that it is gone, and takes it back", () =>
    stage.run(async () => {
      shop.serve("/p/1", { body: productPage() });
      const { groupId } = await crawl("/p/1");
      const state = async () => (await Product.read(groupId!)).listings[0]?.availability;
      shop.serve("/p/1", { status: 404 });
      expect((await crawl("/p/1")).outcome).toBe("gone");
      expect(await state()).toBe("in_stock");
      await crawl("/p/1");
      expect(await state()).toBe("discontinued");
      shop.serve("/p/1", { body: productPage() });
      expect((await crawl("/p/1")).outcome).toBe("changed");
      expect(await state()).toBe("in_stock");
    }));

  it("folds an address that redirects or calls another its own", () =>
    stage.run(async () => {
      shop.serve("/old", { status: 301, headers: { location: "/p/1" } });
      shop.serve("/p/1?utm=x", { body: "" });
      shop.serve("/c/2", { body: productPage({ extra: '<link rel="canonical" href="/p/1">' }) });
      shop.serve("/p/1", { body: productPage() });
      const target = Frontiers.idOf(`${shop.url}/p/1`);
      expect((await crawl("/old")).entry.foldedInto).toBe(target);
      expect((await crawl("/c/2")).entry.foldedInto).toBe(target);
      expect((await Frontiers.get(target)).status).not.toBe("paused");
      expect((await crawl("/p/1")).outcome).toBe("new");
      expect((await stage.items()).filter((item) => item.__edb_e__ === "sourcePage")).toHaveLength(1);
    }));

  it("carries a product on to the address that its page moved to", () =>
    stage.run(async () => {
      shop.serve("/p/1", { body: productPage() });
      const { groupId } = await crawl("/p/1");
      stage.clock.advance({ days: 1 });
      shop.serve("/p/1", { status: 301, headers: { location: "/p/new" } });
      shop.serve("/p/new", { body: productPage({ price: "1299.00" }) });
      await crawl("/p/1");
      expect(await crawl("/p/new")).toMatchObject({ outcome: "changed", groupId });
      const { listings, pages } = await Product.read(groupId!);
      expect(listings).toMatchObject([{ url: `${shop.url}/p/new`, price: { amount: 129_900 } }]);
      expect(pages.map((page) => page.url)).toEqual([`${shop.url}/p/new`]);
      expect((await History.read(groupId!, { sinceDays: 7 })).daily.map((day) => day.amount)).toEqual([
        149_900, 129_900,
      ]);
    }));

  it.each([
    ["another product", () => productPage({ name: "Men Striped Slim Fit Linen Shirt" })],
    ["no product", () => "<h1>Kurtas</h1>"],
  ])("discontinues a product whose address leads to %s now", (_, page) =>
    stage.run(async () => {
      shop.serve("/p/1", { body: productPage() });
      const { groupId } = await crawl("/p/1");
      shop.serve("/p/1", { status: 302, headers: { location: "/p/other" } });
      shop.serve("/p/other", { body: page() });
      await crawl("/p/1");
      expect((await crawl("/p/other")).groupId).not.toBe(groupId);
      expect((await Product.read(groupId!)).listings[0]?.availability).toBe("discontinued");
    }),
  );

  it("follows no redirect to another site", () =>
    stage.run(async () => {
      shop.serve("/p/1", { status: 302, headers: { location: "http://elsewhere.localhost:1/p/1" } });
      expect(await crawl("/p/1")).toMatchObject({ outcome: "error" });
      expect((await stage.items()).filter((item) => item.__edb_e__ === "crawlFrontier")).toHaveLength(1);
    }));

  it("finds products by robots.txt, sitemap index, packed sitemap and links", () =>
    stage.run(async () => {
      const { gzipSync } = await import("node:zlib");
      const set = (...paths: string[]) =>
        `<urlset>${paths.map((path) => `<url><loc>${shop.url}${path}</loc></url>`).join("")}</urlset>`;
      shop.serve("/robots.txt", { body: `Sitemap: ${shop.url}/maps.xml`, headers: { "content-type": "text/plain" } });
      shop.serve("/maps.xml", {
        body: `<sitemapindex><sitemap><loc>${shop.url}/products.xml.gz</loc></sitemap></sitemapindex>`,
        headers: { "content-type": "application/xml" },
      });
      shop.serve("/products.xml.gz", {
        body: gzipSync(set("/p/1", "/p/2")),
        headers: { "content-type": "application/gzip" },
      });
      shop.serve("/sale", {
        body: '<h1>Sale</h1><a href="/p/2">2</a><a href="/p/3">3</a><a href="https://other.example/x">x</a>',
      });
      expect((await crawl("/sale")).added).toBe(2);
      expect(await crawl("/maps.xml")).toMatchObject({ outcome: "discovered", added: 1 });
      expect(await crawl("/products.xml.gz")).toMatchObject({ outcome: "discovered", added: 1 });
      const urls = (await stage.items())
        .filter((item) => item.__edb_e__ === "crawlFrontier")
        .map((item) => String(item.url));
      expect(urls.map((url) => url.slice(shop.url.length)).sort()).toEqual([
        "/maps.xml",
        "/p/1",
        "/p/2",
        "/p/3",
        "/products.xml.gz",
        "/sale",
      ]);
    }));

  it("does once what two workers are asked to do at once", () =>
    stage.run(async () => {
      shop.serve("/p/1", { body: productPage() });
      stage.clock.advance({ minutes: 2 });
      const { frontierId } = await addUrl(`${shop.url}/p/1`);
      const results = await Promise.all([1, 2, 3].map(() => visit(frontierId)));
      expect(results.map((result) => result.outcome).sort()).toEqual(["new", "skipped", "skipped"]);
      expect(await visit(frontierId)).toMatchObject({ outcome: "skipped", notes: ["It is not due."] });
      expect(paths().filter((path) => path === "/p/1")).toHaveLength(1);
    }));

  it("gives its claim up when the table fails under it, and is done by the next", () =>
    stage.run(async () => {
      shop.serve("/p/1", { body: productPage() });
      stage.clock.advance({ minutes: 2 });
      const { frontierId } = await addUrl(`${shop.url}/p/1`);
      const broken = new Proxy(stage.documents, {
        get: (target, name, receiver) =>
          name === "send"
            ? (command: { constructor: { name: string } }) => {
                if (command.constructor.name === "TransactWriteCommand") throw new Error("The table is away.");
                return target.send(command as never);
              }
            : Reflect.get(target, name, receiver),
      });
      await expect(stage.run(() => visit(frontierId), { documents: broken })).rejects.toThrow("away");
      expect(await visit(frontierId)).toMatchObject({ outcome: "new" });
    }));
});

describe("adding a shop", () => {
  it("begins with its front page and sitemap, and hands them out within the budget", () =>
    stage.run(async () => {
      const config = await addDomain({ baseUrl: shop.url, name: "The Shop" });
      expect(config).toMatchObject({ sourceId: "shop", maxRps: 50 });
      const entries = (await stage.items()).filter((item) => item.__edb_e__ === "crawlFrontier");
      expect(entries.map((item) => [item.kind, item.status]).sort()).toEqual([
        ["page", "in_progress"],
        ["sitemap", "in_progress"],
      ]);
    }));

  it("refuses what is no address, and paths that are not to be crawled", () =>
    stage.run(async () => {
      await expect(addUrl("not an address")).rejects.toMatchObject({ code: "invalid" });
      await Domain.put({ baseUrl: shop.url, disallowedPaths: ["/cart"] });
      await expect(addUrl(`${shop.url}/cart/1`)).rejects.toMatchObject({ code: "invalid" });
    }));
});

describe("a paused domain", () => {
  it("is not visited until it is resumed", () =>
    stage.run(async () => {
      shop.serve("/p/1", { body: productPage() });
      await Domain.setPaused(Domain.hostOf(shop.url), true);
      expect(await crawl("/p/1")).toMatchObject({ outcome: "skipped" });
      await Domain.setPaused(Domain.hostOf(shop.url), false);
      expect(await crawl("/p/1")).toMatchObject({ outcome: "new" });
      expect(await receive(stage.queue)).toBeDefined();
    }));
});
