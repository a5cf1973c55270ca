import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Stage } from "./stage.ts";

export interface Monitoring {
  topic: Topic;
  /** Alarms when anything lies in a dead-letter queue. */
  watchDeadLetters(id: string, queue: IQueue): void;
  /** Alarms when the oldest message waits longer than it should. */
  watchAge(id: string, queue: IQueue, minutes: number): void;
  /** Alarms when a function fails more than now and then. */
  watchErrors(id: string, watched: LambdaFunction, perFiveMinutes: number): void;
}

/** The stage's alarms and the topic that they tell. */
export function monitoring(scope: Construct, stage: Stage): Monitoring {
  const topic = new Topic(scope, "Alarms", { enforceSSL: stage.tlsOnly });
  if (stage.alarmEmail) topic.addSubscription(new EmailSubscription(stage.alarmEmail));
  const alarm = (id: string, metric: IMetric, threshold: number, alarmDescription: string) => {
    const made = new Alarm(scope, id, {
      metric,
      threshold,
      alarmDescription,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    made.addAlarmAction(new SnsAction(topic));
  };
  const period = Duration.minutes(5);
  return {
    topic,
    watchDeadLetters: (id, queue) =>
      alarm(
        `${id}Alarm`,
        queue.metricApproximateNumberOfMessagesVisible({ period, statistic: "max" }),
        0,
        `${id}: messages gave up. See "Dead letters" in the runbook.`,
      ),
    watchAge: (id, queue, minutes) =>
      alarm(
        `${id}AgeAlarm`,
        queue.metricApproximateAgeOfOldestMessage({ period, statistic: "max" }),
        minutes * 60,
        `${id}: work waits for more than ${minutes} minutes.`,
      ),
    watchErrors: (id, watched, perFiveMinutes) =>
      alarm(`${id}Errors`, watched.metricErrors({ period }), perFiveMinutes, `${id}: invocations fail.`),
  };
}
