import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

/** Calls a function again and again; a call that could not be made goes to `failures`. */
export function timer(scope: Construct, id: string, every: Duration, target: LambdaFunction, failures: IQueue): void {
  new Rule(scope, id, {
    schedule: Schedule.rate(every),
    targets: [
      new LambdaTarget(target, { deadLetterQueue: failures, retryAttempts: 2, maxEventAge: Duration.minutes(5) }),
    ],
  });
}
