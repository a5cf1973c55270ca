import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient, paginateListTables } from "@aws-sdk/client-dynamodb";
import { LambdaClient, paginateListEventSourceMappings, paginateListFunctions } from "@aws-sdk/client-lambda";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { paginateListQueues, SQSClient } from "@aws-sdk/client-sqs";
import { emulated } from "./layout.ts";

/** Names of everything in the account and the search domain that says it is of the stage; of a removed stage, nothing. */
export async function leftOf(stage: string, emulator: string, search: string): Promise<string[]> {
  const aws = emulated(emulator);
  const lambda = { client: new LambdaClient(aws) };
  const names = await Promise.all([
    all(paginateListTables({ client: new DynamoDBClient(aws) }, {}), (page) => page.TableNames),
    all(paginateListFunctions(lambda, {}), (page) => page.Functions?.map((made) => made.FunctionName)),
    all(paginateListEventSourceMappings(lambda, {}), (page) => page.EventSourceMappings?.map((m) => m.FunctionArn)),
    all(paginateListQueues({ client: new SQSClient(aws) }, {}), (page) => page.QueueUrls),
    all(paginateDescribeLogGroups({ client: new CloudWatchLogsClient(aws) }, {}), (page) =>
      page.logGroups?.map((group) => group.logGroupName),
    ),
    buckets(new S3Client({ ...aws, forcePathStyle: true })),
    indexesOf(search),
  ]);
  return names.flat().filter((name) => name.includes(`${stage}-`));
}

async function all<T>(
  pages: AsyncIterable<T>,
  pick: (page: T) => (string | undefined)[] | undefined,
): Promise<string[]> {
  const found: string[] = [];
  for await (const page of pages) found.push(...(pick(page) ?? []).filter((name) => name !== undefined));
  return found;
}

async function buckets(client: S3Client): Promise<string[]> {
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  return Buckets.map(({ Name = "" }) => Name);
}

/** Every index of the search domain, hidden ones too. */
export async function indexesOf(search: string): Promise<string[]> {
  const answer = await fetch(`${search}/_cat/indices?format=json&h=index&expand_wildcards=all`);
  return ((await answer.json()) as { index: string }[]).map(({ index }) => index);
}
