import { createBucket, useEmulator } from "@stylegence/testing/aws";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct } from "@stylegence/testing/products";
import { type Shop, startShop } from "@stylegence/testing/shop";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { startWire, type Wire } from "../../../clients/test/wire.ts";
import { ingest } from "../catalog/ingest.ts";
import * as Product from "../catalog/product.ts";
import { store } from "../media/picture.ts";
import * as Embedding from "./embedding.ts";
import { embeddingJob } from "./job.entity.ts";
import { performAll } from "./perform.ts";

const MODEL = "amazon.titan-embed-image-v1";
let bedrock: Wire;
let shop: Shop;
let harness: Harness;

const inside = <T>(body: () => Promise<T>) => harness.run(body);
const titan = (first: number) => ({ body: { embedding: [first, ...Array(255).fill(0.01)], message: null } });

beforeAll(async () => {
  useEmulator(inject("awsUrl"));
  bedrock = await startWire(({ body }) => titan(body.includes("inputImage") ? -1 : 1), { http2: true });
  process.env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME = bedrock.url;
  shop = await startShop();
  harness = await startHarness(inject("dynamoUrl"), {
    EMBEDDING_MODEL: MODEL,
    EMBEDDING_DIMENSION: "256",
    MEDIA_BUCKET: await createBucket(),
    CRAWL_RESOLVE: "*.localhost=127.0.0.1",
  });
});
afterAll(async () => {
  await Promise.all([bedrock.close(), shop.close(), harness.close()]);
});

/** Performs every job that the group has asked for so far. */
async function performJobsOf(groupId: string) {
  const { data } = await inside(() =>
    embeddingJob().query.bySubject({ subjectType: "productGroup", subjectId: groupId }).go({ pages: "all" }),
  );
  return inside(() => performAll(data.map(({ jobId }) => jobId)));
}

describe("a model that reads pictures", () => {
  it("makes a garment's vector of its text first, and of text and picture once that is stored", async () => {
    const body = await sharp({ create: { width: 800, height: 800, channels: 3, background: "#3366aa" } })
      .png()
      .toBuffer();
    shop.serve("/kurta.png", { headers: { "content-type": "image/png" }, body });
    const url = "https://shop-a.example/p/1";
    const product = aProduct({ url, images: [{ url: `${shop.url}/kurta.png` }] });
    const from = { sourceId: "shop-a", url, checkedAt: harness.clock.now().toISOString(), via: "crawl" as const };
    const groupId = (await inside(() => ingest(product, from))).groupId!;
    const subject = { type: "productGroup" as const, id: groupId };

    await performJobsOf(groupId);
    const early = await inside(() => Embedding.get(subject));
    expect(early?.vector[0]).toBeGreaterThan(0);
    expect(early?.vector).toHaveLength(256);

    harness.clock.advance({ seconds: 5 });
    const { images } = await inside(() => Product.read(groupId));
    expect(await inside(() => store(groupId, images[0]!.imageId))).toBe("stored");
    await performJobsOf(groupId);
    const late = await inside(() => Embedding.get(subject));
    expect(late?.vector[0]).toBeLessThan(0);
    const last = JSON.parse(bedrock.seen.at(-1)?.body ?? "{}") as { inputText: string; inputImage: string };
    expect(last.inputText).toContain("Floral Print");
    expect(await sharp(Buffer.from(last.inputImage, "base64")).metadata()).toMatchObject({
      format: "webp",
      width: 800,
    });
  });
});
