import { type Topic, topics } from "@stylegence/core/platform/topics";
import type { AttributeValue, DynamoDBRecord } from "aws-lambda";
import type { PUBLISHED } from "./published.ts";

export interface Message {
  topic: Topic;
  body: string;
  /** Messages of one batch with the same key say the same: one of them is enough. */
  key: string;
}

type Item = Record<string, AttributeValue>;

interface Rule {
  entity: (typeof PUBLISHED)["inserts" | "writes"][number];
  /** What a change of the item means; null when it means nothing to anybody. Throws on an item that it can't read. */
  messageOf(now: Item, before: Item | undefined): Message | null;
}

const text = (item: Item | undefined, name: string): string | undefined => item?.[name]?.S;

function required(item: Item, name: string): string {
  const value = text(item, name);
  if (value === undefined) throw new Error(`The item has no ${name}.`);
  return value;
}

/** Which writes are messages, and to whom. */
const RULES: readonly Rule[] = [
  {
    entity: "outbox",
    messageOf: (now, before) => {
      if (before) return null;
      const topic = topics.find((name) => name === text(now, "topic"));
      if (!topic) throw new Error(`No queue for the topic ${text(now, "topic")}.`);
      return { topic, body: required(now, "body"), key: required(now, "outboxId") };
    },
  },
  {
    // Every transaction on a group's collection writes the group itself.
    entity: "productGroup",
    messageOf: (now) => {
      const groupId = required(now, "groupId");
      return { topic: "index", body: JSON.stringify({ groupId }), key: `index ${groupId}` };
    },
  },
  {
    entity: "crawlFrontier",
    messageOf: (now, before) => {
      const dispatchId = text(now, "dispatchId");
      if (!dispatchId || dispatchId === text(before, "dispatchId")) return null;
      const frontierId = required(now, "frontierId");
      return { topic: "crawl", body: JSON.stringify({ frontierId }), key: `crawl ${frontierId}` };
    },
  },
  {
    entity: "notification",
    messageOf: (now, before) => {
      if (before) return null;
      const [userId, notificationId] = [required(now, "userId"), required(now, "notificationId")];
      const body = JSON.stringify({ job: "notification", userId, notificationId });
      return { topic: "notify", body, key: `notify ${notificationId}` };
    },
  },
  {
    entity: "mail",
    messageOf: (now, before) => {
      if (before) return null;
      const mailId = required(now, "mailId");
      return { topic: "notify", body: JSON.stringify({ job: "mail", mailId }), key: `notify ${mailId}` };
    },
  },
];

/** What a record of the table's stream asks to be sent. Throws on a record that it can't read. */
export function messagesOf(record: DynamoDBRecord): Message[] {
  const now = record.dynamodb?.NewImage;
  if (!now) return [];
  const entity = text(now, "__edb_e__");
  const before = record.dynamodb?.OldImage;
  return RULES.filter((rule) => rule.entity === entity).flatMap((rule) => rule.messageOf(now, before) ?? []);
}
