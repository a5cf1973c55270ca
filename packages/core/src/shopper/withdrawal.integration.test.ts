import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { killing } from "../../test/killing.ts";
import { people } from "../../test/people.ts";
import { bodyMetricsRecord } from "./metrics.entity.ts";
import * as Metrics from "./metrics.ts";
import * as Withdrawal from "./withdrawal.ts";

let harness: Harness;
let world: ReturnType<typeof people>;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  world = people(harness);
});
afterAll(() => harness.close());

const flag = "storeBodyMetrics" as const;
const HISTORY = 60;

/** A consent that was given, a history kept by it, and its withdrawal. */
async function withdrawn(userId: string): Promise<void> {
  await world.consents(userId);
  await world.as(userId, () => Metrics.put({ weightKg: 60 }));
  await harness.run(async () => {
    const [kept] = (await bodyMetricsRecord().query.primary({ userId }).go()).data;
    const more = Array.from({ length: HISTORY }, (_, at) => ({ ...kept!, metricsId: `met_${at}` }));
    await bodyMetricsRecord().put(more).go();
  });
  await world.withdraws(userId);
}

it("the job of a withdrawal that is killed after any of its writes ends clean when it runs again", async () => {
  const userId = await world.enters("user_Killed");
  const left = async () =>
    (await harness.items()).filter(
      (item) => item.userId === userId && String(item.__edb_e__).startsWith("bodyMetrics"),
    );
  const halves: number[] = [];
  for (const writes of [1, 20, 26, 45, HISTORY + 1, HISTORY + 2]) {
    await withdrawn(userId);
    const documents = killing(harness.documents, writes);
    const job = harness.run(() => Withdrawal.perform({ userId, flag }), { documents });
    await expect(job).rejects.toThrow("Killed.");
    halves.push((await left()).length);
    await harness.run(() => Withdrawal.perform({ userId, flag }));
    expect(await left()).toEqual([]);
  }
  // It was cut off with much, little and nothing left to do.
  expect(halves[0]).toBeGreaterThan(HISTORY / 3);
  expect(halves.at(-1)).toBe(0);
});
