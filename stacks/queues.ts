import { Duration } from "aws-cdk-lib";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { NagSuppressions } from "cdk-nag";
import type { Construct } from "constructs";
import type { Monitoring } from "./monitoring.ts";
import type { Stage } from "./stage.ts";

export interface WorkQueue {
  queue: Queue;
  deadLetters: Queue;
  /** Feeds a function whose timeout the queue was made for. */
  feed(consumer: LambdaFunction, options: { batchSize: number; concurrency: number }): void;
}

export interface QueueOptions {
  /** Of the function that takes from it: a message stays hidden six times as long. */
  timeoutSeconds: number;
  /** How often a message is tried before it is set aside. */
  tries: number;
  /** How long work may wait before somebody is told. */
  lateMinutes: number;
}

/** A queue with its dead letters and alarms. */
export function workQueue(
  scope: Construct,
  id: string,
  stage: Stage,
  monitoring: Monitoring,
  options: QueueOptions,
): WorkQueue {
  const deadLetters = deadLetterQueue(scope, `${id}DeadLetters`, stage, monitoring);
  const queue = new Queue(scope, `${id}Queue`, {
    enforceSSL: stage.tlsOnly,
    encryption: QueueEncryption.SQS_MANAGED,
    visibilityTimeout: Duration.seconds(options.timeoutSeconds * 6),
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: options.tries },
  });
  monitoring.watchAge(`${id}Queue`, queue, options.lateMinutes);
  return {
    queue,
    deadLetters,
    feed: (consumer, { batchSize, concurrency }) => {
      // The consumer sets aside what it gives up on itself, so that the reason goes with it.
      consumer.addEnvironment("DEAD_LETTERS_URL", deadLetters.queueUrl);
      consumer.addEnvironment("DEAD_LETTERS_AFTER", String(options.tries));
      deadLetters.grantSendMessages(consumer);
      consumer.addEventSource(
        new SqsEventSource(queue, { batchSize, maxConcurrency: concurrency, reportBatchItemFailures: true }),
      );
    },
  };
}

/** Where what gave up waits for somebody to look, for two weeks. */
export function deadLetterQueue(scope: Construct, id: string, stage: Stage, monitoring: Monitoring): Queue {
  const queue = new Queue(scope, id, {
    enforceSSL: stage.tlsOnly,
    encryption: QueueEncryption.SQS_MANAGED,
    visibilityTimeout: Duration.seconds(30),
    retentionPeriod: Duration.days(14),
  });
  NagSuppressions.addResourceSuppressions(queue, [
    { id: "AwsSolutions-SQS3", reason: "It is itself where dead letters go." },
  ]);
  monitoring.watchDeadLetters(id, queue);
  return queue;
}
