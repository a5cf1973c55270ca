import { textOf } from "../catalog/describe.ts";
import * as Product from "../catalog/product.ts";
import { commit } from "../platform/transaction.ts";
import { performAll } from "./perform.ts";
import { newJob } from "./request.ts";

/** Makes and stores the vectors of these groups here and now, by jobs like any other. Throws what the first failing one throws. */
export async function embedGarments(groupIds: readonly string[]): Promise<void> {
  const jobs = await Promise.all(
    groupIds.map(async (groupId) => {
      const text = textOfGarment(await Product.read(groupId, { consistent: true }));
      return newJob({ type: "productGroup", id: groupId }, { text });
    }),
  );
  await commit(jobs.map(({ job }) => job));
  for (const result of await performAll(jobs.map(({ jobId }) => jobId))) {
    if (result.status === "rejected") throw result.reason;
  }
}

/** The text whose vector stands for a stored garment. */
export function textOfGarment({ group, variants }: Product.Product): string {
  const families = variants.flatMap(({ colourFamily }) => colourFamily ?? []);
  return textOf(group, [...new Set(families)].sort()).text;
}
