import { Duration } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { NagSuppressions } from "cdk-nag";
import type { Construct } from "constructs";
import { grantRead, grantReadWrite } from "./database.ts";
import { embedder, invoke } from "./embedder.ts";
import { type Job, lambda, type Variables } from "./function.ts";
import type { Monitoring } from "./monitoring.ts";
import { deadLetterQueue, workQueue } from "./queues.ts";
import type { Search } from "./search.ts";
import type { Stage } from "./stage.ts";
import { addressOf, type Buckets } from "./storage.ts";
import { tableStream } from "./streams.ts";
import { timer } from "./timers.ts";

export interface Parts {
  stage: Stage;
  table: Table;
  buckets: Buckets;
  search: Search;
  monitoring: Monitoring;
}

/** Everything that works behind the site: what crawls, joins, embeds, indexes and publishes. */
export function jobs(scope: Construct, parts: Parts) {
  const { stage, table, buckets, search, monitoring } = parts;
  const failures = {
    stream: deadLetterQueue(scope, "StreamFailures", stage, monitoring),
    async: deadLetterQueue(scope, "AsyncFailures", stage, monitoring),
  };
  const queues = {
    crawl: workQueue(scope, "Crawl", stage, monitoring, { timeoutSeconds: 45, tries: 5, lateMinutes: 60 }),
    index: workQueue(scope, "Index", stage, monitoring, { timeoutSeconds: 20, tries: 8, lateMinutes: 15 }),
    embed: workQueue(scope, "Embed", stage, monitoring, { timeoutSeconds: 30, tries: 5, lateMinutes: 60 }),
    media: workQueue(scope, "Media", stage, monitoring, { timeoutSeconds: 30, tries: 5, lateMinutes: 60 }),
    alert: workQueue(scope, "Alert", stage, monitoring, { timeoutSeconds: 60, tries: 5, lateMinutes: 5 }),
    notify: workQueue(scope, "Notify", stage, monitoring, { timeoutSeconds: 30, tries: 5, lateMinutes: 15 }),
    live: workQueue(scope, "Live", stage, monitoring, { timeoutSeconds: 20, tries: 5, lateMinutes: 5 }),
    privacy: workQueue(scope, "Privacy", stage, monitoring, { timeoutSeconds: 120, tries: 5, lateMinutes: 60 }),
    affiliate: workQueue(scope, "Affiliate", stage, monitoring, { timeoutSeconds: 30, tries: 8, lateMinutes: 15 }),
    upload: workQueue(scope, "Upload", stage, monitoring, { timeoutSeconds: 60, tries: 5, lateMinutes: 15 }),
    review: workQueue(scope, "Review", stage, monitoring, { timeoutSeconds: 30, tries: 5, lateMinutes: 15 }),
    inbox: workQueue(scope, "Inbox", stage, monitoring, { timeoutSeconds: 10, tries: 8, lateMinutes: 5 }),
  };
  const places: Variables = {
    TABLE_NAME: table.tableName,
    SEARCH_ENDPOINT: search.endpoint,
    SEARCH_PREFIX: stage.searchPrefix,
    CRAWL_QUEUE_URL: queues.crawl.queue.queueUrl,
    INDEX_QUEUE_URL: queues.index.queue.queueUrl,
    EMBED_QUEUE_URL: queues.embed.queue.queueUrl,
    MEDIA_QUEUE_URL: queues.media.queue.queueUrl,
    NOTIFY_QUEUE_URL: queues.notify.queue.queueUrl,
    ALERT_QUEUE_URL: queues.alert.queue.queueUrl,
    LIVE_QUEUE_URL: queues.live.queue.queueUrl,
    PRIVACY_QUEUE_URL: queues.privacy.queue.queueUrl,
    INBOX_QUEUE_URL: queues.inbox.queue.queueUrl,
    AFFILIATE_QUEUE_URL: queues.affiliate.queue.queueUrl,
    UPLOAD_QUEUE_URL: queues.upload.queue.queueUrl,
    REVIEW_QUEUE_URL: queues.review.queue.queueUrl,
    STREAM_DLQ_URL: failures.stream.queueUrl,
    SNAPSHOT_BUCKET: buckets.snapshots.bucketName,
    MEDIA_BUCKET: buckets.media.bucketName,
    PRIVATE_BUCKET: buckets.shoppers.bucketName,
    PRIVATE_BUCKET_URL: addressOf(buckets.shoppers, stage),
  };
  const watched = (id: string, options: Job): LambdaFunction => {
    const made = lambda(scope, id, stage, { onFailure: failures.async, ...options });
    monitoring.watchErrors(id, made, 5);
    return made;
  };
  const vectors = embedder(stage, watched);
  const names: Variables = { ...places, ...vectors.variables };
  const job = (id: string, entry: string, options: Omit<Job, "entry">): LambdaFunction =>
    watched(id, { entry, ...options, environment: { ...names, ...options.environment } });

  const renderer = job("Renderer", "functions/src/jobs/render.ts", {
    memoryMb: 2048,
    timeoutSeconds: 40,
    natives: ["chromium"],
  });

  const crawl = job("CrawlJob", "functions/src/jobs/crawl.ts", {
    memoryMb: 512,
    timeoutSeconds: 45,
    environment: { RENDERER_FUNCTION: renderer.functionName },
  });
  grantReadWrite(table, crawl);
  buckets.snapshots.grantPut(crawl);
  queues.crawl.queue.grantSendMessages(crawl);
  invoke(crawl, renderer);
  queues.crawl.feed(crawl, { batchSize: 1, concurrency: stage.concurrency.crawl });

  const index = job("IndexJob", "functions/src/jobs/index.ts", { memoryMb: 256, timeoutSeconds: 20 });
  grantRead(table, index);
  search.grantWrite(index);
  queues.index.feed(index, { batchSize: 10, concurrency: stage.concurrency.index });

  const embed = job("EmbedJob", "functions/src/jobs/embed.ts", { memoryMb: 256, timeoutSeconds: 30 });
  grantReadWrite(table, embed);
  vectors.grantUse(embed);
  // A model that sees is shown the picture as well.
  const sighted = stage.embedding.bedrock ? [embed] : [];
  for (const made of sighted) buckets.media.grantRead(made);
  queues.embed.feed(embed, { batchSize: 10, concurrency: stage.concurrency.embed });

  const media = job("MediaJob", "functions/src/jobs/media.ts", {
    memoryMb: 1024,
    timeoutSeconds: 30,
    natives: ["sharp"],
  });
  grantReadWrite(table, media);
  buckets.media.grantPut(media);
  buckets.media.grantRead(media);
  queues.media.queue.grantSendMessages(media);
  queues.media.feed(media, { batchSize: 2, concurrency: stage.concurrency.media });

  const inbox = job("InboxJob", "functions/src/jobs/inbox.ts", { memoryMb: 256, timeoutSeconds: 10 });
  grantReadWrite(table, inbox);
  queues.inbox.feed(inbox, { batchSize: 10, concurrency: 2 });

  // Where it posts to is known once there is a site.
  const live = job("LiveJob", "functions/src/jobs/live.ts", { memoryMb: 512, timeoutSeconds: 20 });
  grantReadWrite(table, live);
  queues.live.queue.grantSendMessages(live);
  queues.live.feed(live, { batchSize: 10, concurrency: stage.concurrency.live });

  const alert = job("AlertJob", "functions/src/jobs/alert.ts", { memoryMb: 512, timeoutSeconds: 60 });
  grantReadWrite(table, alert);
  queues.alert.queue.grantSendMessages(alert);
  queues.alert.feed(alert, { batchSize: 5, concurrency: stage.concurrency.alert });

  const publish = job("Publish", "functions/src/streams/publish.ts", { memoryMb: 256, timeoutSeconds: 30 });
  for (const { queue } of Object.values(queues)) queue.grantSendMessages(publish);
  failures.stream.grantSendMessages(publish);
  tableStream(table, publish, failures.stream);

  const schedule = job("ScheduleCrawl", "functions/src/timers/schedule-crawl.ts", {
    memoryMb: 256,
    timeoutSeconds: 50,
  });
  grantReadWrite(table, schedule);
  queues.crawl.queue.grantSendMessages(schedule);
  timer(scope, "EveryMinute", Duration.minutes(1), schedule, failures.async);

  const expire = job("ExpireOffers", "functions/src/timers/expire-offers.ts", { memoryMb: 256, timeoutSeconds: 60 });
  grantReadWrite(table, expire);
  timer(scope, "EveryQuarter", Duration.minutes(15), expire, failures.async);

  for (const made of [crawl, media, ...sighted]) {
    NagSuppressions.addResourceSuppressions(
      made,
      [{ id: "AwsSolutions-IAM5", reason: "Keys within the stage's own bucket." }],
      true,
    );
  }
  return {
    queues,
    failures,
    vectors,
    names,
    functions: {
      ...(vectors.made && { embedder: vectors.made }),
      renderer,
      crawl,
      index,
      embed,
      media,
      inbox,
      live,
      alert,
      publish,
      schedule,
      expire,
    },
  };
}
