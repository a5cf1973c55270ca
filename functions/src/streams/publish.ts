import type { Queue } from "@stylegence/clients/queue/port";
import { sqsQueue } from "@stylegence/clients/queue/sqs";
import { type Config, parseConfig } from "@stylegence/core/platform/config";
import type { Topic } from "@stylegence/core/platform/topics";
import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { type Line, lined } from "../platform/line.ts";
import type { Message } from "./image.ts";
import { messagesOf } from "./rules.ts";

/** What could not be published, kept so that `ops dlq redrive` can send it. */
export interface Unpublished {
  reason: string;
  /** Absent for a record that could not even be read. */
  topic?: Topic;
  body?: string;
  keys?: unknown;
}

/** It never looks into the table, so it needs no client of it. */
let tools: { queue: Queue; config: Config } | undefined;

const urlOf = (config: Config, topic: Topic): string =>
  ({
    crawl: config.CRAWL_QUEUE_URL,
    index: config.INDEX_QUEUE_URL,
    embed: config.EMBED_QUEUE_URL,
    media: config.MEDIA_QUEUE_URL,
    alert: config.ALERT_QUEUE_URL,
    notify: config.NOTIFY_QUEUE_URL,
    live: config.LIVE_QUEUE_URL,
    privacy: config.PRIVACY_QUEUE_URL,
    affiliate: config.AFFILIATE_QUEUE_URL,
    upload: config.UPLOAD_QUEUE_URL,
    review: config.REVIEW_QUEUE_URL,
    inbox: config.INBOX_QUEUE_URL,
  })[topic];

/**
 * Sends on what the table's changes mean to others. A record that fails takes no other with it; it is set aside in a queue of its
 * own. Only when that can't be reached either does the batch fail, and the stream brings it again.
 */
export const handler = lined<DynamoDBStreamEvent>("publish", ({ Records }) => publish(Records));

async function publish(records: readonly DynamoDBRecord[]): Promise<Line> {
  tools ??= { queue: sqsQueue(), config: parseConfig(process.env) };
  const { queue, config } = tools;
  const { messages, unread } = read(records);
  const failed = [...unread];
  for (const [topic, ofTopic] of Map.groupBy(messages, (message) => message.topic)) {
    failed.push(...(await send(queue, urlOf(config, topic), topic, ofTopic)));
  }
  if (failed.length > 0) {
    const lost = await queue.send(config.STREAM_DLQ_URL, failed, {
      attributes: { reason: failed[0]!.reason },
    });
    if (lost.length > 0) throw new Error(`${lost.length} failures could not be set aside: ${lost[0]?.reason}`);
  }
  return { records: records.length, sent: messages.length - (failed.length - unread.length), failed: failed.length };
}

function read(records: readonly DynamoDBRecord[]): { messages: Message[]; unread: Unpublished[] } {
  const messages = new Map<string, Message>();
  const unread: Unpublished[] = [];
  for (const record of records) {
    try {
      for (const message of messagesOf(record)) messages.set(message.key, message);
    } catch (error) {
      unread.push({ reason: (error as Error).message, keys: record.dynamodb?.Keys });
    }
  }
  return { messages: [...messages.values()], unread };
}

async function send(to: Queue, url: string, topic: Topic, messages: readonly Message[]): Promise<Unpublished[]> {
  const bodies = messages.map(({ body }) => body);
  try {
    const refused = await to.send(url, bodies);
    return refused.map(({ index, reason }) => ({ topic, body: bodies[index], reason }));
  } catch (error) {
    return bodies.map((body) => ({ topic, body, reason: (error as Error).message }));
  }
}
