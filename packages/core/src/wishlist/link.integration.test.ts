import { productPage, type Shop } from "@stylegence/testing/shop";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { type CrawlStage, startCrawlStage } from "../../test/crawl-stage.ts";
import * as Alert from "../alert/alert.ts";
import { answer } from "../alert/visited.ts";
import { domainConfig } from "../crawl/domain.entity.ts";
import * as Domain from "../crawl/domain.ts";
import * as Frontiers from "../crawl/frontier.ts";
import { visit } from "../crawl/visit.ts";
import * as Count from "./count.ts";
import * as Link from "./link.ts";
import * as Links from "./links.ts";
import * as Wishlist from "./wishlist.ts";

let stage: CrawlStage;
let shop: Shop;

beforeEach(async () => {
  stage = await startCrawlStage(
    { dynamoUrl: inject("dynamoUrl"), awsUrl: inject("awsUrl") },
    { minIntervalMinutes: 60, maxIntervalMinutes: 6000 },
  );
  shop = stage.shop;
});
afterEach(() => stage.close());

const as = <T>(userId: string, body: () => Promise<T>) => stage.run(body, { actor: { type: "shopper", userId } });

/** Pastes a shop's path and returns the crawl's entry for it. */
async function paste(path: string, userId = "user_Ada"): Promise<string> {
  const added = await as(userId, () => Link.add(`${shop.url}${path}`));
  if (!("link" in added)) throw new Error("It was known already.");
  return added.link.linkId;
}
/** One visit as the queue would have it made, and what comes of it. */
async function read(frontierId: string) {
  await stage.run(() => visit(frontierId));
  return stage.run(() => answer(frontierId));
}
const state = (userId = "user_Ada") =>
  as(userId, async () => ({
    wishes: (await Wishlist.list()).items.map(({ subject }) => subject.title),
    links: (await Links.list()).map(({ state: of, reason }) => reason ?? of),
    counts: await Count.read(userId),
  }));

describe("a pasted link", () => {
  it("is read at once and becomes a wish, once, however often that is said", async () => {
    shop.serve("/p/1", { body: productPage() });
    const linkId = await paste("/p/1");
    expect(await paste("/p/1")).toBe(linkId);
    expect(await state()).toMatchObject({ wishes: [], links: ["reading"], counts: { wishes: 0, links: 1 } });
    expect((await stage.run(() => Frontiers.get(linkId))).dispatchId).toBeDefined();
    await stage.run(() => visit(linkId));
    await Promise.all(Array.from({ length: 5 }, () => stage.run(() => answer(linkId))));
    const title = "Women Floral Print Straight Cotton Kurta";
    expect(await state()).toEqual({ wishes: [title], links: [], counts: { wishes: 1, links: 0 } });
  });

  it("is answered for everybody who waits for the page, and once more for whom the index had not told of", async () => {
    shop.serve("/p/1", { body: productPage() });
    const linkId = await paste("/p/1");
    await paste("/p/1", "user_aDa");
    const { againAfterS } = await read(linkId);
    expect(againAfterS).toBeGreaterThan(0);
    for (const userId of ["user_Ada", "user_aDa"]) expect((await state(userId)).wishes).toHaveLength(1);
    stage.clock.advance({ seconds: againAfterS! });
    expect(await stage.run(() => answer(linkId))).toMatchObject({ wished: 0, againAfterS: null });
    expect((await stage.run(() => Frontiers.get(linkId))).awaitedAt).toBeUndefined();
  });

  it("of a page that is known is a wish at once, for the option that it names", async () => {
    shop.serve("/p/1", { body: productPage() });
    await stage.run(() => stage.crawl("/p/1"));
    const added = await as("user_Ada", () => Link.add(`${shop.url}/p/1?utm_source=mail`));
    expect(added).toMatchObject({ wish: { subject: { size: { label: "M" } } } });
    expect(await state()).toMatchObject({ links: [], counts: { wishes: 1, links: 0 } });
  });

  it.each<[string, string, () => void]>([
    ["shows no product", "not_a_product", () => shop.serve("/p/1", { body: "<html><body>About us</body></html>" })],
    ["has no price", "no_price", () => shop.serve("/p/1", { body: productPage({ price: "on request" }) })],
    ["is gone", "gone", () => shop.serve("/p/1", { status: 404 })],
    [
      "is closed to robots",
      "forbidden",
      () => {
        shop.serve("/robots.txt", { body: "User-agent: *\nDisallow: /p/", headers: { "content-type": "text/plain" } });
        shop.serve("/p/1", { body: productPage() });
      },
    ],
  ])("to a page that %s is refused as %s, and can be taken away", async (_, reason, serve) => {
    serve();
    const linkId = await paste("/p/1");
    expect(await read(linkId)).toMatchObject({ wished: 0, refused: 1 });
    expect(await state()).toMatchObject({ wishes: [], links: [reason] });
    expect(await as("user_aDa", () => Links.remove(linkId))).toBe(false);
    expect(await as("user_Ada", () => Links.remove(linkId))).toBe(true);
    expect(await state()).toMatchObject({ links: [], counts: { links: 0 } });
  });

  it("to a page that fails is tried again before it is given up", async () => {
    shop.serve("/p/1", { status: 500 });
    const linkId = await paste("/p/1");
    await read(linkId);
    expect((await state()).links).toEqual(["reading"]);
    stage.clock.advance({ minutes: 20 });
    await read(linkId);
    expect((await state()).links).toEqual(["unreachable"]);
  });

  it("follows the shop to the page's own address", async () => {
    shop.serve("/old", { status: 301, headers: { location: "/p/1" } });
    shop.serve("/p/1", { body: productPage() });
    const linkId = await paste("/old");
    expect(await read(linkId)).toMatchObject({ moved: 1 });
    const target = await stage.run(() => Frontiers.get(Frontiers.idOf(`${shop.url}/p/1`)));
    await read(target.frontierId);
    expect(await state()).toMatchObject({ links: [], counts: { wishes: 1, links: 0 } });
  });

  it("to a shop that nobody knows brings that page and nothing else of the shop", async () => {
    const config = await as("user_Ada", async () => {
      await Link.add("https://unknown-shop.example/p/1");
      return Domain.get("unknown-shop.example");
    });
    expect(config).toMatchObject({ namedOnly: true, maxRps: 0.5 });
  });

  it("brings no more shops than staff can look at", async () => {
    const brought = await stage.run(() => Domain.put({ baseUrl: "https://shop-0.example/", namedOnly: true }));
    const others = Array.from({ length: 499 }, (_, at) => ({ ...brought, domain: `shop-${at + 1}.example` }));
    await stage.run(() => domainConfig().put(others).go({ concurrent: 4 }));
    const link = as("user_Ada", () => Link.add("https://one-more.example/p/1"));
    await expect(link).rejects.toMatchObject({ code: "rate_limited" });
    expect(await stage.run(() => Domain.get("one-more.example"))).toBeNull();
    await expect(as("user_Ada", () => Link.add("https://shop-7.example/p/1"))).resolves.toHaveProperty("link");
  });

  it("is one of so many an hour", async () => {
    shop.serve("/p/1", { body: productPage() });
    await stage.run(() => stage.crawl("/p/1"));
    const pasted = await as("user_Ada", () =>
      Promise.allSettled(Array.from({ length: 25 }, () => Link.add(`${shop.url}/p/1`))),
    );
    const refused = pasted
      .filter((one) => one.status === "rejected")
      .map((one) => (one.reason as { code: string }).code);
    expect(refused).toEqual(Array(5).fill("rate_limited"));
    stage.clock.advance({ hours: 1 });
    await expect(as("user_Ada", () => Link.add(`${shop.url}/p/1`))).resolves.toBeDefined();
  });
});

describe("the pages of what is wished for", () => {
  it("are visited sooner, until nobody wishes for it any more", async () => {
    shop.serve("/p/1", { body: productPage() });
    const { groupId, entry } = await stage.run(() => stage.crawl("/p/1"));
    const added = await as("user_Ada", () => Link.add(`${shop.url}/p/1`));
    if (!("wish" in added)) throw new Error("It should be known.");
    const { variantId } = added.wish;
    await stage.run(() => Alert.wished("user_Ada", variantId));
    const sooner = await stage.run(() => Frontiers.get(entry.frontierId));
    expect(sooner.priorityScore).toBe(1);
    expect(sooner.nextCheckAt < entry.nextCheckAt).toBe(true);
    await as("user_Ada", () => Wishlist.remove(variantId));
    await stage.run(() => Alert.left(groupId!));
    const again = await stage.run(() => Frontiers.get(entry.frontierId));
    expect(again.priorityScore).toBe(0);
    expect(again.nextCheckAt > sooner.nextCheckAt).toBe(true);
  });
});
