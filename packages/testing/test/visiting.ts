import { visit } from "@stylegence/core/crawl/visit";

const AT_ONCE = 4;

/** Visits each entry once, several at a time, as the workers of a queue do. Returns those whose visit was thrown back. */
export async function visitAll(ids: readonly string[]): Promise<{ id: string; error: unknown }[]> {
  const queue = [...ids];
  const failed: { id: string; error: unknown }[] = [];
  const worker = async () => {
    for (let id = queue.shift(); id; id = queue.shift()) {
      await visit(id).catch((error: unknown) => failed.push({ id: id!, error }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return failed;
}
