import { DeleteObjectsCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { searchEngine } from "@stylegence/clients/opensearch/http";
import { parseConfig } from "@stylegence/core/platform/config";
import { customResource } from "./custom-resource.ts";

/** Leaves nothing of a stage that is being removed where CloudFormation cannot reach: objects, indexes. */
export const handler = customResource<{ buckets: string[] }>(async ({ RequestType }, { buckets }) => {
  if (RequestType !== "Delete") return;
  for (const bucket of buckets) await empty(bucket);
  const { SEARCH_ENDPOINT, SEARCH_PREFIX } = parseConfig({ TABLE_NAME: "", ...process.env });
  await removeIndexes(SEARCH_ENDPOINT, SEARCH_PREFIX);
});

async function empty(bucket: string): Promise<void> {
  const client = new S3Client({});
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket })) {
    const keys = Contents.map(({ Key }) => ({ Key }));
    if (keys.length === 0) continue;
    const answer = await client.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys, Quiet: true } }),
    );
    const first = answer.Errors?.[0];
    if (first) throw new Error(`${bucket}/${first.Key}: ${first.Message}`);
  }
}

/** By name, one by one: a domain may refuse to remove by pattern. */
async function removeIndexes(endpoint: string, prefix: string): Promise<void> {
  const engine = searchEngine(endpoint);
  const { body } = await engine.request<{ index: string }[]>({
    method: "GET",
    path: `/_cat/indices/${prefix}-*?format=json&h=index&expand_wildcards=all`,
  });
  for (const { index } of body) await engine.request({ method: "DELETE", path: `/${index}` }, [404]);
}
