import { s3Objects } from "@stylegence/clients/objects/s3";
import { createBucket, createQueue, useEmulator } from "@stylegence/testing/aws";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct } from "@stylegence/testing/products";
import { type Shop, startShop } from "@stylegence/testing/shop";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ingest } from "../catalog/ingest.ts";
import * as Product from "../catalog/product.ts";
import * as Domain from "../crawl/domain.ts";
import { store } from "./picture.ts";

let harness: Harness;
let shop: Shop;
let made = 0;
let jpeg: Buffer;

const inside = <T>(body: () => Promise<T>) => harness.run(body);

/** A garment whose only picture lies at that address; gives the ids of both. */
async function sell(pictureUrl: string): Promise<{ groupId: string; imageId: string }> {
  made += 1;
  const url = `https://shop-a.example/p/${made}`;
  const product = aProduct({ url, name: `Kurta ${made}`, brand: `Brand ${made}`, images: [{ url: pictureUrl }] });
  const checkedAt = harness.clock.now().toISOString();
  const { groupId } = await inside(() => ingest(product, { sourceId: "shop-a", url, checkedAt, via: "crawl" }));
  const { images } = await inside(() => Product.read(groupId!));
  return { groupId: groupId!, imageId: images[0]!.imageId };
}

const imageOf = async (groupId: string) => (await inside(() => Product.read(groupId))).images[0];
const revOf = async (groupId: string) => (await inside(() => Product.read(groupId))).group.rev;

beforeAll(async () => {
  useEmulator(inject("awsUrl"));
  shop = await startShop();
  harness = await startHarness(inject("dynamoUrl"), {
    MEDIA_BUCKET: await createBucket(),
    MEDIA_QUEUE_URL: await createQueue(),
    CRAWL_RESOLVE: "*.localhost=127.0.0.1",
  });
  jpeg = await sharp({ create: { width: 1200, height: 1500, channels: 3, background: "#c02040" } })
    .withExif({ IFD3: { GPSLatitude: "12/1 58/1 0/1" } })
    .jpeg()
    .toBuffer();
  shop.serve("/kurta.jpg", { headers: { "content-type": "image/jpeg" }, body: jpeg });
});
afterAll(async () => {
  await Promise.all([harness.close(), shop.close()]);
});

describe("store", () => {
  it("keeps three widths for ever and tells the group, so that it is indexed again", async () => {
    const { groupId, imageId } = await sell(`${shop.url}/kurta.jpg`);
    const before = await revOf(groupId);
    expect(await inside(() => store(groupId, imageId))).toBe("stored");
    const image = await imageOf(groupId);
    expect(image).toMatchObject({
      status: "stored",
      width: 1200,
      height: 1500,
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(image?.dominantColour).toMatch(/^#[0-9a-f]{6}$/);
    expect(image?.renditions).toEqual([320, 640, 960].map((width) => ({ width, key: `p/${imageId}/${width}.webp` })));
    const stored = await s3Objects(harness.config.MEDIA_BUCKET).get(`p/${imageId}/640.webp`);
    expect(stored?.contentType).toBe("image/webp");
    const meta = await sharp(stored?.body).metadata();
    expect(meta).toMatchObject({ format: "webp", width: 640, height: 800 });
    expect(meta.exif).toBeUndefined();
    expect(await revOf(groupId)).toBe(before + 1);
  });

  it("fetches nothing a second time", async () => {
    const { groupId, imageId } = await sell(`${shop.url}/kurta.jpg?again`);
    shop.serve("/kurta.jpg?again", { headers: { "content-type": "image/jpeg" }, body: jpeg });
    await inside(() => store(groupId, imageId));
    const { length } = shop.asked;
    const before = await revOf(groupId);
    expect(await inside(() => store(groupId, imageId))).toBe("stored_before");
    expect(shop.asked).toHaveLength(length);
    expect(await revOf(groupId)).toBe(before);
  });

  it.each<[string, string, object]>([
    ["is not there", "/gone.jpg", { status: 404 }],
    ["is a page", "/page.jpg", { headers: { "content-type": "text/html" }, body: "<html>" }],
    ["is no picture inside", "/lie.jpg", { headers: { "content-type": "image/jpeg" }, body: "not a picture" }],
  ])("marks a picture that %s as failed, and why", async (_, path, reply) => {
    shop.serve(path, reply);
    const { groupId, imageId } = await sell(`${shop.url}${path}`);
    expect(await inside(() => store(groupId, imageId))).toBe("failed");
    expect(await imageOf(groupId)).toMatchObject({ status: "failed", lastError: expect.stringMatching(/\w/) });
  });

  it.each([429, 503])("leaves a picture for later when the shop answers %i", async (status) => {
    shop.serve(`/busy-${status}.jpg`, { status });
    const { groupId, imageId } = await sell(`${shop.url}/busy-${status}.jpg`);
    await expect(inside(() => store(groupId, imageId))).rejects.toMatchObject({ code: "unavailable", retry: true });
    expect(await imageOf(groupId)).toMatchObject({ status: "pending" });
  });

  it("never goes to an address inside, whatever a shop's page says", async () => {
    const { groupId, imageId } = await sell("http://169.254.169.254/latest/meta-data/a.jpg");
    expect(await inside(() => store(groupId, imageId))).toBe("failed");
  });

  it("has nothing to do for a picture that is no longer there", async () => {
    const { groupId } = await sell(`${shop.url}/kurta.jpg`);
    expect(await inside(() => store(groupId, "img_01JZ0000000000000000000404"))).toBe("gone");
  });
});

describe("at the shop's own host", () => {
  const shopUrl = () => shop.url.replace("shop.localhost", "boutique.localhost");

  it("keeps to robots.txt, and links what it may not fetch", async () => {
    shop.serve("/robots.txt", {
      headers: { "content-type": "text/plain" },
      body: "User-agent: *\nDisallow: /private/",
    });
    await inside(() => Domain.put({ baseUrl: shopUrl(), maxRps: 20, allowedPaths: ["/p/"] }));
    const { groupId, imageId } = await sell(`${shopUrl()}/private/kurta.jpg`);
    expect(await inside(() => store(groupId, imageId))).toBe("linked");
    expect(shop.asked.map(({ path }) => path)).not.toContain("/private/kurta.jpg");
    const open = await sell(`${shopUrl()}/kurta.jpg`);
    expect(await inside(() => store(open.groupId, open.imageId))).toBe("stored");
  });

  it("waits for its turn: one that is far off goes back to the queue with the moment reserved", async () => {
    await inside(() => Domain.put({ baseUrl: shopUrl(), maxRps: 0.02 }));
    const [first, second] = [await sell(`${shopUrl()}/kurta.jpg?1`), await sell(`${shopUrl()}/kurta.jpg?2`)];
    shop.serve("/kurta.jpg?1", { headers: { "content-type": "image/jpeg" }, body: jpeg });
    harness.clock.advance({ minutes: 5 });
    expect(await inside(() => store(first.groupId, first.imageId))).toBe("stored");
    expect(await inside(() => store(second.groupId, second.imageId))).toBe("later");
    expect(shop.asked.map(({ path }) => path)).not.toContain("/kurta.jpg?2");
  });

  it("stores nothing of a shop that only wants to be linked to", async () => {
    await inside(() => Domain.put({ baseUrl: shopUrl(), maxRps: 20, imagePolicy: "link" }));
    const { groupId, imageId } = await sell(`${shopUrl()}/kurta.jpg?3`);
    expect(await inside(() => store(groupId, imageId))).toBe("linked");
    expect(await imageOf(groupId)).toMatchObject({ status: "pending" });
  });
});
