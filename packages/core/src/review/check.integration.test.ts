import { ServiceError } from "@stylegence/clients/service-error";
import type { Translator } from "@stylegence/clients/translator/port";
import { createQueue, receive, useEmulator } from "@stylegence/testing/aws";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { reviews, TOOLS } from "../../test/reviews.ts";
import * as Audit from "../platform/audit.ts";
import { parseConfig } from "../platform/config.ts";
import * as Shopper from "../shopper/shopper.ts";
import { check } from "./check.ts";
import { read } from "./page.ts";
import { find } from "./settle.ts";
import { own } from "./shown.ts";
import * as Staff from "./staff.ts";
import * as Waiting from "./waiting.ts";

let harness: Harness;
let queue: string;
let world: ReturnType<typeof reviews>;
let serial = 0;

beforeAll(async () => {
  useEmulator(inject("awsUrl"));
  queue = await createQueue();
  harness = await startHarness(inject("dynamoUrl"), { REVIEW_QUEUE_URL: queue });
  world = reviews(harness);
});
afterAll(() => harness.close());

const HINDI = "कपड़ा बहुत अच्छा है और साइज़ भी सही आया";
const ENGLISH = "The fabric is very good and the size is right as well.";
const translating: Translator = { toEnglish: async ([title]) => [title ? "Very good" : "", ENGLISH] };
const shopper = () => world.enters(`user_Hindi${++serial}`);
const stateOf = async (reviewId: string) => (await harness.run(() => find(reviewId)))?.state;
const checked = (reviewId: string, translator: Translator | null = null) =>
  harness.run(() => check(reviewId, { ...TOOLS, translator }));

async function written(input: Parameters<typeof world.writes>[2]) {
  const { groupId } = await world.garment();
  const userId = await shopper();
  const { reviewId } = await world.writes(userId, groupId, input);
  return { groupId, userId, reviewId };
}

describe("a review in another language", () => {
  it("waits where there is no translator, and is published in English when there is one", async () => {
    const { groupId, userId, reviewId } = await written({ body: HINDI, title: "बहुत अच्छा" });
    expect(await checked(reviewId)).toBe("pending_translation");
    expect(await checked(reviewId)).toBe("pending_translation");
    expect(await harness.run(() => Waiting.idsWaiting("translation"))).toContain(reviewId);
    expect(await harness.run(() => read(groupId, {}))).toMatchObject({ items: [], summary: { count: 0 } });
    // A stage without a translator asks nobody.
    expect(await harness.run(() => Waiting.retry())).toEqual({ sent: 0 });
    const config = parseConfig({ TABLE_NAME: harness.tableName, REVIEW_QUEUE_URL: queue, TRANSLATOR: "amazon" });
    await harness.run(() => Waiting.retry(), { config });
    expect((await receive(queue)).map(({ body }) => body)).toContainEqual({ kind: "check", reviewId });

    expect(await checked(reviewId, translating)).toBe("published");
    const page = await harness.run(() => read(groupId, {}));
    expect(page.items).toMatchObject([{ title: "Very good", body: ENGLISH, translatedFrom: "hi" }]);
    expect(JSON.stringify(page)).not.toContain(HINDI);
    const row = (await harness.run(() => find(reviewId)))!;
    const author = (await harness.run(() => Shopper.find(userId)))!;
    expect(harness.run(() => own(row, author))).toMatchObject({
      title: "बहुत अच्छा",
      body: HINDI,
      english: { body: ENGLISH },
    });
    expect(row.sentiment).toBeGreaterThan(0);
    expect(await harness.run(() => Waiting.idsWaiting("translation"))).not.toContain(reviewId);
  });

  it("is asked for as Hindi where it is that in Latin letters", async () => {
    const asked: string[] = [];
    const translator: Translator = {
      toEnglish: async (_, from) => {
        asked.push(from);
        return ["", ENGLISH];
      },
    };
    const { reviewId } = await written({ body: "kapda bahut accha hai lekin size thoda chhota hai" });
    expect(await checked(reviewId, translator)).toBe("published");
    expect(asked).toEqual(["hi"]);
    expect((await harness.run(() => find(reviewId)))?.language).toBe("hi-Latn");
  });

  const failing = (kind: "rejected" | "throttled"): Translator => ({
    toEnglish: () => Promise.reject(new ServiceError("translate", kind, "no")),
  });
  it.each<[string, Translator]>([
    ["does not know it", { toEnglish: async () => null }],
    ["gives it back as it was", { toEnglish: async (texts) => [...texts] }],
    ["gives nothing back", { toEnglish: async () => ["", " "] }],
    ["refuses it for good", failing("rejected")],
  ])("waits for somebody of ours where the translator %s", async (_, translator) => {
    const { reviewId } = await written({ body: `${HINDI} ${"कखगघ"[serial % 4]}${serial}` });
    expect(await checked(reviewId, translator)).toBe("held");
    expect((await harness.run(() => find(reviewId)))?.reason).toBe("language");
  });

  it("is tried again where the translator can't now", async () => {
    const { reviewId } = await written({ body: `${HINDI} आज` });
    await expect(checked(reviewId, failing("throttled"))).rejects.toMatchObject({ retry: true });
    expect(await stateOf(reviewId)).toBe("pending_translation");
    await expect(checked(reviewId, failing("throttled"))).rejects.toMatchObject({ retry: true });
    expect(await harness.run(() => Waiting.idsWaiting("translation"))).toContain(reviewId);
    expect(await checked(reviewId, translating)).toBe("published");
  });
});

describe("somebody of ours", () => {
  it("releases a review that is held, under its text in English, and it is noted why", async () => {
    const { reviewId, userId } = await written({ body: `${HINDI} कल` });
    await checked(reviewId, { toEnglish: async () => null });
    expect((await harness.run(() => Waiting.held(50))).map((row) => row.reviewId)).toContain(reviewId);
    const release = (english?: { body: string }) =>
      harness.run(() => Staff.release(reviewId, { reason: "read by us", ...(english && { english }) }, TOOLS));
    await expect(release()).rejects.toMatchObject({ code: "invalid" });
    expect(await release({ body: ENGLISH })).toBe("published");
    await expect(release({ body: ENGLISH })).rejects.toMatchObject({ code: "invalid" });
    const deeds = await harness.run(() => Audit.list(reviewId));
    expect(deeds).toMatchObject([{ action: "review.released", reason: "read by us" }]);
    expect(JSON.stringify(deeds)).not.toContain(userId);
    expect((await harness.run(() => Waiting.held(50))).map((row) => row.reviewId)).not.toContain(reviewId);
  });

  it("refuses one, or removes it though it is published, and its author may write another", async () => {
    const { reviewId, userId, groupId } = await written({});
    await checked(reviewId);
    expect(await harness.run(() => Staff.reject(reviewId, { reason: "insults" }))).toBe("removed");
    expect(await harness.run(() => read(groupId, {}))).toMatchObject({ items: [], summary: { count: 0 } });
    await expect(harness.run(() => Staff.reject(reviewId, { reason: "again" }))).rejects.toMatchObject({
      code: "invalid",
    });
    const second = await world.writes(userId, groupId);
    expect(await harness.run(() => Staff.reject(second.reviewId, { reason: "insults" }))).toBe("refused");
    expect(await checked(second.reviewId)).toBe("refused");
    await expect(harness.run(() => Staff.reject(`rev_${"0".repeat(26)}`, { reason: "x" }))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
