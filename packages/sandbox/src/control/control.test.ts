import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server.ts";
import { type Answer, ask } from "../testing/ask.ts";
import type { truth } from "./truth.ts";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, now: () => new Date("2026-11-20T06:30:00Z") });
});
afterAll(() => sandbox.close());

type Truth = ReturnType<typeof truth>;
type TruthListing = Truth["garments"][number]["listings"][number];

const parsed = <T>(answer: Answer) => JSON.parse(answer.text) as T;
const tell = async (path: string, json: unknown) => ask(sandbox, "sandbox", path, { json });
const listings = async (shop: string): Promise<TruthListing[]> =>
  parsed<Truth>(await ask(sandbox, "sandbox", "/truth"))
    .garments.flatMap((g) => g.listings)
    .filter((l) => l.shop === shop && l.status === "live" && l.price !== null);
const page = (listing: { url: string }) =>
  ask(sandbox, new URL(listing.url).hostname.replace(".localhost", ""), new URL(listing.url).pathname);

describe("the control host", () => {
  it("offers the five domains to crawl, by name or by the bare address", async () => {
    const shops = parsed<{ id: string; baseUrl: string; sitemap: string; useRenderer: boolean; rules: unknown[] }[]>(
      await ask(sandbox, "sandbox", "/shops"),
    );
    expect(shops.map((s) => s.id)).toEqual(["threadmill", "vanika", "bazaar24", "nebula", "slowloom"]);
    expect(shops.filter((s) => s.useRenderer).map((s) => s.id)).toEqual(["nebula"]);
    expect(shops.find((s) => s.id === "bazaar24")?.rules.length).toBeGreaterThan(5);
    const bare = await fetch(`${sandbox.url}/health`);
    expect(((await bare.json()) as { status: string }).status).toBe("ok");
  });

  it("moves prices by the clock and no further back", async () => {
    const before = await listings("threadmill");
    const { day } = parsed<{ day: number }>(await tell("/clock", { advanceDays: 30 }));
    expect(day).toBe(30);
    const after = new Map((await listings("threadmill")).map((l) => [l.url, l.price]));
    const moved = before.filter((l) => after.has(l.url) && after.get(l.url) !== l.price);
    expect(moved.length).toBeGreaterThan(before.length * 0.2);
    const changed = moved[0] as TruthListing;
    expect((await page(changed)).text).toContain(`"price":"${((after.get(changed.url) as number) / 100).toFixed(2)}"`);
    expect((await tell("/clock", { advanceDays: -1 })).status).toBe(400);
  });

  it("sets a price and gives it back, and the validators follow", async () => {
    const [listing] = (await listings("threadmill")) as [TruthListing];
    const before = await page(listing);
    expect((await tell("/price", { url: listing.url, price: 12_300, mrp: 99_900 })).status).toBe(200);
    const after = await page(listing);
    expect(after.text).toContain('"price":"123.00"');
    expect(after.headers.etag).not.toBe(before.headers.etag);
    await tell("/price", { url: listing.url, price: null });
    expect((await page(listing)).headers.etag).toBe(before.headers.etag);
  });

  it("hides a price of the house-made shop and shows it again", async () => {
    const [listing] = (await listings("bazaar24")) as [TruthListing];
    await tell("/price", { url: listing.url, form: "on-request" });
    expect((await page(listing)).text).toContain("Price on request");
    expect((await listings("bazaar24")).some((l) => l.url === listing.url)).toBe(false);
    await tell("/price", { url: listing.url, price: null });
    expect((await page(listing)).text).not.toContain("Price on request");
  });

  it("sets the stock of one size, and discontinues", async () => {
    const listing = (await listings("threadmill")).find((l) =>
      l.variants.every((v) => v.availability === "in_stock"),
    ) as TruthListing;
    const size = listing.variants[0]?.size.raw;
    await tell("/stock", { url: listing.url, availability: "out_of_stock", size });
    expect((await page(listing)).text.match(/schema\.org\/OutOfStock/g)).toHaveLength(
      listing.variants.filter((v) => v.size.raw === size).length,
    );
    await tell("/stock", { url: listing.url, availability: "discontinued" });
    expect((await page(listing)).status).toBe(410);
    await tell("/stock", { url: listing.url, availability: null });
    expect((await page(listing)).status).toBe(200);
  });

  it("tells what is wrong with a request, and changes nothing", async () => {
    const wrong = await tell("/price", { url: "http://threadmill.localhost/products/none", price: -1 });
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining("price")]);
    expect((await tell("/stock", { url: "http://elsewhere.example/x", availability: "in_stock" })).status).toBe(400);
    expect((await tell("/fault", { shop: "vanika", kind: "earthquake" })).status).toBe(400);
  });

  it("injects faults, counts them down and clears them", async () => {
    await tell("/fault", { shop: "vanika", kind: "status", status: 500, path: "/shop/", count: 2 });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await ask(sandbox, "vanika", "/shop/")).status);
    expect(statuses).toEqual([500, 500, 200]);
    await tell("/fault", { shop: "vanika", kind: "reset" });
    await expect(ask(sandbox, "vanika", "/")).rejects.toThrow(/ECONNRESET|hang up/);
    await tell("/fault", { shop: "vanika", kind: "redirect-loop" });
    expect((await ask(sandbox, "vanika", "/")).headers.location).toContain("loop=1");
    await tell("/fault", { shop: "vanika", kind: "none" });
    expect((await ask(sandbox, "vanika", "/")).status).toBe(200);
    await tell("/fault", { shop: "vanika", kind: "truncate", count: 1 });
    await expect(ask(sandbox, "vanika", "/")).rejects.toThrow(/aborted|ECONNRESET|hang up/);
  });

  it("keeps a log of who asked for what", async () => {
    await ask(sandbox, "bazaar24", "/robots.txt", { headers: { "user-agent": "logged/1" } });
    const entries = parsed<{ path: string; agent: string; status: number; at: string }[]>(
      await ask(sandbox, "sandbox", "/requests?shop=bazaar24&limit=5"),
    );
    expect(entries.at(-1)).toMatchObject({ path: "/robots.txt", agent: "logged/1", status: 200 });
    expect(Date.parse(entries.at(-1)?.at as string)).not.toBeNaN();
  });

  it("tells past prices when asked", async () => {
    const all = parsed<Truth>(await ask(sandbox, "sandbox", "/truth?days=20"));
    const first = all.garments.find((g) => g.listings.length > 0)?.listings[0] as TruthListing & { history: unknown[] };
    expect(first.history).toHaveLength(20);
    expect(all.hardNegatives.length).toBeGreaterThan(50);
  });
});

describe("the feeds", () => {
  it("carry garments that no shop sells, as table and as RSS, plain and gzip", async () => {
    const all = parsed<Truth>(await ask(sandbox, "sandbox", "/truth"));
    const alone = all.garments.filter((g) => g.listings.length === 0 && g.feeds.some((f) => f.feed === "trackhive"));
    expect(alone.length).toBeGreaterThan(10);
    const table = await ask(sandbox, "sandbox", "/feeds/trackhive.tsv.gz");
    const rss = await ask(sandbox, "sandbox", "/feeds/trackhive.xml");
    for (const g of alone) {
      const id = g.feeds.find((f) => f.feed === "trackhive")?.itemGroupId as string;
      expect(table.text).toContain(`\t${id}\t`);
      expect(rss.text).toContain(`<g:item_group_id>${id}</g:item_group_id>`);
    }
    expect((await ask(sandbox, "sandbox", "/feeds/nobody.tsv")).status).toBe(404);
  });

  it("have rows of one width but the spoilt last, and spoilt prices among sound ones", async () => {
    const { text } = await ask(sandbox, "sandbox", "/feeds/linkmela.tsv");
    const [head = "", ...rows] = text.trimEnd().split("\n");
    const width = head.split("\t").length;
    expect(rows.length).toBeGreaterThan(150);
    expect(rows.slice(0, -1).every((r) => r.split("\t").length === width)).toBe(true);
    expect(rows.at(-1)?.split("\t")).toHaveLength(4);
    const price = head.split("\t").indexOf("price");
    const odd = rows.slice(0, -1).filter((r) => !/^[1-9]\d*\.\d\d INR$/.test(r.split("\t")[price] as string));
    expect(odd.length).toBeGreaterThan(0);
    expect(odd.length).toBeLessThan(rows.length * 0.05);
  });

  it("link to pages and pictures that are there", async () => {
    const { text } = await ask(sandbox, "sandbox", "/feeds/linkmela.xml");
    const link = /<g:link>([^<]+)<\/g:link>/.exec(text)?.[1]?.replaceAll("&amp;", "&") as string;
    const image = /<g:image_link>([^<]+)<\/g:image_link>/.exec(text)?.[1] as string;
    expect((await ask(sandbox, "sandbox", new URL(link).pathname)).status).toBe(200);
    expect((await ask(sandbox, "sandbox", new URL(image).pathname)).headers["content-type"]).toBe("image/jpeg");
  });
});
