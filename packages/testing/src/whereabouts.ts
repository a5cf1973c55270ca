import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { emulated } from "@stylegence/local/layout";
import { indexesOf } from "@stylegence/local/leftovers";
import { resourcesOf } from "@stylegence/local/stage";
import { strFromU8, unzipSync } from "fflate";
import type { DeployedStage } from "./stage.setup.ts";

/** Where a word is found in all that a stage keeps: items of its table, documents of its indexes, and objects of its buckets, zips opened. */
export async function whereabouts(stage: Omit<DeployedStage, "data">, word: string): Promise<string[]> {
  const resources = await resourcesOf(stage.name, stage.emulator);
  const named = (type: string) =>
    resources.flatMap(({ ResourceType, PhysicalResourceId: id }) => (ResourceType === type && id ? [id] : []));
  const found = await Promise.all([
    ...named("AWS::DynamoDB::Table").map((table) => inTable(stage.emulator, table, word)),
    ...named("AWS::S3::Bucket").map((bucket) => inBucket(stage.emulator, bucket, word)),
    inIndexes(stage, word),
  ]);
  return found.flat();
}

async function inTable(emulator: string, TableName: string, word: string): Promise<string[]> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(emulated(emulator)));
  const found: string[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
    found.push(...Items.filter((item) => JSON.stringify(item).includes(word)).map((item) => `item ${item.__edb_e__}`));
  }
  return found;
}

async function inBucket(emulator: string, Bucket: string, word: string): Promise<string[]> {
  const client = new S3Client({ ...emulated(emulator), forcePathStyle: true });
  const found: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
    for (const { Key = "" } of Contents.filter(({ Key }) => !/\.(webp|jpe?g|png|woff2|gz)$/.test(Key ?? ""))) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      if (textOf(await Body!.transformToByteArray()).includes(word)) found.push(`object ${Bucket}/${Key}`);
    }
  }
  return found;
}

function textOf(bytes: Uint8Array): string {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip) return Buffer.from(bytes).toString("latin1");
  return Object.values(unzipSync(bytes))
    .map((part) => strFromU8(part))
    .join("\n");
}

async function inIndexes({ name, search }: Pick<DeployedStage, "name" | "search">, word: string): Promise<string[]> {
  const own = (await indexesOf(search)).filter((index) => index.startsWith(`${name}-`));
  const found: string[] = [];
  for (const index of own) {
    const answer = await fetch(`${search}/${index}/_search?size=10000`);
    const { hits } = (await answer.json()) as { hits: { hits: { _id: string; _source: object }[] } };
    found.push(
      ...hits.hits
        .filter(({ _source }) => JSON.stringify(_source).includes(word))
        .map(({ _id }) => `document ${index}/${_id}`),
    );
  }
  return found;
}
