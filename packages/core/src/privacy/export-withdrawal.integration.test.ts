import { Readable } from "node:stream";
import type { Files } from "@stylegence/clients/files/port";
import { s3Files } from "@stylegence/clients/files/s3";
import { createBucket, useEmulator } from "@stylegence/testing/aws";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { people } from "../../test/people.ts";
import * as Metrics from "../shopper/metrics.ts";
import * as Withdrawal from "../shopper/withdrawal.ts";
import * as Export from "./export.ts";
import * as Job from "./export-job.ts";
import { exportsOf } from "./places.ts";

let harness: Harness;
let world: ReturnType<typeof people>;
let files: Files;
beforeAll(async () => {
  useEmulator(inject("awsUrl"));
  const bucket = await createBucket();
  harness = await startHarness(inject("dynamoUrl"), { PRIVATE_BUCKET: bucket });
  world = people(harness);
  files = s3Files(bucket);
});
afterAll(() => harness.close());

const flag = "storeBodyMetrics" as const;
const filesOf = async (userId: string) => (await files.list(exportsOf(userId))).items.length;
const perform = (userId: string) => harness.run(() => Withdrawal.perform({ userId, flag }));

async function exporting(userId: string): Promise<string> {
  const id = await world.enters(userId);
  await world.consents(id);
  return world.as(id, async () => {
    await Metrics.put({ weightKg: 61 });
    return (await Export.request()).exportId;
  });
}

describe("the withdrawal of a consent", () => {
  it("takes exports back, of that shopper alone, and lets them ask for another at once", async () => {
    const [ana, bela] = ["user_ExportA", "user_ExportB"];
    for (const userId of [ana, bela]) {
      const exportId = await exporting(userId);
      expect(await harness.run(() => Job.make(userId, exportId, files))).toBe("made");
    }
    await world.withdraws(ana);
    expect(await perform(ana)).toMatchObject({ measurements: 1, exports: 1 });
    expect(await perform(ana)).toMatchObject({ measurements: 0, exports: 0 });
    expect([await filesOf(ana), await filesOf(bela)]).toEqual([0, 1]);
    expect((await world.as(ana, () => Export.list())).items).toEqual([]);
    await world.as(ana, () => Export.request());
  });

  it("reaches an export that is being made, whichever is quicker, and one whose making was cut off", async () => {
    const userId = "user_ExportC";
    const exportId = await exporting(userId);
    // Everything is uploaded by the time the consent has gone everywhere.
    const slow: Files = {
      ...files,
      async upload(key, body, options) {
        await files.upload(key, body, options);
        await world.withdraws(userId);
        await perform(userId);
        await files.upload(key, Readable.from(["late"]), options);
      },
    };
    expect(await harness.run(() => Job.make(userId, exportId, slow))).toBe("taken back");
    expect(await filesOf(userId)).toBe(0);
    await files.upload(`${exportsOf(userId)}left.zip`, Readable.from(["left"]), { contentType: "application/zip" });
    expect(await harness.run(() => Job.make(userId, exportId, files))).toBe("taken back");
    expect(await filesOf(userId)).toBe(0);
  });
});
