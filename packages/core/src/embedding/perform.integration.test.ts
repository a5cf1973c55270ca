import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct } from "@stylegence/testing/products";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { type EmbedderServer, startEmbedderServer } from "../../test/embedder-server.ts";
import { ingest } from "../catalog/ingest.ts";
import * as Product from "../catalog/product.ts";
import { commit } from "../platform/transaction.ts";
import * as Embedding from "./embedding.ts";
import { embeddingJob } from "./job.entity.ts";
import { perform, performAll } from "./perform.ts";
import { newJob, type Subject } from "./request.ts";

let server: EmbedderServer;
let harness: Harness;
let groupId: string;
let subject: Subject;
let made = 0;

const inside = <T>(body: () => Promise<T>) => harness.run(body);
/** A job for the group, later than all before it. */
const ask = (text: string) =>
  inside(async () => {
    harness.clock.advance({ seconds: 1 });
    const { jobId, job } = newJob(subject, { text });
    await commit([job]);
    return jobId;
  });
const jobOf = (jobId: string) => inside(async () => (await embeddingJob().get({ jobId }).go()).data);
const rev = () => inside(async () => (await Product.read(groupId)).group.rev);
const stored = () => inside(() => Embedding.get(subject));

beforeAll(async () => {
  server = await startEmbedderServer();
  harness = await startHarness(inject("dynamoUrl"), { EMBEDDER_FUNCTION: server.functionName });
});
afterAll(async () => {
  await Promise.all([server.close(), harness.close()]);
});
beforeEach(async () => {
  made += 1;
  const url = `https://shop-a.example/p/${made}`;
  const checkedAt = harness.clock.now().toISOString();
  const found = await inside(() =>
    ingest(aProduct({ url, name: `Kurta number ${made}`, brand: `Brand ${made}` }), {
      sourceId: "shop-a",
      url,
      checkedAt,
      via: "crawl",
    }),
  );
  groupId = found.groupId!;
  subject = { type: "productGroup", id: groupId };
  server.failWith = null;
});

describe("perform", () => {
  it("stores a unit vector and counts the change of the group, so that it is indexed again", async () => {
    const before = await rev();
    const jobId = await ask("red cotton kurta");
    expect(await inside(() => perform(jobId))).toBe("stored");
    const embedding = await stored();
    expect(embedding?.vector).toHaveLength(384);
    expect(Math.hypot(...(embedding?.vector ?? []))).toBeCloseTo(1, 5);
    expect(await rev()).toBe(before + 1);
    expect(await jobOf(jobId)).toMatchObject({ status: "succeeded", attempts: 1 });
  });

  it("does nothing the second time, and nothing for a text it has already embedded", async () => {
    const jobId = await ask("red cotton kurta");
    await inside(() => perform(jobId));
    const before = await rev();
    const calls = server.embedded.length;
    expect(await inside(() => perform(jobId))).toBe("unchanged");
    expect(await inside(async () => perform(await ask(" red  cotton kurta")))).toBe("unchanged");
    expect(await rev()).toBe(before);
    expect(server.embedded).toHaveLength(calls);
  });

  it("lets an earlier job that comes late change nothing", async () => {
    const early = await ask("red cotton kurta");
    const late = await ask("blue silk saree");
    await inside(() => perform(late));
    const kept = await stored();
    expect(await inside(() => perform(early))).toBe("superseded");
    expect(await stored()).toEqual(kept);
    expect(await jobOf(early)).toMatchObject({ status: "superseded" });
  });

  it("ends in the latest job's vector however many run at once", async () => {
    const jobIds: string[] = [];
    for (const text of ["red kurta", "blue saree", "green lehenga", "black jeans"]) jobIds.push(await ask(text));
    await Promise.all(jobIds.toReversed().map((jobId) => inside(() => perform(jobId))));
    expect((await stored())?.jobId).toBe(jobIds.at(-1));
  });

  it("embeds a batch with one call and answers for each job on its own", async () => {
    const first = await ask("red kurta");
    const results = await inside(() => performAll([first, "job_01JZ0000000000000000000000"]));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect((results[1] as PromiseRejectedResult).reason).toMatchObject({ code: "not_found", retry: false });
  });

  it("notes why it failed, and succeeds once the model answers again", async () => {
    const jobId = await ask("red kurta");
    server.failWith = 500;
    await expect(inside(() => perform(jobId))).rejects.toMatchObject({ code: "unavailable", retry: true });
    expect(await jobOf(jobId)).toMatchObject({
      status: "failed",
      attempts: 1,
      lastError: expect.stringContaining("told to fail"),
    });
    expect(await stored()).toBeNull();
    server.failWith = null;
    expect(await inside(() => perform(jobId))).toBe("stored");
    const job = await jobOf(jobId);
    expect(job).toMatchObject({ status: "succeeded", attempts: 2 });
    expect(job).not.toHaveProperty("lastError");
  });
});
