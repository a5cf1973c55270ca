import { textOf } from "../catalog/describe.ts";
import * as Product from "../catalog/product.ts";
import { commit } from "../platform/transaction.ts";
import { performAll } from "./perform.ts";
import { newJob } from "./request.ts";

/** Makes and stores the vectors of these groups here and now, by jobs like any other. Throws what the first failing one throws. */
export async function embedGarments(groupIds: readonly string[]): Promise<void> {
  const jobs = await Promise.all(
    groupIds.map(async (groupId) => {
      const { group, variants } = await Product.read(groupId, { consistent: true });
      const families = variants.flatMap(({ colourFamily }) => colourFamily ?? []);
      const { text } = textOf(group, [...new Set(families)].sort());
      return newJob({ type: "productGroup", id: groupId }, { text });
    }),
  );
  await commit(jobs.map(({ job }) => job));
  for (const result of await performAll(jobs.map(({ jobId }) => jobId))) {
    if (result.status === "rejected") throw result.reason;
  }
}
