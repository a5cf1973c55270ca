import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decimal, grouped, rupee } from "../money.ts";
import { type Sandbox, startSandbox } from "../server.ts";
import { ask } from "../testing/ask.ts";
import type { ListingView } from "../world/catalogue.ts";
import type { ShopId } from "../world/listing.ts";
import { SHOPS } from "./shops.ts";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, now: () => new Date("2026-11-20T06:30:00Z") });
});
afterAll(() => sandbox.close());

const shopOf = (id: ShopId) => SHOPS.find((s) => s.id === id) as (typeof SHOPS)[number];
const pathOf = (view: ListingView) => shopOf(view.listing.shop).path(view.listing);
const plain = (v: ListingView) => v.listing.priceForm === "plain" && new Set(v.variants.map((x) => x.price)).size === 1;
const live = (shop: ShopId, fits: (v: ListingView) => boolean = plain): ListingView[] =>
  sandbox.catalogue.live(shop).filter(fits);
const locations = (text: string) => [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map((m) => m[1] as string);

/** Slow Loom fails at times; a crawler asks again, with its own name so that the limit is its own. */
async function patient(path: string): Promise<Awaited<ReturnType<typeof ask>>> {
  for (let turn = 0; turn < 8; turn++) {
    const answer = await ask(sandbox, "slowloom", path, { headers: { "user-agent": `patient-${path}-${turn}` } }).catch(
      () => null,
    );
    if (answer && answer.status < 500) return answer;
  }
  throw new Error(`Slow Loom never answered ${path}`);
}

describe("threadmill, like Shopify", () => {
  it("tells prices as decimal strings in JSON-LD, rupees in products.json and paise in .js", async () => {
    const view = live("threadmill")[0] as ListingView;
    const page = await ask(sandbox, "threadmill", `${pathOf(view)}?variant=1&utm_source=mail`);
    expect(page.text).toContain(`"price":"${decimal(view.price)}"`);
    expect(page.text).toContain('"@type":"ProductGroup"');
    expect(page.text).toContain(
      `<link rel="canonical" href="http://threadmill.localhost:${sandbox.port}${pathOf(view)}">`,
    );
    const js = JSON.parse((await ask(sandbox, "threadmill", `${pathOf(view)}.js`)).text) as { price: number };
    expect(js.price).toBe(view.price);
    const all = JSON.parse((await ask(sandbox, "threadmill", "/products.json?limit=250&page=1")).text) as {
      products: { handle: string; variants: { price: string }[] }[];
    };
    expect(all.products).toHaveLength(250);
    const same = all.products.find((p) => p.handle === view.listing.handle);
    expect(same?.variants[0]?.price).toBe(decimal(view.variants[0]?.price as number));
  });

  it("splits its sitemap and names every live product once", async () => {
    const index = locations((await ask(sandbox, "threadmill", "/sitemap.xml")).text);
    const files = index.filter((loc) => loc.includes("sitemap_products"));
    const pages = await Promise.all(files.map((loc) => ask(sandbox, "threadmill", new URL(loc).pathname)));
    const products = pages.flatMap((p) => locations(p.text)).filter((loc) => loc.includes("/products/"));
    expect(products.sort()).toEqual(
      live("threadmill", () => true)
        .map((v) => `http://threadmill.localhost:${sandbox.port}${pathOf(v)}`)
        .sort(),
    );
  });
});

describe("vanika, like WooCommerce", () => {
  it("shows the regular price struck out, the sale price inserted, and each variation on the form", async () => {
    const view = live("vanika", (v) => plain(v) && v.mrp > v.price)[0] as ListingView;
    const { text } = await ask(sandbox, "vanika", pathOf(view));
    expect(text).toMatch(
      new RegExp(`<del[^>]*>.*${grouped(view.mrp)}.*</del>.*<ins[^>]*>.*${grouped(view.price)}.*</ins>`),
    );
    expect(text).toContain(`itemprop="price" content="${decimal(view.price)}"`);
    const form = /data-product_variations="([^"]*)"/
      .exec(text)?.[1]
      ?.replaceAll("&quot;", '"')
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">");
    const variations = JSON.parse(form as string) as { display_price: number }[];
    expect(variations.map((v) => v.display_price * 100)).toEqual(view.variants.map((v) => v.price));
  });

  it("serves its sitemaps as gzip files, without a content encoding", async () => {
    const [first] = locations((await ask(sandbox, "vanika", "/sitemap_index.xml")).text);
    const answer = await ask(sandbox, "vanika", new URL(first as string).pathname);
    expect(answer.body.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
    expect(answer.headers["content-encoding"]).toBeUndefined();
    expect(locations(answer.text).length).toBeGreaterThan(50);
  });
});

describe("bazaar24, house-made", () => {
  it("tells the price in words only", async () => {
    const view = live("bazaar24", (v) => plain(v) && v.mrp > v.price)[0] as ListingView;
    const { text } = await ask(sandbox, "bazaar24", pathOf(view));
    expect(text).toMatch(
      new RegExp(`MRP [^<]*${grouped(view.mrp)}[^<]*</span> <span class="now">[^<]*${grouped(view.price)}`),
    );
    expect(text).toContain('property="og:type" content="product"');
    expect(text).not.toMatch(/ld\+json|itemprop|price:amount/);
  });

  it("groups lakhs the Indian way", () => {
    expect(rupee(12_345_600)).toBe("₹1,23,456");
  });

  it("hides some prices behind a range or a request", async () => {
    for (const [form, sign] of [
      ["range", /class="now">₹[\d,]+ - ₹[\d,]+</],
      ["on-request", /class="now">Price on request</],
    ] as const) {
      const view = live("bazaar24", (v) => v.listing.priceForm === form)[0] as ListingView;
      expect((await ask(sandbox, "bazaar24", pathOf(view))).text).toMatch(sign);
    }
  });

  it("sends a wrong name with the right number to the canonical address", async () => {
    const view = live("bazaar24")[0] as ListingView;
    const answer = await ask(sandbox, "bazaar24", `/anything/p/${view.listing.number}`);
    expect([answer.status, answer.headers.location]).toEqual([301, pathOf(view)]);
  });
});

describe("nebula, script only", () => {
  it("has nothing of the product in its page and all of it behind the script", async () => {
    const view = live("nebula")[0] as ListingView;
    const page = await ask(sandbox, "nebula", pathOf(view));
    expect(page.text).not.toContain(view.listing.garment.brand.name);
    expect(page.headers.etag).toBeUndefined();
    const api = /data-api="([^"]+)"/.exec(page.text)?.[1] as string;
    const data = JSON.parse((await ask(sandbox, "nebula", api)).text) as { price: number; title: string };
    expect(data).toMatchObject({ price: view.price, title: view.listing.title });
  });
});

describe("slowloom, slow and strict", () => {
  it("answers 429 with Retry-After to a client in a hurry, and not to another", async () => {
    const hurry = await Promise.all(
      Array.from({ length: 12 }, () =>
        ask(sandbox, "slowloom", "/", { headers: { "user-agent": "hurry" } }).catch(() => null),
      ),
    );
    const refused = hurry.filter((a) => a?.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(5);
    expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThan(0);
    expect((await patient("/")).status).toBe(200);
  });

  it("shows its price in microdata or JSON-LD, whichever hand made the page", async () => {
    const views = live("slowloom").slice(0, 8);
    const pages = await Promise.all(views.map((v) => patient(pathOf(v))));
    pages.forEach(({ text }, i) => {
      const { price } = views[i] as ListingView;
      expect(
        text.includes(`itemprop="price" content="${decimal(price)}"`) || text.includes(`"price":${price / 100},`),
      ).toBe(true);
    });
    const broken = pages.filter((p) => {
      const block = /ld\+json">([\s\S]*?)<\/script>/.exec(p.text)?.[1];
      try {
        JSON.parse(block ?? "{}");
        return false;
      } catch {
        return true;
      }
    });
    expect(broken.every((p) => p.text.includes('itemprop="offers"'))).toBe(true);
  });
});

describe("every shop", () => {
  it.each(SHOPS.map((s) => s.id))("%s forbids the trap and the cart, and names its sitemaps", async (id) => {
    const { text } = await ask(sandbox, id, "/robots.txt");
    expect(text).toContain("Disallow: /trap/");
    expect(text).toContain("Disallow: /cart");
    for (const path of shopOf(id).sitemaps)
      expect(text).toContain(`Sitemap: http://${id}.localhost:${sandbox.port}${path}`);
    if (id === "slowloom") expect(text).toContain("Crawl-delay: 1");
  });

  it.each(["threadmill", "vanika", "bazaar24"] as const)("%s answers 304 while nothing has changed", async (id) => {
    const path = pathOf(live(id)[0] as ListingView);
    const first = await ask(sandbox, id, path);
    const etag = first.headers.etag as string;
    const modified = first.headers["last-modified"] as string;
    expect(Date.parse(modified)).toBeLessThanOrEqual(Date.parse("2026-11-20T06:30:00Z"));
    const again = await ask(sandbox, id, path, { headers: { "if-none-match": etag } });
    expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag]);
    expect((await ask(sandbox, id, path, { headers: { "if-modified-since": modified } })).status).toBe(304);
    const stale = { "if-none-match": '"else"', "if-modified-since": modified };
    expect((await ask(sandbox, id, path, { headers: stale })).status).toBe(200);
  });

  it.each(["threadmill", "vanika"] as const)(
    "%s redirects what moved, and tells what is gone from what never was",
    async (id) => {
      const moved = live(id, (v) => v.listing.oldHandles.length > 0)[0] as ListingView;
      const [prefix, suffix] = id === "vanika" ? ["/product/", "/"] : ["/products/", ""];
      const old = await ask(sandbox, id, `${prefix}${moved.listing.oldHandles[0]}${suffix}`);
      expect([old.status, old.headers.location]).toEqual([301, pathOf(moved)]);
      const gone = sandbox.world.at(id).find((l) => sandbox.catalogue.view(l).status === "gone");
      expect((await ask(sandbox, id, shopOf(id).path(gone as NonNullable<typeof gone>))).status).toBe(410);
      const coming = sandbox.world.at(id).find((l) => sandbox.catalogue.view(l).status === "coming");
      expect((await ask(sandbox, id, shopOf(id).path(coming as NonNullable<typeof coming>))).status).toBe(404);
      expect((await ask(sandbox, id, `${prefix}nothing${suffix}`)).status).toBe(404);
    },
  );

  it.each(["threadmill", "vanika", "bazaar24"] as const)(
    "%s can be browsed from home to a product, page by page",
    async (id) => {
      const home = await ask(sandbox, id, "/");
      expect(home.status).toBe(200);
      const list = { threadmill: "/collections/all?page=2", vanika: "/shop/page/2/", bazaar24: "/c/women?page=2" }[id];
      const page = await ask(sandbox, id, list);
      expect(page.status).toBe(200);
      const links = [...page.text.matchAll(/href="([^"]+)"/g)].map((m) => (m[1] as string).replaceAll("&amp;", "&"));
      const product = links.find((href) => /\/products\/|\/product\/|\/p\//.test(href)) as string;
      expect((await ask(sandbox, id, product)).status).toBe(200);
    },
  );

  it.each(SHOPS.map((s) => s.id))("%s has no end of links in its trap", async (id) => {
    if (id === "slowloom") return;
    const first = await ask(sandbox, id, "/trap/start");
    const next = /href="(\/trap\/[^"]+)"/.exec(first.text)?.[1] as string;
    expect((await ask(sandbox, id, next)).text).not.toBe(first.text);
  });
});
