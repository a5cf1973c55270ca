import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { type Function as LambdaFunction, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { IQueue } from "aws-cdk-lib/aws-sqs";

/** Feeds the table's changes, in order by key, to the one function that publishes them. */
export function tableStream(table: Table, publisher: LambdaFunction, failures: IQueue): void {
  publisher.addEventSource(
    new DynamoEventSource(table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      retryAttempts: 5,
      reportBatchItemFailures: true,
      onFailure: new SqsDlq(failures),
    }),
  );
}
