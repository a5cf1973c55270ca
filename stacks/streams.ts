import { Duration } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { FilterCriteria, FilterRule, type Function as LambdaFunction, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { PUBLISHED } from "../functions/src/streams/published.ts";

/** Changes of a kind, of items of some entities. */
function only(events: string[], entities: readonly string[], image: "NewImage" | "OldImage" = "NewImage") {
  const item = { __edb_e__: { S: FilterRule.or(...entities) } };
  return FilterCriteria.filter({ eventName: FilterRule.or(...events), dynamodb: { [image]: item } });
}

/** Feeds the table's changes, in order by key, to the one function that publishes them. */
export function tableStream(table: Table, publisher: LambdaFunction, failures: IQueue): void {
  const stream = table.tableStreamArn ?? "";
  // The CDK's own event source lets the function list the streams of the whole account.
  publisher.addToRolePolicy(
    new PolicyStatement({
      actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
      resources: [stream],
    }),
  );
  publisher.addEventSourceMapping("Changes", {
    eventSourceArn: stream,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    maxRecordAge: Duration.hours(24),
    bisectBatchOnError: true,
    retryAttempts: 5,
    reportBatchItemFailures: true,
    onFailure: new SqsDlq(failures),
    filters: [
      only(["INSERT"], PUBLISHED.inserts),
      only(["INSERT", "MODIFY"], PUBLISHED.writes),
      only(["REMOVE"], PUBLISHED.removals, "OldImage"),
    ],
  });
}
